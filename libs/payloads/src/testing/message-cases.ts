import type { AgentBotSnapshot, Message } from '@app/conversation';
import type { Actor, StoredEvent } from '@app/event-store';
import { contact, sentGreeting } from '../catalogue/example-data';
import { fromAgent, messageCreated, messageUpdated } from './api-inbox-data';
import { ANSWERS, CONTENTS } from './content-types';

const byContact: Actor = { type: 'contact', id: contact.id };
const bot: AgentBotSnapshot = { type: 'agent_bot', id: 9, name: 'Robot' };

const attachments: Message['attachments'] = [
  {
    id: 5,
    fileType: 'image',
    extension: 'png',
    contentType: 'image/png',
    dataUrl: 'https://hoory.example/files/1f0c/boots.png',
    thumbUrl: 'https://hoory.example/files/1f0c/boots.thumb.png',
    fileSizeBytes: 20_480,
    width: 640,
    height: 480,
  },
  {
    id: 6,
    fileType: 'file',
    extension: null,
    contentType: 'application/octet-stream',
    dataUrl: 'https://hoory.example/files/2a7d/LICENSE',
    thumbUrl: '',
    fileSizeBytes: 1_070,
    width: null,
    height: null,
  },
  {
    id: 7,
    fileType: 'location',
    latitude: 40.1772,
    longitude: 44.5126,
    fallbackTitle: 'Republic Square',
  },
];

const byBot = {
  sender: bot,
  assignee: bot,
  team: { id: 4, name: 'night shift' },
  conversation: {
    ...fromAgent.conversation,
    assigneeType: bot.type,
    assigneeId: bot.id,
    teamId: 4,
    priority: 'urgent',
  },
} as const;

const sentContents = Object.entries(CONTENTS).map(([kind, content]): [string, StoredEvent] => [
  `message-created.${kind}`,
  messageCreated(content),
]);

const answers = Object.entries(ANSWERS).map(([kind, answer]): [string, StoredEvent] => {
  const sent = CONTENTS[kind as keyof typeof CONTENTS];
  const contentAttributes = { ...sent.contentAttributes, ...answer };
  return [
    `message-updated.${kind}-answered`,
    messageUpdated(sent, { contentAttributes }, byContact),
  ];
});

export const MESSAGE_CASES: Readonly<Record<string, StoredEvent>> = {
  ...Object.fromEntries(sentContents),
  ...Object.fromEntries(answers),
  'message-created.without-content': messageCreated(
    { id: 43, content: null, private: true, sourceId: null },
    { lastMessage: null },
  ),
  'message-created.private-note': messageCreated(
    { content: 'Has called before', private: true },
    { lastMessage: sentGreeting },
  ),
  'message-created.template': messageCreated(
    { content: 'Get notified by e-mail', contentType: 'input_email', messageType: 'template' },
    { sender: null },
    null,
  ),
  'message-created.agent-bot': messageCreated({ content: 'I am a bot' }, byBot, {
    type: bot.type,
    id: bot.id,
  }),
  'message-created.attachments': messageCreated({ content: null, attachments }),
  'message-updated.deleted': messageUpdated(
    { ...CONTENTS.cards, attachments },
    {
      content: 'This message was deleted',
      contentAttributes: { deleted: true },
      attachments: [],
    },
  ),
  'message-updated.failed': messageUpdated(
    {},
    { status: 'failed', contentAttributes: { external_error: 'Not on WhatsApp' } },
    null,
  ),
};
