import { deciderSpec } from '@app/event-store/testing';
import {
  ada,
  carol,
  carolInApp,
  conversation,
  draft,
  message,
  situation,
  surroundings,
  T1,
} from '../../testing/conversation-data';
import { change, conversationUpdated, created } from '../../testing/conversation-events';
import type { Attributes } from '../contact-profile';
import type { MessageDraft } from '../message';
import type { ConversationCommand } from './commands';
import { NO_CONVERSATION, type Conversation } from './conversation';
import { conversationDecider } from './decider';
import type { ConversationEvent } from './events';

const given = deciderSpec(conversationDecider);

const deleted: ConversationEvent = {
  type: 'ConversationDeleted',
  data: { conversation, ...surroundings, lastMessage: null },
};

const decide = (command: ConversationCommand, ...events: ConversationEvent[]) =>
  conversationDecider.decide(
    command,
    events.reduce<Conversation>(
      (state, event) => conversationDecider.evolve(state, event),
      NO_CONVERSATION,
    ),
  );

const setCustomAttributes = (customAttributes: Attributes): ConversationCommand => ({
  type: 'SetCustomAttributes',
  customAttributes,
  situation: situation(),
});

const publish = (
  changes: Partial<MessageDraft> = {},
  around = surroundings,
): ConversationCommand => ({
  type: 'PublishMessage',
  draft: draft(changes),
  situation: situation({ surroundings: around }),
});

describe('setting the custom attributes of a conversation', () => {
  it('replaces them', () => {
    const customAttributes = { order: 7 };
    given([created()])
      .when(setCustomAttributes(customAttributes))
      .then([
        conversationUpdated({ customAttributes }, [
          change('customAttributes', { tier: 'gold' }, customAttributes),
        ]),
      ]);
  });

  it('to what they are changes nothing, in whichever order', () => {
    given([created({ customAttributes: { tier: 'gold', order: { id: 7, lines: [1, 2] } } })])
      .when(setCustomAttributes({ order: { lines: [1, 2], id: 7 }, tier: 'gold' }))
      .then([]);
  });
});

describe('a command after the contact was vouched for', () => {
  it('tells so from then on', () => {
    const vouchedFor = { ...carolInApp, hmacVerified: true, updatedAt: T1 };
    const events = decide(
      {
        type: 'SetCustomAttributes',
        customAttributes: { order: 7 },
        situation: situation({ contactInboxes: [vouchedFor] }),
      },
      created(),
    );
    expect(events.map(({ data }) => data.conversation.contactInbox)).toEqual([vouchedFor]);
  });
});

describe('deleting a conversation', () => {
  it('tells what it was', () => {
    const lastMessage = { message: message(), sender: ada };
    given([created({ lastMessageId: 8 })])
      .when({ type: 'DeleteConversation', situation: situation({ lastMessage }) })
      .then([
        {
          type: 'ConversationDeleted',
          data: {
            conversation: { ...conversation, lastMessageId: 8 },
            ...surroundings,
            lastMessage,
          },
        },
      ]);
  });

  it.each<ConversationCommand>([
    { type: 'PublishMessage', draft: draft(), situation: situation() },
    {
      type: 'UpdateMessage',
      target: { message: message(), sender: ada },
      changes: { status: 'read' },
      situation: situation(),
    },
    {
      type: 'DeleteMessage',
      target: { message: message(), sender: ada },
      situation: situation(),
    },
    { type: 'ChangeStatus', status: 'open', snoozedUntil: null, situation: situation() },
    { type: 'AssignAgent', assignee: null, situation: situation() },
    { type: 'AssignTeam', team: null, situation: situation() },
    { type: 'SetLabels', labels: [], situation: situation() },
    { type: 'SetPriority', priority: null, situation: situation() },
    { type: 'SetCustomAttributes', customAttributes: {}, situation: situation() },
    { type: 'ReportTyping', typing: 'on', isPrivate: false, situation: situation() },
    { type: 'MarkSeen', by: 'agent', situation: situation() },
    { type: 'DeleteConversation', situation: situation() },
  ])('leaves nothing to $type', (command) => {
    const notFound = { reason: 'not-found', message: 'Resource could not be found' } as const;
    given([created(), deleted]).when(command).thenRefused(notFound);
    given([]).when(command).thenRefused(notFound);
  });
});

describe('the snapshot of a message', () => {
  it('stays as it was when the world around it changes', () => {
    const before = decide(publish(), created());
    const copy = structuredClone(before);
    const renamed = {
      ...surroundings,
      account: { id: 1, name: 'Renamed' },
      contact: { ...carol, name: 'Caroline' },
      inbox: { ...surroundings.inbox, name: 'Renamed' },
      assignee: ada,
    };
    const [after] = decide(publish({}, renamed), created(), ...before);
    expect(before).toEqual(copy);
    expect(after!.data).toMatchObject(renamed);
  });

  it('counts what the contact wrote and no agent has seen', () => {
    let events: ConversationEvent[] = [created()];
    const counts = (['incoming', 'incoming', 'outgoing', 'seen', 'incoming'] as const).map(
      (what) => {
        const command: ConversationCommand =
          what === 'seen'
            ? { type: 'MarkSeen', by: 'agent', situation: situation() }
            : publish({ messageType: what });
        const [event] = decide(command, ...events);
        events = [...events, event!];
        return event!.data.conversation.unreadCount;
      },
    );
    expect(counts).toEqual([1, 2, 2, 0, 1]);
  });
});
