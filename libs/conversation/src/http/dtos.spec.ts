import type { Refusal } from '@app/event-store';
import { ContractValidationPipe } from '@app/http';
import type { Type } from '@nestjs/common';
import { CreateContactInboxDto } from './contacts/contact-inbox.dto';
import { CreateContactDto, UpdateContactDto } from './contacts/contact.dto';
import { CreateConversationDto } from './conversations/create-conversation.dto';
import { CreateMessageDto } from './messages/create-message.dto';
import { CreateInboxDto, UpdateInboxDto } from './inboxes/inbox.dto';
import { CreatePublicContactDto } from './public/public-contact.dto';
import { WidgetEventDto } from './widget/widget-event.dto';

const pipe = new ContractValidationPipe();

/** The names of the fields at fault; none where the body is taken. */
async function faultyFields(metatype: Type, body: object): Promise<readonly string[]> {
  try {
    await pipe.transform(body, { type: 'body', metatype });
    return [];
  } catch (error) {
    return (error as Refusal).attributes;
  }
}

const inApp = { name: 'App', channel: { type: 'api' } };
const website = { type: 'web_widget', website_url: 'https://example.com' };

describe.each<[string, Type, object[], [object, string[]][]]>([
  [
    'a contact',
    CreateContactDto,
    [
      {},
      { name: 'Carol', email: 'carol@example.com', phone_number: '+14155550100', inbox_id: '3' },
      { name: null, email: null, phone_number: null, identifier: null, inbox_id: null },
      { identifier: 'c-1', blocked: true, custom_attributes: { a: 1 }, additional_attributes: {} },
      { email: '', phone_number: '', identifier: '', name: '' },
      { inbox_id: 3, source_id: 'carol', avatar: {}, avatar_url: 'https://example.com/a.png' },
    ],
    [
      [{ name: 7 }, ['name']],
      [{ name: 'a'.repeat(256) }, ['name']],
      [{ email: 'carol' }, ['email']],
      [{ phone_number: '4155550100' }, ['phone_number']],
      [{ phone_number: '+0155550100' }, ['phone_number']],
      [{ phone_number: `+1${'0'.repeat(15)}` }, ['phone_number']],
      [{ identifier: 'a'.repeat(256) }, ['identifier']],
      [{ blocked: 'no' }, ['blocked']],
      [{ custom_attributes: [] }, ['custom_attributes']],
      [{ additional_attributes: 'none' }, ['additional_attributes']],
      [{ inbox_id: 'three' }, ['inbox_id']],
      [{ account_id: 2 }, ['account_id']],
      [{ source_id: '' }, ['source_id']],
      [{ source_id: 'a'.repeat(256) }, ['source_id']],
    ],
  ],
  [
    'a change of a contact',
    UpdateContactDto,
    [{}, { name: 'Carol', email: null, avatar: {} }, { blocked: true, custom_attributes: {} }],
    [
      [{ email: 'carol' }, ['email']],
      [{ phone_number: '4155550100' }, ['phone_number']],
      [{ inbox_id: 3 }, ['inbox_id']],
      [{ id: 7 }, ['id']],
    ],
  ],
  [
    'a contact inbox',
    CreateContactInboxDto,
    [{ inbox_id: 3 }, { inbox_id: '3', source_id: 'carol' }, { inbox_id: 3, source_id: null }],
    [
      [{}, ['inbox_id']],
      [{ inbox_id: 'three' }, ['inbox_id']],
      [{ inbox_id: 3, source_id: 7 }, ['source_id']],
      [{ inbox_id: 3, source_id: '' }, ['source_id']],
    ],
  ],
  [
    'a change of an inbox',
    UpdateInboxDto,
    [
      {},
      { name: 'App', channel: { webhook_url: 'http://localhost:3000/hook' } },
      { channel: { webhook_url: null } },
      { channel: { website_url: 'https://example.com', widget_color: '#fff' } },
      { enable_auto_assignment: true, avatar: {}, channel: null },
    ],
    [
      [{ name: null }, ['name']],
      [{ name: '' }, ['name']],
      [{ channel: 'api' }, ['channel']],
      [{ channel: { type: 'api' } }, ['channel.type']],
      [{ channel: { webhook_url: '/hook' } }, ['channel.webhook_url']],
      [{ channel: { website_url: null } }, ['channel.website_url']],
      [{ channel: { website_url: '' } }, ['channel.website_url']],
      [{ channel: { website_url: 'javascript:alert(1)' } }, ['channel.website_url']],
    ],
  ],
  [
    'a contact who comes by themselves',
    CreatePublicContactDto,
    [
      {},
      { source_id: 'carol', identifier: 'c-1', identifier_hash: 'ab', name: 'Carol' },
      { email: 'carol@example.com', phone_number: '+14155550100', custom_attributes: {} },
      { avatar_url: 'https://example.com/a.png' },
    ],
    [
      [{ source_id: '' }, ['source_id']],
      [{ identifier_hash: 7 }, ['identifier_hash']],
      [{ email: 'carol' }, ['email']],
      [{ phone_number: '4155550100' }, ['phone_number']],
      [{ custom_attributes: [] }, ['custom_attributes']],
      [{ blocked: false }, ['blocked']],
      [{ additional_attributes: {} }, ['additional_attributes']],
    ],
  ],
  [
    'an event of a widget',
    WidgetEventDto,
    [
      { name: 'webwidget.triggered' },
      {
        name: 'webwidget.triggered',
        event_info: {
          initiated_at: { timestamp: 'Wed Nov 25 2026' },
          referer: 'https://example.com',
          widget_language: 'en',
          browser_language: 'en',
        },
      },
    ],
    [
      [{}, ['name']],
      [{ name: 'webwidget.closed' }, ['name']],
      [{ name: 'webwidget.triggered', event_info: 'now' }, ['event_info']],
      [{ name: 'webwidget.triggered', event_info: { browser: {} } }, ['event_info.browser']],
      [
        { name: 'webwidget.triggered', event_info: { referer: 'a'.repeat(2_049) } },
        ['event_info.referer'],
      ],
      [
        { name: 'webwidget.triggered', event_info: { initiated_at: { timestamp: 7 } } },
        ['event_info.initiated_at.timestamp'],
      ],
    ],
  ],
  [
    'an inbox',
    CreateInboxDto,
    [
      inApp,
      { name: 'App', channel: { type: 'api', webhook_url: '' } },
      { name: 'App', channel: { type: 'api', webhook_url: 'http://localhost:3000/hook' } },
      { name: 'App', channel: { type: 'api', webhook_url: 'http://evolution_api:8080/hook' } },
      { name: 'Website', channel: website },
      { name: 'Website', avatar: {}, channel: { ...website, welcome_title: 'Hi' } },
    ],
    [
      [{ channel: inApp.channel }, ['name']],
      [{ ...inApp, name: '' }, ['name']],
      [{ name: 'App' }, ['channel']],
      [{ name: 'App', channel: 'api' }, ['channel']],
      [{ name: 'App', channel: [] }, ['channel']],
      [{ name: 'App', channel: {} }, ['channel.type']],
      [{ name: 'App', channel: { type: 'email' } }, ['channel.type']],
      [{ name: 'App', channel: { type: 'api', webhook_url: '/hook' } }, ['channel.webhook_url']],
      ...[
        'https://ada:x@example.com',
        'ftp://example.com',
        'http://example.0xff',
        ' http://example.com',
        `https://example.com/${'a'.repeat(2_048)}`,
        7,
      ].map((webhook_url): [object, string[]] => [
        { name: 'App', channel: { type: 'api', webhook_url } },
        ['channel.webhook_url'],
      ]),
      [{ name: 'App', channel: { type: 'web_widget' } }, ['channel.website_url']],
      [{ name: 'App', channel: { ...website, website_url: '' } }, ['channel.website_url']],
      [{ name: 'App', channel: { type: 'api', website_url: 7 } }, ['channel.website_url']],
    ],
  ],
  [
    'a conversation',
    CreateConversationDto,
    [
      { source_id: 'carol' },
      { inbox_id: 3, contact_id: '5', status: 'pending', custom_attributes: {} },
      { source_id: 'carol', message: { content: 'Hi' } },
      { source_id: 'carol', message: null },
    ],
    [
      [{ source_id: 7 }, ['source_id']],
      [{ inbox_id: 0 }, ['inbox_id']],
      [{ contact_id: 1.5 }, ['contact_id']],
      [{ status: 'closed' }, ['status']],
      [{ additional_attributes: 'none' }, ['additional_attributes']],
      [{ message: 'Hi' }, ['message']],
      [{ message: [] }, ['message']],
      [{ message: { content: 7 } }, ['message.content']],
      [{ message: { text: 'Hi' } }, ['message.text']],
      [{ message: { attachments: [{}] } }, ['message.attachments']],
    ],
  ],
  [
    'a message',
    CreateMessageDto,
    [
      {},
      { content: 'Hi', message_type: 'incoming', private: false, content_type: 'text' },
      { content: null, message_type: null, private: null, content_type: null, echo_id: null },
      { content: 'a'.repeat(150_000), content_attributes: { items: [] }, source_id: 'wamid.1' },
      { content: 'Hi', source_reply_id: '7', template_params: { name: 'hello' }, campaign_id: 1 },
    ],
    [
      [{ content: 7 }, ['content']],
      [{ content: 'a'.repeat(150_001) }, ['content']],
      [{ message_type: 'template' }, ['message_type']],
      [{ private: 'false' }, ['private']],
      [{ content_type: 'carousel' }, ['content_type']],
      [{ content_attributes: [] }, ['content_attributes']],
      [{ echo_id: 7 }, ['echo_id']],
      [{ source_id: 'a'.repeat(256) }, ['source_id']],
      [{ attachments: [{ filename: 'photo.png' }] }, ['attachments']],
    ],
  ],
])('the body of %s', (_name, metatype, good, bad) => {
  it.each(good)('may be %j', async (body) => {
    expect(await faultyFields(metatype, body)).toEqual([]);
  });

  it.each(bad)('is refused where it is %j', async (body, fields) => {
    expect(await faultyFields(metatype, body)).toEqual(fields);
  });
});
