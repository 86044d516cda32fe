import { buildMessage, ValidateBy } from 'class-validator';

/** Where ISO 8601 with a year of four digits ends; in milliseconds. */
const LATEST_MS = Date.UTC(9999, 11, 31);

const ISO_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))?$/;

/** Unix seconds of a time in ISO 8601; 0 where there is none, as existing clients expect. */
export function unixSeconds(iso: string | null): number {
  return iso === null ? 0 : Math.floor(Date.parse(iso) / 1000);
}

/** A time as clients send it: unix seconds, as a number or in digits, or ISO 8601. */
export function IsTime(): PropertyDecorator {
  return ValidateBy({
    name: 'isTime',
    validator: {
      validate: (value: unknown) => !Number.isNaN(parseTimeMs(value)),
      defaultMessage: buildMessage(
        (eachPrefix) => `${eachPrefix}$property must be unix seconds or a time in ISO 8601`,
      ),
    },
  });
}

/** ISO 8601 with milliseconds, in UTC; null where there is none. */
export function toIsoTime(value: number | string | null | undefined): string | null {
  return value === null || value === undefined ? null : new Date(parseTimeMs(value)).toISOString();
}

/** NaN for what is no time. */
function parseTimeMs(value: unknown): number {
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  const ms = typeof seconds === 'number' ? seconds * 1000 : parseIsoMs(value);
  return ms >= 0 && ms < LATEST_MS ? ms : NaN;
}

function parseIsoMs(value: unknown): number {
  return typeof value === 'string' && ISO_TIME.test(value) ? Date.parse(value) : NaN;
}
