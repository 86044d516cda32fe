import { WebhookVerificationError } from './verification-error';

/** Node's `IncomingHttpHeaders`, or a plain object whose names are in any letter case. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

function findHeader(headers: WebhookHeaders, name: string): string | undefined {
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  // A header sent twice becomes a list: right for signatures, and never valid for anything else.
  return typeof value === 'object' ? value.join(' ') : value;
}

/** @throws WebhookVerificationError `missing-header` */
export function requireHeader(headers: WebhookHeaders, name: string): string {
  const value = findHeader(headers, name);
  if (!value) throw new WebhookVerificationError('missing-header', `Header ${name} is missing`);
  return value;
}
