import type { Refusal } from '@app/event-store';
import { ContractValidationPipe, type InvalidBody } from '@app/http';
import type { Type } from '@nestjs/common';
import { webhookData } from '../testing/webhook-events';
import { CreateWebhookDto, UpdateWebhookDto } from './webhook.dto';
import { toWebhookDto } from './webhook-response.dto';

const pipe = new ContractValidationPipe();
const url = 'https://example.com/hooks';

/** What is wrong with the body, and in which fields; undefined where it is taken. */
async function faultOf(metatype: Type, body: object): Promise<InvalidBody | undefined> {
  try {
    await pipe.transform(body, { type: 'body', metatype });
    return undefined;
  } catch (error) {
    const { message, attributes } = error as Refusal;
    return { message, attributes };
  }
}

describe('a webhook as clients send it', () => {
  it.each([
    { url },
    { url, subscriptions: ['message_created'] },
    { url, name: 'CRM', inbox_id: 3, format: 'hoory' },
    { url, name: null, inbox_id: '3', format: 'chatwoot', subscriptions: null },
  ])('is created from %j', async (body) => {
    expect(await faultOf(CreateWebhookDto, body)).toBeUndefined();
  });

  it.each([{}, { url }, { subscriptions: ['message_created'] }, { name: null, inbox_id: null }])(
    'is updated by %j',
    async (body) => {
      expect(await faultOf(UpdateWebhookDto, body)).toBeUndefined();
    },
  );

  it('is updated by all of what an answer said of it', async () => {
    const body = toWebhookDto(webhookData(), 'whsec_secret', { id: 3, name: 'App' });
    expect(await faultOf(UpdateWebhookDto, body)).toBeUndefined();
  });

  it.each<[Type, object, string, string]>([
    [CreateWebhookDto, {}, 'url', 'Url is invalid'],
    [UpdateWebhookDto, { url: null }, 'url', 'Url is invalid'],
    [
      CreateWebhookDto,
      { url, subscriptions: 'all' },
      'subscriptions',
      'Subscriptions Invalid events',
    ],
    [CreateWebhookDto, { url, format: 'slack' }, 'format', 'must be one of the following values'],
    [CreateWebhookDto, { url, inbox_id: 'first' }, 'inbox_id', 'got "first"'],
    [CreateWebhookDto, { url, secret: 'mine' }, 'secret', 'Secret is not a known field'],
    [UpdateWebhookDto, { webhook_url: url }, 'webhook_url', 'Webhook url is not a known field'],
  ])('%p refuses %j and names the field', async (metatype, body, field, message) => {
    expect(await faultOf(metatype, body)).toEqual({
      message: expect.stringContaining(message),
      attributes: [field],
    });
  });
});
