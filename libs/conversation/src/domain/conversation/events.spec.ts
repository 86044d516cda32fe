import { ada, bob, draft, message, situation } from '../../testing/conversation-data';
import { at1 } from '../../testing/conversation-events';
import type { MessageDraft } from '../message';
import type { ConversationCommand } from './commands';
import { conversationDecider } from './decider';
import { lastMessageOf, type ConversationEvent, type SentMessage } from './events';

const last: SentMessage = {
  message: message({ id: 5, messageType: 'outgoing' }),
  sender: bob,
};
const older: SentMessage = {
  message: message({ id: 4, messageType: 'outgoing' }),
  sender: ada,
};

type MessageEvent = Extract<ConversationEvent, { type: `Message${string}` }>;

/** What a command says of messages where `last` is the last one. */
const decide = (command: (at: ReturnType<typeof situation>) => ConversationCommand) =>
  conversationDecider
    .decide(
      command(situation({ lastMessage: last })),
      at1({ lastMessageId: last.message.id, status: 'resolved' }),
    )
    .filter((event): event is MessageEvent => event.type.startsWith('Message'));

const publish = (written: Partial<MessageDraft>) =>
  decide((at) => ({ type: 'PublishMessage', draft: draft(written), situation: at }));

const lastMessages = (events: readonly MessageEvent[]) =>
  events.map(({ data }) => lastMessageOf(data));

const itself = ({ data: { message: of, sender } }: MessageEvent): SentMessage => ({
  message: of,
  sender,
});

describe('the last message of an event', () => {
  it('is a new message of an agent, which the event says once', () => {
    const [reply] = publish({ messageType: 'outgoing' });
    expect(lastMessageOf(reply!.data)).toEqual({
      message: message({ id: 8, messageType: 'outgoing' }),
      sender: ada,
    });
    expect(reply!.data).not.toHaveProperty('lastMessage');
  });

  it('is the message that reopens the conversation, in the event of the activity too', () => {
    const [incoming, reopened] = publish({});
    expect(reopened!.data.message.messageType).toBe('activity');
    expect(lastMessages([incoming!, reopened!])).toEqual([itself(incoming!), itself(incoming!)]);
  });

  it('is no note', () => {
    expect(lastMessages(publish({ messageType: 'outgoing', private: true }))).toEqual([last]);
  });

  it('is no activity', () => {
    const events = decide((at) => ({ type: 'SetLabels', labels: ['vip'], situation: at }));
    expect(lastMessages(events)).toEqual([last]);
  });

  it('is what an update or a deletion makes of it', () => {
    const [read] = decide((at) => ({
      type: 'UpdateMessage',
      target: last,
      changes: { status: 'read' },
      situation: at,
    }));
    expect(lastMessageOf(read!.data)).toEqual({
      message: { ...last.message, status: 'read' },
      sender: bob,
    });
    expect(read!.data).not.toHaveProperty('lastMessage');

    const removal = decide((at) => ({ type: 'DeleteMessage', target: last, situation: at }));
    expect(lastMessages(removal)).toEqual(removal.map(itself));
    expect(removal).toHaveLength(2);
  });

  it('stays what it is where an older one is updated or deleted', () => {
    expect(
      lastMessages([
        ...decide((at) => ({
          type: 'UpdateMessage',
          target: older,
          changes: { status: 'read' },
          situation: at,
        })),
        ...decide((at) => ({ type: 'DeleteMessage', target: older, situation: at })),
      ]),
    ).toEqual([last, last, last]);
  });

  it('is none where the first message is a note', () => {
    const [note] = conversationDecider.decide(
      {
        type: 'PublishMessage',
        draft: draft({ messageType: 'outgoing', private: true }),
        situation: situation(),
      },
      at1({}),
    ) as MessageEvent[];
    expect(lastMessageOf(note!.data)).toBeNull();
  });
});
