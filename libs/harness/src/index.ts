export { Receiver, type ReceivedPost, type Responder } from './receiver';
export { ACCESS_TOKEN, ServerProcess, type ServerOptions } from './server-process';
export { temporaryDirectory } from './temporary-directory';
export { waitUntil } from './wait-until';
