import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '@app/event-store';
import * as fc from 'fast-check';
import {
  ada,
  bob,
  bot,
  carolHerself,
  conversation,
  draft,
  situation,
  support,
  T0,
} from '../../testing/conversation-data';
import { CONTENT_TYPES, MESSAGE_STATUSES } from '../message';
import type { ConversationCommand, Performer } from './commands';
import {
  CONVERSATION_STATUSES,
  NO_CONVERSATION,
  PRIORITIES,
  PUBLISHED_FIELDS,
  type Conversation,
} from './conversation';
import { conversationDecider } from './decider';
import { lastMessageOf, type ConversationEvent, type SentMessage } from './events';

type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

/** A command but for what it finds: its moment, and the message it is about. */
interface Wish {
  readonly command: Without<ConversationCommand, 'situation' | 'target'>;
  readonly performer: Performer | null;
  /** Which of the messages, or none, counted around. */
  readonly targetIndex: number;
}

/** A command that was not refused. */
interface Step {
  readonly before: Conversation;
  readonly events: readonly ConversationEvent[];
  readonly after: Conversation;
  /** All messages as they are now, in the order of the log. */
  readonly messages: readonly SentMessage[];
}

const FUTURE = '2027-01-01T00:00:00.000Z';

const drafts = fc
  .record({
    content: fc.constantFrom('Hi', '', null),
    messageType: fc.constantFrom('incoming', 'incoming', 'outgoing', 'template'),
    private: fc.constantFrom(false, false, true),
    contentType: fc.constantFrom('text', 'text', ...CONTENT_TYPES),
    contentAttributes: fc.constantFrom(
      {},
      { items: [{ title: 'Pro', value: 'pro' }] },
      { external_error: 'Blocked', deleted: true },
    ),
  })
  .map((written) => draft(written));

const snoozes = fc.constantFrom(null, null, FUTURE, T0);

const conversationIn = (state: Pick<Conversation, 'status' | 'snoozedUntil'>): Conversation => ({
  ...conversation,
  ...state,
});

const creations = fc.record({
  type: fc.constant('CreateConversation' as const),
  conversation: fc
    .record({ status: fc.constantFrom(...CONVERSATION_STATUSES), snoozedUntil: snoozes })
    .map(conversationIn),
  openingMessage: fc.option(drafts),
});

const changesOfMessage = fc.record(
  {
    content: fc.constantFrom('Hi', 'Hello'),
    status: fc.constantFrom(...MESSAGE_STATUSES),
    externalError: fc.constantFrom('Blocked', null),
    submittedValues: fc.constantFrom([{ title: 'Pro', value: 'pro' }], []),
    submittedEmail: fc.constant('carol@example.com'),
  },
  { requiredKeys: [] },
);

const laterCommands = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('PublishMessage' as const), draft: drafts }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('UpdateMessage' as const),
      changes: changesOfMessage,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('DeleteMessage' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('ChangeStatus' as const),
      status: fc.constantFrom(undefined, ...CONVERSATION_STATUSES),
      snoozedUntil: snoozes,
    }),
  },
  fc.record({
    type: fc.constant('AssignAgent' as const),
    assignee: fc.constantFrom(ada, bob, bot, null),
  }),
  fc.record({ type: fc.constant('AssignTeam' as const), team: fc.constantFrom(support, null) }),
  fc.record({
    type: fc.constant('SetLabels' as const),
    labels: fc.array(fc.constantFrom('vip', ' vip', 'billing', 'angry', ''), { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant('SetPriority' as const),
    priority: fc.constantFrom(null, ...PRIORITIES),
  }),
  fc.record({
    type: fc.constant('SetCustomAttributes' as const),
    customAttributes: fc.constantFrom({}, { a: 1, b: 2 }, { b: 2, a: 1 }, { a: [1] }),
  }),
  fc.record({
    type: fc.constant('ReportTyping' as const),
    typing: fc.constantFrom('on' as const, 'off' as const),
    isPrivate: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('MarkSeen' as const),
    by: fc.constantFrom('agent' as const, 'contact' as const),
  }),
);

const wishOf = (commands: fc.Arbitrary<Wish['command']>): fc.Arbitrary<Wish> =>
  fc.record({
    command: commands,
    performer: fc.constantFrom(ada, bob, bot, carolHerself, null),
    targetIndex: fc.nat(),
  });

/** A conversation is created, much is done with it, and perhaps it is deleted at last. */
const histories = fc
  .tuple(
    wishOf(creations),
    fc.array(wishOf(laterCommands), { maxLength: 20 }),
    fc.array(wishOf(fc.constant({ type: 'DeleteConversation' as const })), { maxLength: 1 }),
  )
  .map((parts) => parts.flat());

/** Carries out what is not refused, as a handler would: on the state and the messages of then. */
function play(wishes: readonly Wish[]): Step[] {
  const steps: Step[] = [];
  const messages = new Map<number, SentMessage>();
  let state = NO_CONVERSATION;
  let lastId = 0;
  for (const [index, { command, performer, targetIndex }] of wishes.entries()) {
    const known = [...messages.values()];
    const whole = {
      ...command,
      target: known[targetIndex % (known.length + 1)],
      situation: situation({
        performer,
        lastMessage: messages.get(state.lastMessageId ?? 0) ?? null,
        occurredAt: new Date(Date.parse(T0) + (index + 1) * 1000).toISOString(),
        drawMessageId: () => (lastId += 1),
      }),
    } as ConversationCommand;
    const events = takenOrRefused(whole, state);
    if (!events) continue;
    const before = state;
    for (const event of events) {
      state = conversationDecider.evolve(state, event);
      if (isOfMessage(event)) {
        const { message, sender } = event.data;
        messages.set(message.id, { message, sender });
      }
    }
    steps.push({ before, events, after: state, messages: [...messages.values()] });
  }
  return steps;
}

function takenOrRefused(command: ConversationCommand, state: Conversation) {
  try {
    return conversationDecider.decide(command, state);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

type MessageEvent = Extract<ConversationEvent, { type: `Message${string}` }>;

const isOfMessage = (event: ConversationEvent): event is MessageEvent =>
  event.type.startsWith('Message');

const ofType = (events: readonly ConversationEvent[], type: ConversationEvent['type']) =>
  events.filter((event) => event.type === type);

const inEachStep = (check: (step: Step) => void) =>
  fc.assert(fc.property(histories, (wishes) => play(wishes).forEach(check)));

describe('whatever is done with a conversation', () => {
  it('all events of a command say what it is at the end, and so does folding them', () => {
    inEachStep(({ before, events, after }) => {
      const isGone = ofType(events, 'ConversationDeleted').length > 0;
      const said = isGone ? before : after;
      for (const { data } of events) expect(data.conversation).toEqual(said);
      expect(after.displayId).toBe(isGone ? 0 : conversation.displayId);
    });
  });

  it('what changed of it is told once a command, with what it was and what it is', () => {
    inEachStep(({ before, events, after }) => {
      const isTold = before.displayId !== 0 && after.displayId !== 0;
      const changes = PUBLISHED_FIELDS.filter(
        (field) => isTold && !isDeepStrictEqual(before[field], after[field]),
      ).map((field) => ({ field, previous: before[field], current: after[field] }));
      const ofStatus = changes.filter(({ field }) => field === 'status');
      expect(ofType(events, 'ConversationUpdated')).toMatchObject(
        changes.length > 0 ? [{ data: { changes } }] : [],
      );
      expect(ofType(events, 'ConversationStatusChanged')).toMatchObject(
        ofStatus.length > 0 ? [{ data: { changes: ofStatus } }] : [],
      );
    });
  });

  it('messages are numbered in the order of the log', () => {
    fc.assert(
      fc.property(histories, (wishes) => {
        const ids = play(wishes)
          .flatMap(({ events }) => events)
          .filter((event) => event.type === 'MessageCreated')
          .map(({ data }) => data.message.id);
        expect(ids).toEqual(ids.map((_, index) => index + 1));
      }),
    );
  });

  it('each event has the last message as it is then, and says it once', () => {
    inEachStep(({ events, messages }) => {
      const last =
        messages.findLast(
          ({ message }) => message.messageType !== 'activity' && !message.private,
        ) ?? null;
      for (const event of events) {
        const isLast = isOfMessage(event) && event.data.message.id === last?.message.id;
        expect('lastMessage' in event.data).toBe(!isLast);
        expect(isOfMessage(event) ? lastMessageOf(event.data) : event.data.lastMessage).toEqual(
          last,
        );
      }
    });
  });

  it('what the contact wrote since an agent looked is unread', () => {
    inEachStep(({ after, messages }) => {
      const unread = messages.filter(
        ({ message }) =>
          message.messageType === 'incoming' &&
          !message.private &&
          message.createdAt > (after.agentLastSeenAt ?? ''),
      );
      expect(after.unreadCount).toBe(after.displayId === 0 ? 0 : unread.length);
    });
  });

  it('nobody waits in what is resolved, and only what is snoozed wakes up', () => {
    inEachStep(({ after: { status, snoozedUntil, waitingSince } }) => {
      expect([null, status === 'snoozed' ? FUTURE : null]).toContain(snoozedUntil);
      expect({ status, waitingSince }).not.toEqual({
        status: 'resolved',
        waitingSince: expect.any(String),
      });
    });
  });

  it('a message that was deleted says nothing else, ever after', () => {
    fc.assert(
      fc.property(histories, (wishes) => {
        const deleted = new Set<number>();
        for (const { events, messages } of play(wishes)) {
          for (const event of events) {
            if (event.type === 'MessageDeleted') deleted.add(event.data.message.id);
          }
          for (const { message } of messages.filter((known) => deleted.has(known.message.id))) {
            expect(message).toMatchObject({
              content: 'This message was deleted',
              contentAttributes: { deleted: true },
              attachments: [],
            });
          }
        }
      }),
    );
  });
});
