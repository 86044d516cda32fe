import { useRef } from 'react';

const KEY_BYTES = 16;

/**
 * A key for each thing that is asked for, the same as long as the same is: where no answer arrived,
 * asking again does not do it twice.
 */
export function useIdempotencyKey(): (body: object) => string {
  const last = useRef<{ body: string; key: string }>(undefined);
  return (body) => {
    const text = JSON.stringify(body);
    if (last.current?.body !== text) last.current = { body: text, key: randomKey() };
    return last.current.key;
  };
}

/** `crypto.randomUUID` is there on https alone. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
