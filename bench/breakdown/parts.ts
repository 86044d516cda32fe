import type { CallFrame } from './cpu-profile';

export const REST = 'the rest';
export const IDLE = 'idle';

/** V8's own, which is nobody's function. */
const BY_NAME: Readonly<Record<string, string>> = {
  '(idle)': IDLE,
  '(garbage collector)': 'garbage collection',
};

/** Part of the system and where its files are, in a build. The first that fits has the sample. */
const BY_FILE: readonly (readonly [part: string, file: RegExp])[] = [
  ['starting: loading code', /node:internal\/modules/],
  [
    'queue statements and COMMIT',
    /event-store\/src\/\w+\/(sqlite-writer|sqlite-connection)|better-sqlite3|\/delivery\/src\/(queue|health)\//,
  ],
  ['parsing events', /event-store\/src\/(event-row|upcaster)|\/upcasters?\//],
  ['reading the log', /event-store\/src\/consumer\//],
  [
    'reading the log',
    /event-store\/src\/\w+\/(read-events|positions|checkpoints|event-log|sqlite-event-store|postgres-event-store)/,
  ],
  ['rendering', /\/payloads\/src\/|\/dispatcher\/bodies/],
  ['signing', /\/sender\/sign|\/secrets\/src\/|node:internal\/crypto|node:crypto/],
  ['between the threads', /\/sender\/thread\/|node:internal\/(worker|per_context\/messageport)/],
  [
    'HTTP: undici and sockets',
    /undici|node:(net|_?http|_?tls|dns|internal\/(stream_base|streams|net))|\/delivery\/src\/sender\//,
  ],
  [
    'matching and outbox',
    /\/delivery\/src\/(outbox|decisions|first-attempts|lanes)\/|\/webhooks\/src\//,
  ],
  [
    'dispatching and recording outcomes',
    /\/delivery\/src\/(dispatcher|retry|ownership|signals|recoveries)\//,
  ],
  [
    'promises, timers, microtasks',
    /node:internal\/(process\/task_queues|timers|async_hooks|process\/promises)|node:(timers|async_hooks)/,
  ],
];

/** In the order of a delivery's way. */
export const PARTS: readonly string[] = [
  'reading the log',
  'parsing events',
  'matching and outbox',
  'rendering',
  'signing',
  'dispatching and recording outcomes',
  'between the threads',
  'HTTP: undici and sockets',
  'queue statements and COMMIT',
  'promises, timers, microtasks',
  'garbage collection',
  'starting: loading code',
  REST,
  IDLE,
];

/**
 * Whose a sample is: of the first function, from the leaf on, whose file belongs to a part. Natives
 * and libraries that everyone calls have none and are of whoever called them.
 */
export function partOf(stack: readonly CallFrame[]): string {
  const leaf = stack[0];
  const native = leaf && BY_NAME[leaf.functionName];
  if (native !== undefined) return native;
  for (const { url } of stack) {
    const file = url.replaceAll('\\', '/');
    const part = BY_FILE.find(([, pattern]) => pattern.test(file))?.[0];
    if (part !== undefined) return part;
  }
  return REST;
}
