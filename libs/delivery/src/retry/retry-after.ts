/** RFC 9110, section 10.2.3: on these statuses it says when to come again. */
const STATUSES: ReadonlySet<number | null> = new Set([429, 503]);

const LONGEST_MS = 24 * 60 * 60 * 1_000;

/**
 * When the endpoint asks to be tried again, in unix milliseconds, at most 24 h from now; undefined
 * where it does not ask.
 *
 * @param header seconds, or an HTTP date
 */
export function retryAfterMs(
  statusCode: number | null,
  header: string | null,
  nowMs: number,
): number | undefined {
  if (header === null || !STATUSES.has(statusCode)) return undefined;
  const text = header.trim();
  const atMs = /^\d+$/.test(text) ? nowMs + Number(text) * 1_000 : parseHttpDate(text);
  return Number.isNaN(atMs) ? undefined : Math.min(atMs, nowMs + LONGEST_MS);
}

/** NaN for what is none; the parser alone would find a date in almost anything. */
function parseHttpDate(text: string): number {
  return /^[A-Z][a-z]{2,8}, .+ GMT$/.test(text) ? Date.parse(text) : NaN;
}
