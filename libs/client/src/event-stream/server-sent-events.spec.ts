import { type ServerSentEvent, ServerSentEvents } from './server-sent-events';

const STREAM = [
  ': following',
  'id: 6',
  '',
  'id: 7',
  'event: MessageCreated',
  'data: {"content":"Zoë 👋: hi"}',
  '',
  ': heartbeat',
  '',
  'data:one',
  'data: two',
  'data',
  'retry: 100',
  'id: 8',
  '',
  'id: 9',
  'data: cut o',
];
const EVENTS: readonly ServerSentEvent[] = [
  { event: 'MessageCreated', data: '{"content":"Zoë 👋: hi"}' },
  { event: 'message', data: 'one\ntwo\n' },
];

/** Hands the bytes over in chunks of a size. */
function readAll(stream: ServerSentEvents, text: string, size: number): ServerSentEvent[] {
  const bytes = Buffer.from(text);
  const events: ServerSentEvent[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    events.push(...stream.read(bytes.subarray(at, at + size)));
  }
  return events;
}

describe('Server-sent events', () => {
  it.each(
    ['\n', '\r\n', '\r'].flatMap((end) => [1, 2, 3, 7, 1_000].map((size) => [end, size] as const)),
  )('are read by lines that end with %j, in chunks of %d bytes', (end, size) => {
    const stream = new ServerSentEvents();

    expect(readAll(stream, STREAM.join(end), size)).toEqual(EVENTS);
    expect(stream.lastEventId).toBe('8');
  });

  it('have an id to come back with before the first of them has come', () => {
    const stream = new ServerSentEvents();

    expect(readAll(stream, ': following\nid: 6\n\n', 100)).toEqual([]);
    expect(stream.lastEventId).toBe('6');
  });

  it('leave the id of before where none of them has another', () => {
    const stream = new ServerSentEvents('5');

    expect(readAll(stream, 'data: x\n\nid: 6\ndata: cut off', 100)).toHaveLength(1);
    expect(stream.lastEventId).toBe('5');
  });
});
