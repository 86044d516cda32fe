import { makeSigningSecret, type SecretBox, signingSecretProblem } from '@app/secrets';
import { Refusal } from '@app/event-store';
import { checkCustomHeaders, type CustomHeaders } from '../domain/custom-headers';
import type { Webhook } from '../domain/webhook';
import type { SealedHeaders } from '../domain/webhook-settings';

/** @throws Refusal naming `secret` */
export function checkSecret(secret: string): void {
  const problem = signingSecretProblem(secret);
  if (problem !== undefined) throw Refusal.invalid('secret', `Secret ${problem}`);
}

/**
 * Makes one where none is given. A secret that the webhook has had comes out sealed as it was, unless
 * another key seals by now: so that whoever gives it again has it sealed anew.
 */
export function sealSecret(
  box: SecretBox,
  secret: string | undefined,
  { sealedSecret, previousSecrets }: Pick<Webhook, 'sealedSecret' | 'previousSecrets'>,
): string {
  if (secret === undefined) return box.seal(makeSigningSecret());
  const known = [sealedSecret, ...previousSecrets.map((previous) => previous.sealedSecret)];
  return (
    known.find((sealed) => box.isSealedToday(sealed) && box.open(sealed) === secret) ??
    box.seal(secret)
  );
}

/**
 * Those that the webhook has come out as they were sealed, for they are no change.
 * @param headers null or none to take them away
 * @throws Refusal naming `headers`
 */
export function sealHeaders(
  box: SecretBox,
  headers: CustomHeaders | null,
  sealedBefore: SealedHeaders | null,
): SealedHeaders | null {
  const names = Object.keys(headers ?? {});
  if (!headers || names.length === 0) return null;
  checkCustomHeaders(headers);
  const text = JSON.stringify(headers);
  const before = sealedBefore?.sealed ?? '';
  if (box.isSealedToday(before) && box.open(before) === text) return sealedBefore;
  return { names, sealed: box.seal(text) };
}
