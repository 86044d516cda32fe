import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventMetadata, StoredEvent } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { contactRef } from '../domain/contact';
import { conversationRef } from '../domain/conversation/decider';
import { inboxRef } from '../domain/inbox';
import { draft } from '../testing/conversation-data';
import { commandsOn, openConversationsDatabase } from '../testing/open-conversations';

interface FirstEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: EventMetadata;
}

/** As the first version of the software wrote them. They are never changed. */
const FIRST_EVENTS = JSON.parse(
  readFileSync(join(__dirname, 'first-shapes.json'), 'utf8'),
) as readonly FirstEvent[];

describe.each(DRIVERS)('events of their first shapes on $name', (driver) => {
  let harness: DriverHarness;

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    for (const { stream, ...event } of FIRST_EVENTS) {
      await harness.store.append(stream, [event], 'any');
    }
  });
  afterEach(() => harness.close());

  const read = async (type: string): Promise<readonly StoredEvent[]> => {
    const { events } = await harness.store.readBatch('', 100);
    return events.filter((event) => event.type === type);
  };

  it('are read in the shapes of today', async () => {
    for (const { type } of FIRST_EVENTS) {
      for (const event of await read(type)) expect(event.schemaVersion).toBe(2);
    }
    expect(await read('MessageCreated')).toMatchObject([
      {
        data: {
          message: { id: 1, content: 'Hi', attachments: [], updatedAt: '2026-01-02T10:00:03.000Z' },
          sender: { type: 'contact', id: 5 },
          conversation: { displayId: 1, labels: [], lastMessageId: 1, unreadCount: 1 },
          assignee: null,
          team: null,
        },
      },
      {
        data: {
          message: { id: 2, private: true },
          sender: { type: 'user', id: 2, name: 'Ada', availableName: 'Ada' },
          lastMessage: null,
        },
      },
    ]);
  });

  it('amount to states that commands of today go on from', async () => {
    const { store } = harness;
    await harness.sql("INSERT INTO sequences (name, value) VALUES ('message', 2)");
    expect(await store.readState(inboxRef(3))).toMatchObject({ id: 3, name: 'App' });
    expect(await store.readState(contactRef(5))).toMatchObject({
      id: 5,
      contactInboxes: [{ id: 6, updatedAt: '2026-01-02T10:00:01.000Z' }],
    });
    const { conversation } = await commandsOn(harness).publishMessage(1, draft());
    expect(conversation).toMatchObject({ displayId: 1, unreadCount: 2, status: 'open' });
    expect(await store.readState(conversationRef(1, 1))).toEqual(conversation);
  });
});
