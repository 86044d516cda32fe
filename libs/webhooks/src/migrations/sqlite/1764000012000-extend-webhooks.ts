import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The settings of deliveries, rotations and disablings; the defaults are those of the domain. */
export class ExtendWebhooks1764000012000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const column of WEBHOOK_COLUMNS) {
      await queryRunner.query(`ALTER TABLE webhooks ADD COLUMN ${column}`);
    }
    for (const column of SUBSCRIPTION_COLUMNS) {
      await queryRunner.query(`ALTER TABLE subscriptions ADD COLUMN ${column}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const column of SUBSCRIPTION_COLUMNS) {
      await queryRunner.query(`ALTER TABLE subscriptions DROP COLUMN ${nameOf(column)}`);
    }
    for (const column of WEBHOOK_COLUMNS) {
      await queryRunner.query(`ALTER TABLE webhooks DROP COLUMN ${nameOf(column)}`);
    }
  }
}

const WEBHOOK_COLUMNS = [
  'timeout_seconds INTEGER NOT NULL DEFAULT 15',
  'rate_limit INTEGER',
  "ordering TEXT NOT NULL DEFAULT 'none'",
  // A JSON list.
  "header_names TEXT NOT NULL DEFAULT '[]'",
  'sealed_headers TEXT',
  // A JSON list of {sealedSecret, validUntil}, newest first.
  "previous_secrets TEXT NOT NULL DEFAULT '[]'",
  // Both NULL while it is enabled.
  'disabled_reason TEXT',
  'disabled_at TEXT',
];

const SUBSCRIPTION_COLUMNS = [
  "ordering TEXT NOT NULL DEFAULT 'none'",
  'disabled INTEGER NOT NULL DEFAULT 0',
];

function nameOf(column: string): string {
  return column.slice(0, column.indexOf(' '));
}
