import {
  DeleteMessage,
  MESSAGE_STATUSES,
  type MessageChanges,
  type MessageDraft,
  PublishMessage,
  UpdateMessage,
} from '@app/conversation';
import * as fc from 'fast-check';
import { act, astray, metadataOf, names, partOf, some } from '../support/act';
import type { World } from '../support/world';
import { performers, type PerformerChoice, takeActor } from './performers';

type Content = Pick<MessageDraft, 'contentType' | 'contentAttributes'>;

const FIELD = {
  type: 'select',
  name: 'plan',
  label: 'Plan',
  options: [{ label: 'A', value: 'a' }],
};
const OPTION = { title: 'Pro', value: 'pro' };
const ACTIONS = [
  { type: 'link', text: 'See', uri: 'https://example.com' },
  { type: 'postback', text: 'Take', payload: 'TAKE' },
];

const contents: fc.Arbitrary<Content> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom<Content>(
      { contentType: 'text', contentAttributes: {} },
      { contentType: 'text', contentAttributes: {} },
      { contentType: 'text', contentAttributes: { in_reply_to: 1 } },
      { contentType: 'input_select', contentAttributes: { items: [OPTION] } },
      { contentType: 'cards', contentAttributes: { items: [{ title: 'Card', actions: ACTIONS }] } },
      { contentType: 'form', contentAttributes: { items: [FIELD] } },
      {
        contentType: 'article',
        contentAttributes: { items: [{ title: 'How', link: 'https://a.b' }] },
      },
      { contentType: 'input_email', contentAttributes: {} },
      { contentType: 'input_csat', contentAttributes: { display_type: 'emoji' } },
      { contentType: 'sticker', contentAttributes: {} },
    ),
  },
  fc.constantFrom<Content>(
    { contentType: 'input_select', contentAttributes: { items: [{ ...OPTION, price: 1 }] } },
    { contentType: 'cards', contentAttributes: { items: [{ title: 'Card' }] } },
    { contentType: 'form', contentAttributes: { items: [] } },
  ),
);

type NewAttachment = MessageDraft['attachments'][number];
const PICTURE: NewAttachment = {
  fileType: 'image',
  extension: 'png',
  contentType: 'image/png',
  dataUrl: 'https://hoory.example.com/attachments/1/cat.png',
  thumbUrl: '',
  fileSizeBytes: 68,
  width: 1,
  height: 1,
};
const FILE: NewAttachment = {
  ...PICTURE,
  fileType: 'file',
  extension: null,
  contentType: 'application/octet-stream',
  width: null,
  height: null,
};
const PLACE: NewAttachment = {
  fileType: 'location',
  latitude: 40.18,
  longitude: 44.51,
  fallbackTitle: 'Yerevan',
};
const ATTACHMENTS = { PICTURE, FILE, PLACE };
const attachments: fc.Arbitrary<readonly (keyof typeof ATTACHMENTS)[] | 'too many'> = fc.oneof(
  { weight: 16, arbitrary: fc.constant([]) },
  { weight: 8, arbitrary: fc.array(fc.constantFrom('PICTURE', 'FILE', 'PLACE'), { maxLength: 3 }) },
  fc.constant('too many'),
);

interface DraftChoice extends Pick<
  MessageDraft,
  'content' | 'messageType' | 'private' | 'sourceId'
> {
  readonly shape: Content;
  readonly attached: readonly (keyof typeof ATTACHMENTS)[] | 'too many';
}

export const drafts: fc.Arbitrary<DraftChoice> = fc.record(
  {
    content: fc.oneof(fc.constantFrom(null, '', 'Hello'), names),
    messageType: fc.constantFrom('incoming', 'incoming', 'outgoing', 'outgoing', 'template'),
    private: fc.constantFrom(false, false, false, true),
    shape: contents,
    sourceId: fc.constantFrom(null, null, 'wamid.1'),
    attached: attachments,
  },
  { noNullPrototype: true },
);

export function draftOf({ shape, attached, ...draft }: DraftChoice): MessageDraft {
  const kinds =
    attached === 'too many' ? Array.from({ length: 16 }, () => 'FILE' as const) : attached;
  return { ...draft, ...shape, attachments: kinds.map((kind) => ATTACHMENTS[kind]) };
}

/** What may be answered to a message of the type. */
const ANSWERS: Readonly<Record<string, MessageChanges>> = {
  input_select: { submittedValues: [OPTION] },
  form: { submittedValues: [{ name: 'plan', value: 'a' }] },
  input_email: { submittedEmail: 'carol@example.com' },
  input_csat: { submittedValues: { csat_survey_response: { rating: 5 } } },
};
const changes: fc.Arbitrary<MessageChanges | 'an answer' | 'a wrong answer'> = fc.oneof(
  {
    weight: 4,
    arbitrary: partOf({ content: names, status: fc.constantFrom(...MESSAGE_STATUSES) }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      { status: 'failed' as const, externalError: 'Blocked' },
      { externalError: null },
      { status: 'sent' as const, externalError: 'Blocked' },
    ),
  },
  { weight: 4, arbitrary: fc.constant('an answer' as const) },
  fc.constant('a wrong answer' as const),
);

export const publishMessage = act(
  'PublishMessage',
  { conversation: some, stray: astray, draft: drafts, performer: performers, misfit: astray },
  ({ conversation, stray, draft, performer, misfit }, world) => {
    const known = world.pick(world.conversations, conversation);
    const accountId = stray ? world.elsewhere(known.accountId) : known.accountId;
    // Contacts write what comes in, and nothing else.
    const fitting = draft.messageType === 'incoming' ? 'the contact' : 0;
    const actor = takeActor(world, misfit ? performer : fitting, known);
    return {
      command: (origin) =>
        new PublishMessage(
          accountId,
          known.id,
          draftOf(draft),
          metadataOf(accountId, actor, origin),
        ),
      fires: {
        always: ['message_created'],
        maybe: ['conversation_status_changed', 'conversation_updated'],
      },
      identify: (published: object) => published,
    };
  },
);

interface MessageChoice {
  readonly message: number;
  readonly stray: boolean;
  readonly performer: PerformerChoice;
}

/** A message and where it is to be found, and who does something to it. */
function targetOf(world: World, { message, stray, performer }: MessageChoice) {
  // Activities are nobody's to change.
  const messages = world.messages.filter(({ isActivity }) => isActivity === stray);
  const { accountId, conversationId, id, contentType } = world.pick(messages, message);
  const conversation = world.conversations.find(
    (known) => known.accountId === accountId && known.id === conversationId,
  ) ?? { contactId: 0 };
  const actor = takeActor(world, performer, conversation);
  return { accountId, conversationId, id, contentType, actor };
}

export const updateMessage = act(
  'UpdateMessage',
  { message: some, stray: astray, performer: performers, changes },
  ({ changes: given, ...choice }, world) => {
    const { accountId, conversationId, id, contentType, actor } = targetOf(world, choice);
    const answered = (given === 'an answer' && ANSWERS[contentType]) || { submittedValues: 'yes' };
    const wanted = typeof given === 'string' ? answered : given;
    return {
      command: (origin) =>
        new UpdateMessage(
          accountId,
          conversationId,
          id,
          wanted,
          metadataOf(accountId, actor, origin),
        ),
      fires: { maybe: ['message_updated'] },
    };
  },
);

export const deleteMessage = act(
  'DeleteMessage',
  { message: some, stray: astray, performer: performers },
  (choice, world) => {
    const { accountId, conversationId, id, actor } = targetOf(world, choice);
    return {
      command: (origin) =>
        new DeleteMessage(accountId, conversationId, id, metadataOf(accountId, actor, origin)),
      fires: { maybe: ['message_updated', 'message_deleted'] },
    };
  },
);
