/** What the thread of a `ThreadedSender` runs. */
import { parentPort, workerData } from 'node:worker_threads';
import { EgressGuard } from '../egress-guard';
import { LocalSender } from '../local-sender';
import type { Answer, Ask, FromThread, ThreadData, ToThread } from './messages';

const port = parentPort!;
const { egressAllow, egressAllowPorts, maxConnectionsPerOrigin } = workerData as ThreadData;
const sender = new LocalSender({
  guard: new EgressGuard(egressAllow, egressAllowPorts),
  maxConnectionsPerOrigin,
});
let answers: Answer[] = [];

port.on('message', (message: ToThread) => {
  if (message === 'abort-all') sender.abortAll();
  else if (message === 'close') void close();
  else message.forEach(send);
});
tell('ready');

function send({ slot, request }: Ask): void {
  sender.send(request).then(
    (result) => answer({ slot, result }),
    (error: Error) => answer({ slot, error }),
  );
}

/** What the sockets bring in one turn of the event loop goes in one message. */
function answer(one: Answer): void {
  if (answers.push(one) === 1) setImmediate(flush);
}

function flush(): void {
  if (answers.length > 0) tell(answers);
  answers = [];
}

async function close(): Promise<void> {
  await sender.close();
  flush();
  tell('closed');
}

function tell(message: FromThread): void {
  port.postMessage(message);
}
