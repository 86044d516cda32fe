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
    { url, timeout_seconds: 30, rate_limit: 50, ordering: 'conversation', secret: 'whsec_' },
    { url, timeout_seconds: null, rate_limit: null, ordering: null, headers: null, secret: null },
    { url, headers: { 'X-Key': 'key' } },
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
    const webhook = { ...webhookData(), previousSecrets: [], disabled: null };
    const body = toWebhookDto(webhook, 'whsec_secret', { id: 3, name: 'App' }, 0);
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
    [CreateWebhookDto, { url, secret: 7 }, 'secret', '24 to 64 bytes, got a number'],
    [UpdateWebhookDto, { secret: 7 }, 'secret', 'Secret must be the one of now, got a number'],
    [CreateWebhookDto, { url, timeout_seconds: 31 }, 'timeout_seconds', '30, got 31'],
    [UpdateWebhookDto, { timeout_seconds: '15' }, 'timeout_seconds', 'integer number, got "15"'],
    [UpdateWebhookDto, { rate_limit: 0 }, 'rate_limit', 'must not be less than 1, got 0'],
    [CreateWebhookDto, { url, ordering: 'contact' }, 'ordering', 'none, conversation'],
    [UpdateWebhookDto, { headers: ['secret'] }, 'headers', 'names and values, got a list'],
    [UpdateWebhookDto, { headers: 'secret' }, 'headers', 'names and values, got a string'],
    [UpdateWebhookDto, { webhook_url: url }, 'webhook_url', 'Webhook url is not a known field'],
  ])('%p refuses %j and names the field', async (metatype, body, field, message) => {
    expect(await faultOf(metatype, body)).toEqual({
      message: expect.stringContaining(message),
      attributes: [field],
    });
  });
});
