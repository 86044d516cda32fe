import type { Clock } from '../clock';
import { IdempotencyKeys, type Idempotency } from '../idempotency/idempotency-keys';
import { deleteExpiredKeys, findAnswer, saveAnswer } from './idempotency-table';
import type { SqliteConnection } from './sqlite-connection';
import type { SqliteWriter } from './sqlite-writer';

/** So that no purge holds the writer up, however much has expired. */
const KEYS_PER_WRITE = 500;

/** Kept in the table in which the event store records the commands. */
export class SqliteIdempotencyKeys extends IdempotencyKeys {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
    private readonly clock: Clock,
  ) {
    super();
  }

  async findAnswer(idempotency: Idempotency): Promise<string | undefined> {
    return findAnswer(this.connection, idempotency, this.clock.nowMs());
  }

  saveAnswer(idempotency: Idempotency, answer: string): Promise<void> {
    return this.writer.write(() =>
      saveAnswer(this.connection, idempotency, answer, this.clock.nowMs()),
    );
  }

  async purge(): Promise<void> {
    const nowMs = this.clock.nowMs();
    let deleted: number;
    do {
      deleted = await this.writer.write(() =>
        deleteExpiredKeys(this.connection, KEYS_PER_WRITE, nowMs),
      );
    } while (deleted === KEYS_PER_WRITE);
  }
}
