import { accountRef } from '@app/accounts';
import { Database, EventStore } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { inboxRef, type Inbox } from '../domain/inbox';
import type { ChannelType } from '../domain/inbox-summary';

/** Finds inboxes by what they are called by from outside. Those of a deleted account are not there. */
@Injectable()
export class Inboxes {
  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
  ) {}

  /** @param identifier an API inbox's identifier, a widget's website token */
  async findByIdentifier(identifier: string, channelType: ChannelType): Promise<Inbox | undefined> {
    const [row] = await this.database.query<{ id: number }>(
      'SELECT id FROM inboxes WHERE identifier = ?',
      [identifier],
    );
    const inbox = row && (await this.store.readState(inboxRef(row.id)));
    if (inbox?.channel.type !== channelType) return undefined;
    const account = await this.store.readState(accountRef(inbox.accountId));
    return account?.id ? inbox : undefined;
  }
}
