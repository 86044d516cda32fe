import { maxHeaderSize } from 'node:http';
import { join } from 'node:path';
import { DEFAULT_RETRY_DELAYS_SECONDS } from '@app/delivery';
import { signingSecretProblem } from '@app/secrets';
import { read, tableRows, textOf } from './testing/documents';

/** Of times in milliseconds. */
const UNITS: Readonly<Record<string, number>> = {
  KiB: 1024,
  MiB: 1024 ** 2,
  '%': 0.01,
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  days: 86_400_000,
};

/** A number that stands in the code, as a constant, a field or a decorator's; times in milliseconds. */
function inCode(path: string, name: string): number {
  const pattern = `\\b${name}(?: = |: |\\()([\\d_.]+(?: \\* [\\d_]+)*)[;,)]`;
  const [, product] = new RegExp(pattern).exec(read(path)) ?? [];
  if (product === undefined) return NaN;
  const factors = product.split('*').map((factor) => Number(factor.replaceAll('_', '')));
  return factors.reduce((one, other) => one * other, /seconds$/i.test(name) ? 1_000 : 1);
}

describe.each(['docs/rest-api.md', 'docs/operating.md'])(
  'the table of figures of %s',
  (document) => {
    const figures = tableRows(document).flatMap(([of, figure = '', where = '']) =>
      [...where.matchAll(/`(\w+)` of \[[^\]]*\]\(([^)]*)\)/g)].map(([, name, path]) => ({
        of,
        figure,
        name: name!,
        path: join('docs', path!),
      })),
    );

    it('is there', () => {
      expect(figures.length).toBeGreaterThan(15);
    });

    it.each(figures)('has the one of the code: $of, $figure', ({ figure, name, path }) => {
      const [, value, unit = ''] = /^([\d,]+) ?([\w%]*)/.exec(figure) ?? [];
      expect(Number(value?.replaceAll(',', '')) * (UNITS[unit] ?? 1)).toBe(inCode(path, name));
    });
  },
);

describe('what documents say of figures in passing', () => {
  const DELIVERY = 'libs/delivery/src';
  const WEBHOOKS = 'libs/webhooks/src';
  const SQLITE = 'libs/event-store/src/sqlite';
  const PLACES: Readonly<Record<string, string>> = {
    MAX_IN_FLIGHT: `${DELIVERY}/dispatcher/dispatcher.ts`,
    RESCAN_AFTER_MS: `${DELIVERY}/dispatcher/dispatcher.ts`,
    CLAIM_AFTER_MS: `${DELIVERY}/dispatcher/dispatcher.ts`,
    SHUTDOWN_GRACE_MS: `${DELIVERY}/dispatcher/dispatcher.ts`,
    MAX_IN_FLIGHT_PER_WEBHOOK: `${DELIVERY}/lanes/lane.ts`,
    FAILURES_TO_OPEN: `${DELIVERY}/lanes/circuit.ts`,
    FIRST_PAUSE_MS: `${DELIVERY}/lanes/circuit.ts`,
    LONGEST_PAUSE_MS: `${DELIVERY}/lanes/circuit.ts`,
    DISABLE_AFTER_MS: `${DELIVERY}/health/webhook-health.ts`,
    KEPT_MS: `${DELIVERY}/statistics/purge-counts.schedule.ts`,
    IDEMPOTENCY_WINDOW_MS: 'libs/event-store/src/idempotency/idempotency-keys.ts',
    SHORTEST_OUTAGE_MS: `${DELIVERY}/health/webhook-health.ts`,
    MAX_AHEAD_MS: `${DELIVERY}/recoveries/slots.ts`,
    JITTER: `${DELIVERY}/retry/retry-schedule.ts`,
    LONGEST_MS: `${DELIVERY}/retry/retry-after.ts`,
    LIFETIME_MS: `${DELIVERY}/retry/expiry.ts`,
    CONNECT_TIMEOUT_MS: `${DELIVERY}/sender/guarded-connector.ts`,
    MAX_RESPONSE_BODY_BYTES: `${DELIVERY}/sender/exchange.ts`,
    MAX_INFORMATIONAL_RESPONSES: `${DELIVERY}/sender/exchange.ts`,
    FIRST_USER_PORT: `${DELIVERY}/sender/egress-guard.ts`,
    timeoutSeconds: `${WEBHOOKS}/domain/webhook-settings.ts`,
    MAX_TIMEOUT_SECONDS: `${WEBHOOKS}/domain/webhook-settings.ts`,
    MAX_RATE_LIMIT: `${WEBHOOKS}/domain/webhook-settings.ts`,
    MAX_OVERLAP_SECONDS: `${WEBHOOKS}/domain/rotate-secret.ts`,
    MAX_PREVIOUS_SECRETS: `${WEBHOOKS}/domain/rotate-secret.ts`,
    DEFAULT_RATE_PER_SECOND: `${WEBHOOKS}/http/webhook-state.controller.ts`,
    DEFAULT_OVERLAP_SECONDS: `${WEBHOOKS}/http/webhook-secret.controller.ts`,
    DEFAULT_LIMIT: `${WEBHOOKS}/http/webhook-history.controller.ts`,
    WAIT_MS: `${SQLITE}/process-lock.ts`,
    EVENTS_PER_CHUNK: `${SQLITE}/rebuild/rebuild-projection.ts`,
    Max: `${WEBHOOKS}/http/webhook-history.dto.ts`,
  };

  /** `{NAME}` is the code's number, `{NAME unit}` that in a unit. */
  const written = (phrase: string): string =>
    phrase.replaceAll(/\{(\w+) ?(\S*)\}/g, (_, name: string, unit: string) => {
      const value = inCode(PLACES[name]!, name) / (UNITS[unit] ?? 1);
      return `${value.toLocaleString('en-US')}${unit === '%' ? '' : ' '}${unit}`.trim();
    });

  it.each([
    [
      'docs/receiving-webhooks.md',
      [
        'after the one before, each ±{JITTER %}',
        'up to {LONGEST_MS h} from then',
        'fails {FAILURES_TO_OPEN} times in a row',
        'the first after {FIRST_PAUSE_MS s}, and after each failure twice as long, up to {LONGEST_PAUSE_MS min}',
        'up to {MAX_IN_FLIGHT_PER_WEBHOOK} at once',
        '**{CONNECT_TIMEOUT_MS s}** to connect',
        'may take, 1 to {MAX_TIMEOUT_SECONDS s}; {timeoutSeconds s} by default',
        '**`timeout_seconds`**, {timeoutSeconds s} by default',
        'At most {MAX_RESPONSE_BODY_BYTES KiB} of the body',
        'up to {MAX_INFORMATIONAL_RESPONSES} informational responses',
        'POSTs a second, 1 to {MAX_RATE_LIMIT}, evenly spaced',
        '({DEFAULT_RATE_PER_SECOND} unless told, 1 to {MAX_RATE_LIMIT})',
        '{DEFAULT_OVERLAP_SECONDS h} unless `overlap_seconds` says else, up to {MAX_OVERLAP_SECONDS days}',
        'up to {MAX_PREVIOUS_SECRETS} secrets sign beside the newest',
        'nothing but failures has come for {DISABLE_AFTER_MS days}',
        'after {DISABLE_AFTER_MS days} of failures alone',
        'A webhook has {DISABLE_AFTER_MS days} again',
        'at least {SHORTEST_OUTAGE_MS min} and {FAILURES_TO_OPEN} times in a row',
        'at most {LONGEST_PAUSE_MS min} later',
        '**Typing is news for {LIFETIME_MS s}.**',
        'within {LIFETIME_MS s} of when somebody typed',
        'longer than {LIFETIME_MS s} is left out',
      ],
    ],
    [
      'docs/rest-api.md',
      [
        '1 to {MAX_TIMEOUT_SECONDS s}: how long',
        'may take | {timeoutSeconds s} |',
        '1 to {MAX_RATE_LIMIT} POSTs a second, evenly spaced',
        '`rate`, 1 to {MAX_RATE_LIMIT} POSTs a second, {DEFAULT_RATE_PER_SECOND} by default',
        '0 to {MAX_OVERLAP_SECONDS s} ({MAX_OVERLAP_SECONDS days}), {DEFAULT_OVERLAP_SECONDS s} ({DEFAULT_OVERLAP_SECONDS h}) by default',
        '`limit`, 1 to {Max}, {DEFAULT_LIMIT} by default',
        '{DEFAULT_LIMIT}, newest first, `limit` up to {Max}',
        'fails for {DISABLE_AFTER_MS days} is disabled',
      ],
    ],
    [
      'docs/operating.md',
      [
        'each ±{JITTER %}',
        'At most {MAX_IN_FLIGHT_PER_WEBHOOK} POSTs to one webhook are under way at once, and {MAX_IN_FLIGHT} in all',
        "{CONNECT_TIMEOUT_MS s} to connect, and then the webhook's `timeout_seconds`, {MAX_TIMEOUT_SECONDS s} at most",
        'After {FAILURES_TO_OPEN} failures in a row',
        'one POST after {FIRST_PAUSE_MS s}',
        'twice as long, up to {LONGEST_PAUSE_MS min}',
        'all failed for {DISABLE_AFTER_MS days}',
        'up to {MAX_RESPONSE_BODY_BYTES KiB} of each answer',
        'due within {MAX_AHEAD_MS s}',
        'Idempotency keys go after {IDEMPOTENCY_WINDOW_MS h}',
        'statistics are counted after {KEPT_MS days}',
        'POSTs under way get {SHUTDOWN_GRACE_MS s}',
        'one that is started meanwhile waits for {WAIT_MS s}',
      ],
    ],
    [
      'docs/decisions/0016-a-lane-for-every-webhook.md',
      [
        '{MAX_IN_FLIGHT_PER_WEBHOOK} of {MAX_IN_FLIGHT}',
        'a scan every {RESCAN_AFTER_MS s}',
        '{CLAIM_AFTER_MS ms} after one claim',
      ],
    ],
    [
      'docs/decisions/0021-projections-are-rebuilt-beside.md',
      ['{EVENTS_PER_CHUNK} events a write'],
    ],
  ])('is so in the code: %s', (document, phrases) => {
    const text = textOf(document);
    expect(phrases.map(written).filter((phrase) => !text.includes(phrase))).toEqual([]);
  });

  it.each(['README.md', 'docs/receiving-webhooks.md'])(
    'has the schedule of retries: %s',
    (document) => {
      const delays = DEFAULT_RETRY_DELAYS_SECONDS.map((seconds) => {
        if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
        return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
      });
      expect(textOf(document)).toContain(`${delays.slice(0, -1).join(', ')} and ${delays.at(-1)}`);
    },
  );

  it('counts the attempts and the days of the schedule rightly', () => {
    expect(textOf('docs/receiving-webhooks.md')).toContain(
      'ten attempts in a little over three days',
    );
    const days = DEFAULT_RETRY_DELAYS_SECONDS.reduce((sum, seconds) => sum + seconds) / 86_400;
    expect([DEFAULT_RETRY_DELAYS_SECONDS.length + 1, Math.floor(days)]).toEqual([10, 3]);
  });

  it.each(['docs/receiving-webhooks.md', 'docs/rest-api.md'])(
    'says which secrets are taken: %s',
    (document) => {
      const [bytes] = /base64 of \d+ to \d+ bytes/.exec(signingSecretProblem('')!)!;
      expect(textOf(document)).toContain(bytes);
    },
  );

  it('says how many bytes of headers an answer may have', () => {
    expect(textOf('docs/receiving-webhooks.md')).toContain(
      `The headers may have ${maxHeaderSize / UNITS['KiB']!} KiB`,
    );
  });
});
