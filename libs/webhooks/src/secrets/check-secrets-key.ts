import type { DataSource } from 'typeorm';
import type { SecretBox } from '@app/secrets';

export class WrongSecretsKeyError extends Error {
  constructor(options: ErrorOptions) {
    super("SECRETS_KEY takes the key that this database's secrets were sealed with", options);
    this.name = 'WrongSecretsKeyError';
  }
}

/**
 * To be called at the start: with another key nothing could be signed, and so nothing delivered.
 * @throws WrongSecretsKeyError
 */
export async function checkSecretsKey(dataSource: DataSource, box: SecretBox): Promise<void> {
  const [sealed] = await dataSource.query<{ sealed_secret: string }[]>(
    `SELECT sealed_secret FROM webhooks
     UNION ALL SELECT sealed_secret FROM inbox_callbacks
     LIMIT 1`,
  );
  if (!sealed) return;
  try {
    box.open(sealed.sealed_secret);
  } catch (cause) {
    throw new WrongSecretsKeyError({ cause });
  }
}
