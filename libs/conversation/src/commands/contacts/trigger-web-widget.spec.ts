import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import type { Inbox } from '../../domain/inbox';
import { ContactInboxes } from '../../read-model/contact-inboxes';
import { Visitors } from '../../read-model/visitors';
import { ACCOUNT, commandsOn, openConversationsDatabase } from '../../testing/open-conversations';
import { CreateContactInbox, CreateContactInboxHandler } from './create-contact-inbox';
import { TriggerWebWidget, TriggerWebWidgetHandler } from './trigger-web-widget';

const eventInfo = {
  initiatedAt: '',
  referer: 'https://example.com/pricing',
  widgetLanguage: 'en',
  browserLanguage: 'de',
  browser: {
    browserName: 'Firefox',
    browserVersion: '140',
    deviceName: '',
    platformName: 'Linux',
    platformVersion: '',
  },
};
const origin = {
  correlationId: 'request-1',
  idempotency: { key: 'key-1', fingerprint: 'fingerprint-1' },
};

describe.each(DRIVERS)('opening the widget again under an idempotency key on $name', (driver) => {
  let harness: DriverHarness;
  let inbox: Inbox;

  const open = (sourceId: string | null) =>
    new TriggerWebWidgetHandler(
      harness.store,
      new Visitors(harness.store, new ContactInboxes(harness.database)),
    ).execute(new TriggerWebWidget(inbox, sourceId, eventInfo, origin));
  const visits = () => harness.sql("SELECT 1 FROM events WHERE type = 'WebWidgetTriggered'");

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    const channel = { type: 'Channel::WebWidget', webhookUrl: '', websiteUrl: '' } as const;
    inbox = await commandsOn(harness).createInbox(ACCOUNT, { name: 'Website', channel });
  });
  afterEach(() => harness.close());

  it('gives the visitor who was made, and fires nothing', async () => {
    const first = await open(null);
    expect(await open(null)).toEqual(first);
    expect(await visits()).toHaveLength(1);
  });

  it('gives the visitor of then where somebody else has come in under the source id since', async () => {
    const first = await open('source-1');
    const { contact: other } = await commandsOn(harness).createContact();
    await new CreateContactInboxHandler(harness.store).execute(
      new CreateContactInbox(ACCOUNT, other.id, inbox.id, 'source-1', {
        accountId: ACCOUNT,
        actor: null,
        correlationId: 'request-2',
      }),
    );
    expect(await open('source-1')).toEqual(first);
    expect(await visits()).toHaveLength(1);
  });
});
