import { CreateInbox, type Inbox, UpdateInbox } from '@app/conversation';
import { EVENT_NAMES } from '@app/payloads';
import {
  CreateWebhook,
  type CustomHeaders,
  DeleteWebhook,
  RotateSecret,
  UpdateWebhook,
  type Webhook,
} from '@app/webhooks';
import * as fc from 'fast-check';
import { act, astray, byUser, metadataOf, names, partOf, some, someAccount } from '../support/act';
import type { World } from '../support/world';

/** So few that webhooks and callbacks come to share them, in more than one spelling. */
const paths = fc.constantFrom('/hooks/0', '/hooks/1', '/hooks/2', '/hooks/3', '/hooks/0#again');
/** The receiver's path, or an URL as it is. */
const urls = fc.oneof(
  { weight: 12, arbitrary: paths },
  fc.constantFrom('not a URL', 'ftp://host/'),
);
const callbackUrls = fc.oneof({ weight: 4, arbitrary: paths }, fc.constantFrom('', 'not a URL'));

const urlOf = (world: World, given: string): string =>
  given.startsWith('/') ? world.url + given : given;

const subscriptions = fc.oneof(
  { weight: 4, arbitrary: fc.constant([...EVENT_NAMES]) },
  { weight: 6, arbitrary: fc.subarray<string>([...EVENT_NAMES], { minLength: 1 }) },
  fc.constantFrom<string[]>([], ['no_such_event'], ['message_created', 'message_created']),
);
const formats = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom('hoory', 'chatwoot') },
  fc.constant('xml'),
);
/** How the POSTs are made; some of it is refused. */
const deliverySettings = {
  timeoutSeconds: fc.constantFrom(15, 30, 30, 31),
  ordering: fc.constantFrom('none' as const, 'conversation' as const),
  headers: fc.constantFrom<(CustomHeaders | null)[]>(
    null,
    {},
    { 'X-Key': 'a' },
    { 'X-Key': 'b', 'X-Tenant': '7' },
    { Host: 'example.com' },
  ),
};
/** null for all of the account. */
const inboxLimits = fc.option(some, { freq: 2 });

const inboxIdOf = (world: World, inbox: number | null): number | null =>
  inbox === null ? null : world.pick(world.inboxes, inbox).id;

export const createInbox = act(
  'CreateInbox',
  { account: someAccount, name: names, api: fc.boolean(), url: callbackUrls, by: some },
  ({ account, name, api, url, by }, world) => {
    const accountId = world.pickId(world.accounts, account);
    const channel = api
      ? { type: 'Channel::Api' as const, webhookUrl: urlOf(world, url), websiteUrl: '' }
      : { type: 'Channel::WebWidget' as const, webhookUrl: '', websiteUrl: 'https://example.com' };
    return {
      command: (origin) =>
        new CreateInbox(accountId, name, channel, metadataOf(accountId, byUser(world, by), origin)),
      fires: { always: ['inbox_created'] },
      identify: (inbox: Inbox) => inbox,
      settle: (subscribers, inbox: Inbox) => subscribers.setInbox(inbox),
    };
  },
);

export const updateInbox = act(
  'UpdateInbox',
  {
    inbox: some,
    stray: astray,
    changes: partOf({
      name: names,
      url: callbackUrls,
      websiteUrl: fc.constantFrom('https://example.com', 'https://example.org'),
    }),
    misfit: astray,
    by: some,
  },
  ({ inbox, stray, changes, misfit, by }, world) => {
    const { accountId: own, id, channel } = world.pick(world.inboxes, inbox);
    const accountId = stray ? world.elsewhere(own) : own;
    const { url, websiteUrl, ...others } = changes;
    // Of another kind of inbox it is refused.
    const ofChannel = (channel.type === 'Channel::Api') !== misfit;
    const wanted = {
      ...others,
      ...(url !== undefined && ofChannel && { webhookUrl: urlOf(world, url) }),
      ...(websiteUrl !== undefined && !ofChannel && { websiteUrl }),
    };
    return {
      command: (origin) =>
        new UpdateInbox(accountId, id, wanted, metadataOf(accountId, byUser(world, by), origin)),
      fires: { maybe: ['inbox_updated'] },
      settle: (subscribers, updated: Inbox) => subscribers.setInbox(updated),
    };
  },
);

export const createWebhook = act(
  'CreateWebhook',
  {
    account: someAccount,
    url: urls,
    subscriptions,
    format: formats,
    inbox: inboxLimits,
    delivery: partOf(deliverySettings),
  },
  ({ account, url, inbox, delivery, ...settings }, world) => {
    const accountId = world.pickId(world.accounts, account);
    const inboxId = inboxIdOf(world, inbox);
    const wanted = { ...settings, ...delivery, url: urlOf(world, url), name: null, inboxId };
    return {
      command: (origin) =>
        new CreateWebhook(accountId, wanted, metadataOf(accountId, byUser(world, 0), origin)),
      fires: {},
      identify: (webhook: Webhook) => webhook,
      settle: (subscribers, webhook: Webhook) =>
        subscribers.setWebhook({ ...wanted, id: webhook.id, accountId: webhook.accountId }),
    };
  },
);

export const updateWebhook = act(
  'UpdateWebhook',
  {
    webhook: some,
    stray: astray,
    changes: partOf({
      url: urls,
      subscriptions,
      format: formats,
      inbox: inboxLimits,
      name: names,
      ...deliverySettings,
    }),
  },
  ({ webhook, stray, changes: { inbox, url, ...changes } }, world) => {
    const { accountId: own, id } = world.pick(world.webhooks, webhook);
    const accountId = stray ? world.elsewhere(own) : own;
    const wanted = {
      ...changes,
      ...(url !== undefined && { url: urlOf(world, url) }),
      ...(inbox !== undefined && { inboxId: inboxIdOf(world, inbox) }),
    };
    return {
      command: (origin) =>
        new UpdateWebhook(accountId, id, wanted, metadataOf(accountId, byUser(world, 0), origin)),
      fires: {},
      settle: (subscribers, updated: Webhook) => subscribers.setWebhook({ ...updated, ...wanted }),
    };
  },
);

export const rotateSecret = act(
  'RotateSecret',
  {
    webhook: some,
    stray: astray,
    secret: fc.constantFrom(
      undefined,
      `whsec_${Buffer.alloc(24, 1).toString('base64')}`,
      `whsec_${Buffer.alloc(64, 2).toString('base64')}`,
      'whsec_mine',
    ),
    overlapSeconds: fc.constantFrom(0, 60, 86_400, 604_801),
  },
  ({ webhook, stray, secret, overlapSeconds }, world) => {
    const { accountId: own, id } = world.pick(world.webhooks, webhook);
    const accountId = stray ? world.elsewhere(own) : own;
    const rotation = { overlapSeconds, ...(secret !== undefined && { secret }) };
    return {
      command: (origin) =>
        new RotateSecret(accountId, id, rotation, metadataOf(accountId, byUser(world, 0), origin)),
      fires: {},
    };
  },
);

export const deleteWebhook = act(
  'DeleteWebhook',
  { webhook: some, stray: astray },
  ({ webhook, stray }, world) => {
    const { accountId: own, id } = world.pick(world.webhooks, webhook);
    const accountId = stray ? world.elsewhere(own) : own;
    return {
      command: (origin) =>
        new DeleteWebhook(accountId, id, metadataOf(accountId, byUser(world, 0), origin)),
      fires: {},
      settle: (subscribers) => subscribers.removeWebhook(id),
    };
  },
);
