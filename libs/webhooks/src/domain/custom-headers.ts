import { Refusal } from '@app/event-store';

const MAX_HEADERS = 20;
const MAX_NAME_LENGTH = 64;
const MAX_VALUE_LENGTH = 1_024;

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;
const VISIBLE_ASCII = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** What HTTP needs for itself, and what the system says of a delivery. */
const OWNED_NAMES: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'keep-alive',
  'accept',
  'user-agent',
  'date',
]);
const OWNED_BEGINNINGS = [
  'content-',
  'proxy-',
  'accept-',
  'webhook-',
  'x-hoory-',
  'x-chatwoot-',
] as const;

/** From names to values, as their owner gives them. */
export type CustomHeaders = Readonly<Record<string, string>>;

/**
 * Never quotes a value: they are secrets as often as not.
 * @throws Refusal naming `headers`
 */
export function checkCustomHeaders(headers: CustomHeaders): void {
  const names = Object.keys(headers);
  if (names.length > MAX_HEADERS) {
    throw refused(`must be at most ${MAX_HEADERS}, got ${names.length}`);
  }
  const seen = new Set<string>();
  for (const name of names) {
    checkName(name);
    if (seen.has(name.toLowerCase())) throw refused(`must have each name once, got ${name} twice`);
    seen.add(name.toLowerCase());
    checkValue(name, headers[name]);
  }
}

function checkName(name: string): void {
  if (name.length > MAX_NAME_LENGTH || !TOKEN.test(name)) {
    const got = name.length > MAX_NAME_LENGTH ? `one of ${name.length} characters` : `"${name}"`;
    throw refused(
      `must have RFC 9110 tokens of at most ${MAX_NAME_LENGTH} characters as names, got ${got}`,
    );
  }
  const lower = name.toLowerCase();
  if (OWNED_NAMES.has(lower) || OWNED_BEGINNINGS.some((beginning) => lower.startsWith(beginning))) {
    throw refused(`must not have ${name}, which the system or HTTP sets itself`);
  }
}

/** From outside it may be anything. */
function checkValue(name: string, value: unknown): void {
  if (typeof value === 'string' && value.length <= MAX_VALUE_LENGTH && VISIBLE_ASCII.test(value)) {
    return;
  }
  const got = typeof value === 'string' ? `${value.length} characters` : typeof value;
  throw refused(
    `must have for ${name} 1 to ${MAX_VALUE_LENGTH} visible ASCII characters, with spaces only between them, got ${got}`,
  );
}

function refused(fault: string): Refusal {
  return Refusal.invalid('headers', `Headers ${fault}`);
}
