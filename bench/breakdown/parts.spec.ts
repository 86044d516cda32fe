import { IDLE, partOf, REST } from './parts';

const frame = (functionName: string, url = '') => ({ functionName, url });
const built = (file: string) => `file:///app/dist/libs/${file}`;

describe('the part of the system that a sample belongs to', () => {
  it.each([
    ['event-store/src/sqlite/read-events.js', 'reading the log'],
    ['event-store/src/consumer/consumer.js', 'reading the log'],
    ['event-store/src/sqlite/event-log.js', 'reading the log'],
    ['event-store/src/event-row.js', 'parsing events'],
    ['delivery/src/outbox/outbox.js', 'matching and outbox'],
    ['delivery/src/first-attempts/first-attempts.js', 'matching and outbox'],
    ['payloads/src/hoory/index.js', 'rendering'],
    ['delivery/src/dispatcher/bodies.js', 'rendering'],
    ['delivery/src/sender/sign.js', 'signing'],
    ['delivery/src/sender/thread/threaded-sender.js', 'between the threads'],
    ['delivery/src/sender/exchange.js', 'HTTP: undici and sockets'],
    ['delivery/src/dispatcher/outcome-recorder.js', 'dispatching and recording outcomes'],
    ['delivery/src/queue/sqlite/enqueue.js', 'queue statements and COMMIT'],
    ['event-store/src/sqlite/sqlite-writer.js', 'queue statements and COMMIT'],
  ])('is for a function of %s: %s', (file, part) => {
    expect(partOf([frame('anything', built(file))])).toBe(part);
  });

  it.each([
    ['/app/node_modules/undici/lib/dispatcher/client-h1.js', 'HTTP: undici and sockets'],
    ['node:net', 'HTTP: undici and sockets'],
    ['node:internal/crypto/hash', 'signing'],
    ['node:internal/worker/io', 'between the threads'],
    ['node:internal/process/task_queues', 'promises, timers, microtasks'],
    ['/app/node_modules/better-sqlite3/lib/methods/wrappers.js', 'queue statements and COMMIT'],
  ])('is for a function of %s: %s', (url, part) => {
    expect(partOf([frame('anything', url)])).toBe(part);
  });

  it('is that of whoever called what has no part', () => {
    const stack = [
      frame('parse'),
      frame('anyLibrary', '/app/node_modules/any/index.js'),
      frame('toStoredEvent', built('event-store/src/event-row.js')),
      frame('readAll', built('event-store/src/sqlite/read-events.js')),
    ];
    expect(partOf(stack)).toBe('parsing events');
  });

  it('reads a path as it is written on Windows', () => {
    const url = 'C:\\app\\dist\\libs\\delivery\\src\\sender\\sign.js';
    expect(partOf([frame('sign', url)])).toBe('signing');
  });

  it('is not that of whom the garbage collector interrupted', () => {
    const stack = [
      frame('(garbage collector)'),
      frame('sign', built('delivery/src/sender/sign.js')),
    ];
    expect(partOf(stack)).toBe('garbage collection');
  });

  it('tells waiting from work that nobody claims', () => {
    expect(partOf([frame('(idle)'), frame('(root)')])).toBe(IDLE);
    expect(partOf([frame('(program)'), frame('(root)')])).toBe(REST);
  });
});
