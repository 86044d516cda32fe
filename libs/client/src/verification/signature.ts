// The default import, because bundlers for the browser replace Node's modules by one without names.
import crypto from 'node:crypto';
import { WebhookVerificationError } from './verification-error';

export interface SignedContent {
  /** What stands before the body in the signed content. */
  readonly prefix: string;
  /** As received: parsed and serialized again it would be other bytes. */
  readonly rawBody: string | Uint8Array;
}

export function sign(
  key: string | Uint8Array,
  { prefix, rawBody }: SignedContent,
  encoding: 'base64' | 'hex',
): string {
  return crypto.createHmac('sha256', key).update(prefix).update(rawBody).digest(encoding);
}

/** @throws WebhookVerificationError `no-matching-signature` */
export function checkSignatures(received: readonly string[], expected: string): void {
  if (received.some((signature) => equalInConstantTime(signature, expected))) return;
  throw new WebhookVerificationError(
    'no-matching-signature',
    'No signature matches the body, the headers and the secret',
  );
}

function equalInConstantTime(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && crypto.timingSafeEqual(left, right);
}
