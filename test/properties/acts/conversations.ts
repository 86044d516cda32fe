import {
  type ConversationSnapshot,
  AssignAgent,
  AssignTeam,
  ChangeConversationStatus,
  CONVERSATION_STATUSES,
  CreateConversation,
  DeleteConversation,
  MarkSeen,
  PRIORITIES,
  ReportTyping,
  SetCustomAttributes,
  SetLabels,
  SetPriority,
} from '@app/conversation';
import type { CommandMetadata } from '@app/event-store';
import type { Command } from '@nestjs/cqrs';
import * as fc from 'fast-check';
import { act, type Act, astray, attributes, type Fires, metadataOf, some } from '../support/act';
import type { World } from '../support/world';
import { performers, takeActor, type PerformerChoice } from './performers';
import { draftOf, drafts } from './messages';

const FUTURE = '2037-01-01T00:00:00.000Z';
const PAST = '2017-01-01T00:00:00.000Z';

const statuses = fc.constantFrom(...CONVERSATION_STATUSES);
/** A status and how long it lasts; the last two are refused. */
const statusesAndSnoozes = fc.oneof(
  { weight: 8, arbitrary: fc.record({ status: statuses, snoozedUntil: fc.constant(null) }) },
  { weight: 3, arbitrary: fc.constant({ status: 'snoozed' as const, snoozedUntil: FUTURE }) },
  fc.constantFrom(
    { status: 'snoozed' as const, snoozedUntil: PAST },
    { status: 'open' as const, snoozedUntil: FUTURE },
  ),
);
const maybeSome = fc.option(some);

const UPDATES: Fires = { maybe: ['conversation_updated'] };

interface Target {
  readonly accountId: number;
  /** The conversation's display id. */
  readonly conversationId: number;
}

/** A command on a conversation that there is, was, or is not. */
function onConversation<Args>(
  name: string,
  arbitraries: { [Name in keyof Args]: fc.Arbitrary<Args[Name]> },
  fires: Fires | ((args: Args) => Fires),
  make: (args: Args, target: Target, metadata: CommandMetadata, world: World) => Command<unknown>,
): fc.Arbitrary<Act> {
  return act<{ args: Args; conversation: number; stray: boolean; performer: PerformerChoice }>(
    name,
    {
      args: fc.record(arbitraries, { noNullPrototype: true }),
      conversation: some,
      stray: astray,
      performer: performers,
    },
    ({ args, conversation, stray, performer }, world) => {
      const known = world.pick(world.conversations, conversation);
      const accountId = stray ? world.elsewhere(known.accountId) : known.accountId;
      const actor = takeActor(world, performer, known);
      const target = { accountId, conversationId: known.id };
      return {
        command: (origin) => make(args, target, metadataOf(accountId, actor, origin), world),
        fires: typeof fires === 'function' ? fires(args) : fires,
      };
    },
  );
}

export const createConversation = act(
  'CreateConversation',
  {
    contactInbox: some,
    otherInbox: maybeSome,
    bySource: fc.boolean(),
    stray: astray,
    kept: statusesAndSnoozes,
    assignee: maybeSome,
    team: maybeSome,
    customAttributes: attributes,
    openingMessage: fc.option(drafts),
    performer: performers,
  },
  (args, world) => {
    const known = world.pick(world.contactInboxes, args.contactInbox);
    const accountId = args.stray ? world.elsewhere(known.accountId) : known.accountId;
    // A contact may be in another inbox for the first time.
    const inboxId =
      args.otherInbox === null ? known.inboxId : world.pick(world.inboxes, args.otherInbox).id;
    const { kept, customAttributes, openingMessage } = args;
    const conversation = {
      sourceId: args.bySource ? known.sourceId : null,
      inboxId: args.bySource && args.otherInbox === null ? null : inboxId,
      contactId: args.bySource && args.otherInbox === null ? null : known.contactId,
      ...kept,
      assigneeId: args.assignee === null ? null : world.pickId(world.users, args.assignee),
      teamId: args.team === null ? null : world.pick(world.teams, args.team).id,
      additionalAttributes: {},
      customAttributes,
      openingMessage: openingMessage && draftOf(openingMessage),
    };
    const actor = takeActor(world, args.performer, known);
    return {
      command: (origin) =>
        new CreateConversation(accountId, conversation, metadataOf(accountId, actor, origin)),
      fires: {
        always: openingMessage
          ? ['conversation_created', 'message_created']
          : ['conversation_created'],
      },
      identify: (created: ConversationSnapshot) => created,
      stands: ({ deletedContacts }, { contact }: ConversationSnapshot) =>
        !deletedContacts.has(contact.id),
    };
  },
);

export const changeStatus = onConversation(
  'ChangeConversationStatus',
  { to: fc.option(statusesAndSnoozes) },
  { maybe: ['conversation_status_changed', 'conversation_updated'] },
  ({ to }, { accountId, conversationId }, metadata) =>
    new ChangeConversationStatus(
      accountId,
      conversationId,
      to?.status,
      to?.snoozedUntil ?? null,
      metadata,
    ),
);

export const assignAgent = onConversation(
  'AssignAgent',
  { user: maybeSome },
  UPDATES,
  ({ user }, { accountId, conversationId }, metadata, world) => {
    const userId = user === null ? null : world.pickId(world.users, user);
    return new AssignAgent(accountId, conversationId, userId, metadata);
  },
);

export const assignTeam = onConversation(
  'AssignTeam',
  { team: maybeSome },
  UPDATES,
  ({ team }, { accountId, conversationId }, metadata, world) => {
    const teamId = team === null ? null : world.pick(world.teams, team).id;
    return new AssignTeam(accountId, conversationId, teamId, metadata);
  },
);

export const setLabels = onConversation(
  'SetLabels',
  {
    labels: fc.array(fc.constantFrom('vip', ' vip', 'billing', 'Zoë', 'x'.repeat(255), ''), {
      maxLength: 3,
    }),
  },
  UPDATES,
  ({ labels }, { accountId, conversationId }, metadata) =>
    new SetLabels(accountId, conversationId, labels, metadata),
);

export const setPriority = onConversation(
  'SetPriority',
  { priority: fc.constantFrom(null, ...PRIORITIES) },
  UPDATES,
  ({ priority }, { accountId, conversationId }, metadata) =>
    new SetPriority(accountId, conversationId, priority, metadata),
);

export const setCustomAttributes = onConversation(
  'SetCustomAttributes',
  { customAttributes: attributes },
  UPDATES,
  ({ customAttributes }, { accountId, conversationId }, metadata) =>
    new SetCustomAttributes(accountId, conversationId, customAttributes, metadata),
);

export const reportTyping = onConversation(
  'ReportTyping',
  { typing: fc.constantFrom('on' as const, 'off' as const), isPrivate: fc.boolean() },
  ({ typing }) => ({ always: [`conversation_typing_${typing}`] }),
  ({ typing, isPrivate }, { accountId, conversationId }, metadata) =>
    new ReportTyping(accountId, conversationId, typing, isPrivate, metadata),
);

export const markSeen = onConversation(
  'MarkSeen',
  { by: fc.constantFrom('agent' as const, 'contact' as const) },
  {},
  ({ by }, { accountId, conversationId }, metadata) =>
    new MarkSeen(accountId, conversationId, by, metadata),
);

export const deleteConversation = onConversation(
  'DeleteConversation',
  {},
  { always: ['conversation_deleted'] },
  (_, { accountId, conversationId }, metadata) =>
    new DeleteConversation(accountId, conversationId, metadata),
);
