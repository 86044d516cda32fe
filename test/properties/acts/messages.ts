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
const ACTIONS = [
  { type: 'link', text: 'See', uri: 'https://example.com' },
  { type: 'postback', text: 'Take', payload: 'TAKE' },
];

const contents: fc.Arbitrary<Content> = fc.constantFrom<Content>(
  { contentType: 'text', contentAttributes: {} },
  { contentType: 'text', contentAttributes: {} },
  { contentType: 'text', contentAttributes: { in_reply_to: 1 } },
  { contentType: 'input_select', contentAttributes: { items: [{ title: 'Pro', value: 'pro' }] } },
  { contentType: 'input_select', contentAttributes: { items: [{ title: 'Pro', price: 1 }] } },
  { contentType: 'cards', contentAttributes: { items: [{ title: 'Card', actions: ACTIONS }] } },
  { contentType: 'cards', contentAttributes: { items: [{ title: 'Card' }] } },
  { contentType: 'form', contentAttributes: { items: [FIELD] } },
  { contentType: 'form', contentAttributes: { items: [] } },
  { contentType: 'article', contentAttributes: { items: [{ title: 'How', link: 'https://a.b' }] } },
  { contentType: 'input_email', contentAttributes: {} },
  { contentType: 'input_csat', contentAttributes: { display_type: 'emoji' } },
  { contentType: 'sticker', contentAttributes: {} },
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
const attachments = fc.oneof(
  { weight: 8, arbitrary: fc.constant([]) },
  { weight: 4, arbitrary: fc.array(fc.constantFrom(PICTURE, FILE, PLACE), { maxLength: 3 }) },
  fc.constant(Array.from({ length: 16 }, () => FILE)),
);

export const drafts: fc.Arbitrary<MessageDraft> = fc
  .record({
    content: fc.oneof(fc.constantFrom(null, '', 'Hello'), names),
    messageType: fc.constantFrom('incoming', 'incoming', 'outgoing', 'outgoing', 'template'),
    private: fc.constantFrom(false, false, false, true),
    shape: contents,
    sourceId: fc.constantFrom(null, null, 'wamid.1'),
    attachments,
  })
  .map(({ shape, ...draft }) => ({ ...draft, ...shape }));

const submissions = fc.constantFrom<MessageChanges>(
  { submittedValues: [{ title: 'Pro', value: 'pro' }] },
  { submittedValues: [{ name: 'plan', value: 'a' }] },
  { submittedValues: { csat_survey_response: { rating: 5, feedback_message: 'Good' } } },
  { submittedValues: 'yes' },
  { submittedEmail: 'carol@example.com' },
);
const changes: fc.Arbitrary<MessageChanges> = fc.oneof(
  partOf({
    content: names,
    status: fc.constantFrom(...MESSAGE_STATUSES),
    externalError: fc.constantFrom('Blocked', '', null),
  }),
  submissions,
);

export const publishMessage = act(
  'PublishMessage',
  { conversation: some, stray: astray, draft: drafts, performer: performers },
  ({ conversation, stray, draft, performer }, world) => {
    const known = world.pick(world.conversations, conversation);
    const accountId = stray ? world.elsewhere(known.accountId) : known.accountId;
    const actor = takeActor(world, performer, known);
    return {
      command: (origin) =>
        new PublishMessage(accountId, known.id, draft, metadataOf(accountId, actor, origin)),
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

/** A message and where it is, or is not, to be found. */
function targetOf(world: World, { message, stray, performer }: MessageChoice) {
  const { accountId, conversationId, id } = world.pick(world.messages, message);
  const conversation = world.conversations.find(
    (known) => known.accountId === accountId && known.id === conversationId,
  ) ?? { contactId: 0 };
  const actor = takeActor(world, performer, conversation);
  // In the conversation beside it.
  return { accountId, conversationId: stray ? conversationId + 1 : conversationId, id, actor };
}

export const updateMessage = act(
  'UpdateMessage',
  { message: some, stray: astray, performer: performers, changes },
  ({ changes: given, ...choice }, world) => {
    const { accountId, conversationId, id, actor } = targetOf(world, choice);
    return {
      command: (origin) =>
        new UpdateMessage(
          accountId,
          conversationId,
          id,
          given,
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
