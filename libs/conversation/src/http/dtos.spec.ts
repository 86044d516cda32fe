import { ContractValidationPipe, type InvalidBody } from '@app/http';
import type { HttpException, Type } from '@nestjs/common';
import { CreateContactDto } from './create-contact.dto';
import { CreateConversationDto } from './create-conversation.dto';
import { CreateInboxDto } from './create-inbox.dto';
import { CreateMessageDto } from './create-message.dto';

const pipe = new ContractValidationPipe();

/** The names of the fields at fault; none where the body is taken. */
async function faultyFields(metatype: Type, body: object): Promise<readonly string[]> {
  try {
    await pipe.transform(body, { type: 'body', metatype });
    return [];
  } catch (error) {
    return ((error as HttpException).getResponse() as InvalidBody).attributes;
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
    ],
  ],
  [
    'an inbox',
    CreateInboxDto,
    [
      inApp,
      { name: 'App', channel: { type: 'api', webhook_url: '' } },
      { name: 'App', channel: { type: 'api', webhook_url: 'http://localhost:3000/hook' } },
      { name: 'Website', channel: website },
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
