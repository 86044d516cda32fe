import { Column, Entity, PrimaryColumn } from 'typeorm';

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
}
