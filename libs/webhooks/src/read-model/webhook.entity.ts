import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Disabling } from '../domain/webhook';
import type { DisabledReason, PreviousSecret } from '../domain/webhook-events';
import type { Ordering } from '../domain/webhook-settings';

/** A webhook as it is now. Written by the projection, in the transaction of the append. */
@Entity('webhooks')
export class WebhookEntity {
  @PrimaryColumn('integer')
  id: number;

  @Column('integer', { name: 'account_id' })
  accountId: number;

  @Column('text')
  url: string;

  @Column('text', { nullable: true })
  name: string | null;

  @Column('simple-json')
  subscriptions: string[];

  @Column('text')
  format: string;

  @Column('integer', { name: 'inbox_id', nullable: true })
  inboxId: number | null;

  @Column('text', { name: 'sealed_secret' })
  sealedSecret: string;

  @Column('integer', { name: 'timeout_seconds' })
  timeoutSeconds: number;

  @Column('integer', { name: 'rate_limit', nullable: true })
  rateLimit: number | null;

  @Column('text')
  ordering: Ordering;

  @Column('simple-json', { name: 'header_names' })
  headerNames: string[];

  @Column('simple-json', { name: 'previous_secrets' })
  previousSecrets: PreviousSecret[];

  @Column('text', { name: 'disabled_reason', nullable: true })
  disabledReason: DisabledReason | null;

  @Column('text', { name: 'disabled_at', nullable: true })
  disabledAt: string | null;

  get customHeaders(): { readonly names: readonly string[] } {
    return { names: this.headerNames };
  }

  get disabled(): Disabling | null {
    return this.disabledReason && { reason: this.disabledReason, at: this.disabledAt! };
  }
}
