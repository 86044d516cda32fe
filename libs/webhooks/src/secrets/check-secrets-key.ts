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
  const [webhook] = await dataSource.query<{ sealed_secret: string }[]>(
    'SELECT sealed_secret FROM webhooks ORDER BY id LIMIT 1',
  );
  if (!webhook) return;
  try {
    box.open(webhook.sealed_secret);
  } catch (cause) {
    throw new WrongSecretsKeyError({ cause });
  }
}
