export { Receiver, type ReceivedPost } from './receiver';
export {
  ACCESS_TOKEN,
  SERVER_ENTRY,
  serverEnv,
  ServerProcess,
  WORKER_ENTRY,
} from './server-process';
export { settle } from './settle';
export { temporaryDirectory } from './temporary-directory';
export { waitUntil } from './wait-until';
