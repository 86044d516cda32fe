import { WrongExpectedVersionError } from './errors';
import type { ExpectedVersion } from './event-store';

/** @throws WrongExpectedVersionError */
export function expectVersion(stream: string, actual: number, expected: ExpectedVersion): void {
  const met =
    expected === 'any' ||
    (expected === 'no-stream' && actual === 0) ||
    (expected === 'stream-exists' && actual > 0) ||
    expected === actual;
  if (!met) throw new WrongExpectedVersionError(stream, expected, actual);
}
