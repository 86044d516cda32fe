import type { Attributes, CreateMessage } from '@app/client';

/** One of each kind, in the order of the ids that the golden files name. */
export const MESSAGES: Readonly<Record<string, CreateMessage>> = {
  incoming: { content: 'Hi', message_type: 'incoming', source_id: 'wamid.HBgL' },
  outgoing: { content: '“Grüße” "an" 日本 👋 </script>\n\\' },
  'input-select': {
    content: 'Which plan?',
    content_type: 'input_select',
    content_attributes: {
      items: [
        { title: 'Basic', value: 'basic' },
        { title: 'Pro', value: 'pro' },
      ],
    },
  },
  'private-note': { content: 'Has called before', private: true },
  'without-content': {
    content_type: 'cards',
    content_attributes: {
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
};

export const KINDS = [...Object.keys(MESSAGES), 'from-a-browser'];

/** What the widget tells of a visitor. */
export const BROWSER_ATTRIBUTES: Attributes = {
  browser: {
    device_name: 'Macbook',
    browser_name: 'Chrome',
    platform_name: 'Macintosh',
    browser_version: '80.0.3987.122',
    platform_version: '10.15.2',
  },
  referer: 'http://www.hoory.com',
  initiated_at: { timestamp: 'Tue Mar 03 2020 18:37:38 GMT-0700 (Mountain Standard Time)' },
};
