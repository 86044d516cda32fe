import type { CreateMessage, HooryClient, WebhookEventName } from '@app/client';

export type Line = CreateMessage & { readonly content: string };

const visitor = (content: string): Line => ({ content, message_type: 'incoming' });

const agent = (content: string): Line => ({ content, message_type: 'outgoing' });

const choice = (content: string, ...titles: string[]): Line => ({
  content,
  message_type: 'outgoing',
  content_type: 'input_select',
  content_attributes: { items: titles.map((title) => ({ title, value: title.toLowerCase() })) },
});

export const VISITOR = { name: 'Maya Chen', email: 'maya@example.com' };

/** What a chat widget reports of its visitor; it comes along in every payload. */
export const BROWSER = {
  browser: {
    device_name: 'MacBook',
    browser_name: 'Firefox',
    platform_name: 'macOS',
    browser_version: '140.0',
    platform_version: '15.5',
  },
  referer: 'https://shop.example.com/orders/4711',
  initiated_at: '2026-01-05 09:41:00 UTC',
};

/** Twenty messages, by what happens to the receiver meanwhile. */
export const SCRIPT = {
  whileUp: [
    visitor('Hi! Where is my order?'),
    agent('Hello Maya, let me have a look.'),
    choice('Which order is it about?', '4711', '4712', 'Another one'),
    visitor('4711'),
    agent('Thank you. One moment, please.'),
    agent('It left our warehouse yesterday.'),
    visitor('Great 🎉 When will it be here?'),
    agent('Tomorrow, between 9 and 12.'),
    visitor('Hm, I am not at home in the morning…'),
    choice('When would suit you better?', 'Afternoon', 'Evening', 'Saturday'),
    visitor('Evening'),
    agent('Evening it is: 18 to 20 o’clock.'),
  ],
  whileBusy: [visitor('Could you leave it with a neighbour?')],
  whileDown: [
    agent('Certainly. With whom?'),
    visitor('Mr Ortiz, second floor'),
    agent('Noted: “Ortiz, 2nd floor”.'),
    visitor('Do I have to sign anything?'),
  ],
  afterwards: [
    agent('No, that is all.'),
    visitor('Perfect, thank you!'),
    choice('How did we do?', 'Well', 'So-so', 'Badly'),
  ],
} satisfies Record<string, readonly [Line, ...Line[]]>;

export const MESSAGE_COUNT = Object.values(SCRIPT).flat().length;

export const RECEIPT = { name: 'receipt.txt', content: Buffer.from('Order 4711, paid.\n') };

/** Something that is no message of the script, and what it has to fire in each format. */
export interface Scene {
  readonly play: (client: HooryClient, conversationId: number) => Promise<unknown>;
  /** The event's name, and what `detailOf` makes of its payload. */
  readonly fires: readonly (readonly [event: string, detail: string])[];
}

export const SCENES: readonly Scene[] = [
  {
    play: ({ conversations }, id) => conversations.toggleTypingStatus(id, { typing_status: 'on' }),
    fires: [['conversation_typing_on', '']],
  },
  {
    play: ({ messages }, id) =>
      messages.create(id, { content: 'Your receipt', attachments: [RECEIPT] }),
    fires: [['message_created', `Your receipt · ${RECEIPT.name}, ${RECEIPT.content.length} bytes`]],
  },
  {
    play: ({ conversations }, id) => conversations.toggleTypingStatus(id, { typing_status: 'off' }),
    fires: [['conversation_typing_off', '']],
  },
  {
    play: ({ conversations }, id) => conversations.setPriority(id, 'high'),
    fires: [['conversation_updated', 'priority: null → "high"']],
  },
  {
    play: ({ conversations }, id) => conversations.toggleStatus(id, { status: 'resolved' }),
    fires: [
      ['conversation_updated', 'status: "open" → "resolved"'],
      ['conversation_status_changed', 'status: "open" → "resolved"'],
    ],
  },
];

/** All that the scenes fire. */
export const SCENE_EVENTS = [
  ...new Set(SCENES.flatMap(({ fires }) => fires.map(([event]) => event))),
] as readonly WebhookEventName[];
