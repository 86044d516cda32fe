import { Database } from '@app/event-store';
import type { Clock } from '@app/event-store';
import type { SecretBox } from '@app/secrets';

/** Says in one line what of the key is wrong. */
export class WrongSecretsKeyError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `SECRETS_KEY takes the key that this database's secrets were sealed with: ${reason}`,
      options,
    );
    this.name = 'WrongSecretsKeyError';
  }
}

/** The secrets of one kind that one key sealed. */
interface SealedSecrets {
  readonly key_id: string;
  readonly kind: string;
  readonly count: number;
  /** One of them. */
  readonly sealed: string;
}

/**
 * To be called at the start, and cheap however many webhooks there are: of each key, one secret of a
 * kind is opened. What nothing opens any more needs no key: a secret of before a rotation, once its
 * time is over.
 * @throws WrongSecretsKeyError where there is a secret that could not be opened when it is needed
 */
export async function checkSecretsKey(
  database: Database,
  box: SecretBox,
  clock: Clock,
): Promise<void> {
  const { elementsOf, textAt } = database.dialect;
  const now = new Date(clock.nowMs()).toISOString();
  // An inbox's token is in the log alone. The same command sealed it and the secret of its callback.
  const sealed = await database.query<SealedSecrets>(
    `SELECT substr(sealed, 4, 8) AS key_id, kind, count(*) AS count, min(sealed) AS sealed FROM (
       SELECT 'webhooks' AS kind, sealed_secret AS sealed FROM webhooks
       UNION ALL
       SELECT 'previous secrets', ${textAt('previous.value', 'sealedSecret')}
       FROM webhooks, ${elementsOf('previous_secrets')} AS previous
       WHERE ${textAt('previous.value', 'validUntil')} > ?
       UNION ALL
       SELECT 'custom headers', sealed_headers FROM webhooks WHERE sealed_headers IS NOT NULL
       UNION ALL
       SELECT 'inboxes', sealed_secret FROM inbox_callbacks WHERE sealed_secret <> ''
     ) AS sealed_secrets GROUP BY key_id, kind ORDER BY key_id, kind`,
    [now],
  );
  const lacking = sealed.filter(({ key_id }) => !box.keyIds.includes(key_id));
  if (lacking.length > 0) throw new WrongSecretsKeyError(whatIsLacking(lacking, box));
  for (const secrets of sealed) open(secrets, box);
}

function whatIsLacking(lacking: readonly SealedSecrets[], { keyIds }: SecretBox): string {
  const missing = [...new Set(lacking.map(({ key_id }) => key_id))].map((keyId) => {
    const needing = lacking.filter(({ key_id }) => key_id === keyId);
    const counts = needing.map(({ kind, count }) => `${kind}: ${count}`);
    return `key ${keyId} is missing (${counts.join(', ')})`;
  });
  return `${missing.join(', ')}, got ${keyIds.join(', ')}`;
}

function open({ key_id, kind, sealed }: SealedSecrets, box: SecretBox): void {
  try {
    box.open(sealed);
  } catch (cause) {
    throw new WrongSecretsKeyError(`one of ${kind} does not open with key ${key_id}`, { cause });
  }
}
