import type { Attributes, Message } from '@app/conversation';

type Content = Pick<Message, 'content' | 'contentType' | 'contentAttributes'>;

const plans = {
  items: [
    { title: 'Basic', value: 'basic' },
    { title: 'Pro', value: 'pro' },
  ],
};

const details = {
  items: [
    {
      type: 'email',
      name: 'email',
      label: 'E-mail',
      placeholder: 'you@example.com',
      default: '',
      required: true,
      pattern: '.+@.+',
      title: 'Your address',
      pattern_error: 'Not an address',
    },
    { type: 'text', name: 'company', label: 'Company' },
    { type: 'text_area', name: 'wish', label: 'What can we do for you?' },
    {
      type: 'select',
      name: 'size',
      label: 'Employees',
      options: [
        { label: 'Up to 10', value: 'small' },
        { label: 'More', value: 'large' },
      ],
    },
  ],
};

/** A message of each content type that has attributes of its own, as it is sent. */
export const CONTENTS = {
  text: {
    content: '“Grüße” "an" 日本 👋 \u2028 </script>\n\\',
    contentType: 'text',
    contentAttributes: { in_reply_to: 1, in_reply_to_external_id: 'wamid.HBgM' },
  },
  'input-select': {
    content: 'Which plan? “日本” 👋 \u2028 </script>',
    contentType: 'input_select',
    contentAttributes: plans,
  },
  cards: {
    content: null,
    contentType: 'cards',
    contentAttributes: {
      items: [
        {
          title: 'Boots',
          description: 'Brown',
          media_url: 'https://shop.example/boots.png',
          actions: [
            { type: 'link', text: 'Look', uri: 'https://shop.example/boots' },
            { type: 'postback', text: 'Buy', payload: 'boots' },
          ],
        },
      ],
    },
  },
  form: { content: 'Your details', contentType: 'form', contentAttributes: details },
  article: {
    content: 'This may help',
    contentType: 'article',
    contentAttributes: {
      items: [
        {
          title: 'Opening hours',
          description: 'When we are there',
          link: 'https://hoory.example/hours',
        },
      ],
    },
  },
  'input-email': {
    content: 'Where can we reach you?',
    contentType: 'input_email',
    contentAttributes: {},
  },
  'input-csat': {
    content: 'How was it?',
    contentType: 'input_csat',
    contentAttributes: { display_type: 'emoji' },
  },
} as const satisfies Record<string, Content>;

/** What the contact's answer adds to the attributes of those that take one. */
export const ANSWERS: Readonly<Partial<Record<keyof typeof CONTENTS, Attributes>>> = {
  'input-select': { submitted_values: [{ title: 'Pro', value: 'pro' }] },
  form: {
    submitted_values: [
      { name: 'email', value: 'contact@example.com' },
      { name: 'company', value: 'Example' },
      { name: 'wish', value: 'Call me' },
      { name: 'size', value: 'small' },
    ],
  },
  'input-email': { submitted_email: 'contact@example.com' },
  'input-csat': {
    submitted_values: { csat_survey_response: { rating: 5, feedback_message: 'Quick' } },
  },
};
