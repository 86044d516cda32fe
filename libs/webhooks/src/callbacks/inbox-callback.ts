import type { Inbox } from '@app/conversation';
import { parseUrl } from '@app/http';

/** What stands in for a webhook where an API inbox has its own software listen. */
export interface InboxCallback {
  /** Of the webhooks' sequence, so that deliveries and signatures are made as for a webhook. */
  readonly webhookId: number;
  readonly accountId: number;
  readonly inboxId: number;
  /** As it was given; "" where nobody listens. */
  readonly url: string;
  readonly sealedSecret: string;
}

/** An inbox of before there were callbacks has none. */
type RecordedInbox = Pick<Inbox, 'id' | 'accountId' | 'channel'> & Partial<Pick<Inbox, 'callback'>>;

export function callbackOf({
  id,
  accountId,
  channel,
  callback,
}: RecordedInbox): InboxCallback | undefined {
  if (!callback) return undefined;
  // What is no URL is called by nobody, and must not stop those who read the log.
  const url = parseUrl(channel.webhookUrl) ? channel.webhookUrl : '';
  return { ...callback, accountId, inboxId: id, url };
}
