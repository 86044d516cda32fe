import { createHmac } from 'node:crypto';
import {
  type Attributes,
  type ContactDetails,
  type ContactInbox,
  type ContactProfile,
  CreateContact,
  CreateContactInbox,
  DeleteContact,
  IdentifyContact,
  type Inbox,
  RegisterContact,
  TriggerWebWidget,
  UpdateContact,
  type Visitor,
} from '@app/conversation';
import * as fc from 'fast-check';
import { act, astray, attributes, byUser, metadataOf, names, partOf, some } from '../support/act';
import type { World } from '../support/world';

/** So few that contacts come to want each other's. */
const emails = fc.constantFrom(
  null,
  '',
  'carol@example.com',
  'Carol@Example.com',
  'dave@example.com',
);
const phoneNumbers = fc.constantFrom(null, '', '+14155550100', '+14155550101');
const identifiers = fc.constantFrom(null, '', 'customer-1', 'customer-2');
const sourceIds = fc.constantFrom(null, null, 'source-1', 'source-2');

const detail = {
  name: names,
  email: emails,
  phoneNumber: phoneNumbers,
  identifier: identifiers,
  blocked: fc.boolean(),
  customAttributes: attributes,
  additionalAttributes: attributes,
};
const details = fc.record(detail);
const changes = partOf({
  ...detail,
  customAttributes: fc.oneof(
    { weight: 20, arbitrary: attributes },
    fc.constant('too much' as const),
  ),
});
const hashes: fc.Arbitrary<'none' | 'right' | 'wrong'> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('none', 'right') },
  fc.constant('wrong'),
);

interface ChangesChoice extends Omit<Partial<ContactDetails>, 'customAttributes'> {
  readonly customAttributes?: Attributes | 'too much';
}

function changesOf({ customAttributes, ...others }: ChangesChoice): Partial<ContactDetails> {
  if (customAttributes === undefined) return others;
  const tooMuch = { much: 'x'.repeat(70_000) };
  return {
    ...others,
    customAttributes: customAttributes === 'too much' ? tooMuch : customAttributes,
  };
}

const contactOf = (world: World, { contact, stray }: { contact: number; stray: boolean }) => {
  const { accountId, id } = world.pick(world.contacts, contact);
  return { accountId: stray ? world.elsewhere(accountId) : accountId, id };
};

export const createContact = act(
  'CreateContact',
  { inbox: fc.option(some), stray: astray, details, sourceId: sourceIds, by: some },
  ({ inbox, stray, details: given, sourceId, by }, world) => {
    const place = inbox === null ? null : world.pick(world.inboxes, inbox);
    const own = place?.accountId ?? 1;
    const accountId = stray ? world.elsewhere(own) : own;
    return {
      command: (origin) =>
        new CreateContact(
          accountId,
          given,
          place?.id ?? null,
          metadataOf(accountId, byUser(world, by), origin),
          sourceId,
        ),
      fires: { always: ['contact_created'] },
      identify: ({ contact }: { contact: ContactProfile }) => contact,
    };
  },
);

export const updateContact = act(
  'UpdateContact',
  { contact: some, stray: astray, changes, by: some },
  ({ changes: given, by, ...target }, world) => {
    const { accountId, id } = contactOf(world, target);
    return {
      command: (origin) =>
        new UpdateContact(
          accountId,
          id,
          changesOf(given),
          metadataOf(accountId, byUser(world, by), origin),
        ),
      fires: { maybe: ['contact_updated'] },
    };
  },
);

export const deleteContact = act(
  'DeleteContact',
  { contact: some, stray: astray, by: some },
  ({ by, ...target }, world) => {
    const { accountId, id } = contactOf(world, target);
    const conversations = world.conversationsOf(id);
    return {
      command: (origin) =>
        new DeleteContact(accountId, id, metadataOf(accountId, byUser(world, by), origin)),
      fires: {
        always: [...conversations.map(() => 'conversation_deleted' as const), 'contact_deleted'],
      },
    };
  },
);

export const createContactInbox = act(
  'CreateContactInbox',
  { contact: some, stray: astray, inbox: some, sourceId: sourceIds },
  ({ inbox, sourceId, ...target }, world) => {
    const { accountId, id } = contactOf(world, target);
    const { id: inboxId } = world.pick(world.inboxes, inbox);
    return {
      command: (origin) =>
        new CreateContactInbox(
          accountId,
          id,
          inboxId,
          sourceId,
          metadataOf(accountId, byUser(world, 0), origin),
        ),
      fires: {},
      identify: ({ contactInbox }: { contactInbox: ContactInbox }) => contactInbox,
    };
  },
);

export const registerContact = act(
  'RegisterContact',
  { inbox: some, sourceId: sourceIds, details, hash: hashes },
  ({ inbox: picked, sourceId, details: given, hash }, world) => {
    const inbox = world.pick(world.inboxes, picked);
    const identifierHash = hashOf(world, inbox, given.identifier, hash);
    const registration = { sourceId, details: given, identifierHash };
    return {
      command: (origin) => new RegisterContact(inbox, registration, origin),
      fires: { maybe: ['contact_created', 'contact_updated'] },
      identify: ({ contactInbox }: Visitor) => contactInbox.id,
      stands: isStillThere,
      meet: (visitor: Visitor) => visitor,
    };
  },
);

export const identifyContact = act(
  'IdentifyContact',
  { visitor: some, changes, hash: hashes },
  ({ visitor, changes: given, hash }, world) => {
    const { visitors } = world;
    const known = visitors[visitor % Math.max(visitors.length, 1)];
    if (!known) return nothing(world);
    const identifierHash = hashOf(world, known.inbox, given.identifier ?? null, hash);
    return {
      command: (origin) => new IdentifyContact(known, changesOf(given), identifierHash, origin),
      fires: { maybe: ['contact_updated'] },
    };
  },
);

export const triggerWebWidget = act(
  'TriggerWebWidget',
  { inbox: some, contactInbox: fc.option(some) },
  ({ inbox: picked, contactInbox }, world) => {
    const inbox = world.pick(world.inboxes, picked);
    const known = contactInbox === null ? null : world.pick(world.contactInboxes, contactInbox);
    return {
      command: (origin) => new TriggerWebWidget(inbox, known?.sourceId ?? null, EVENT_INFO, origin),
      fires: { always: ['webwidget_triggered'], maybe: ['contact_created'] },
      identify: ({ contactInbox: { id } }: Visitor) => id,
      stands: isStillThere,
      meet: (visitor: Visitor) => visitor,
    };
  },
);

/** Somebody else may have come in under the source id of who was deleted. */
const isStillThere = ({ deletedContacts }: World, { contact }: Visitor): boolean =>
  !deletedContacts.has(contact.id);

const EVENT_INFO = {
  initiatedAt: 'Thu Jan 01 2026 12:00:00 GMT+0100',
  referer: 'https://example.com/pricing',
  widgetLanguage: 'en',
  browserLanguage: 'de',
  browser: {
    browserName: 'Firefox',
    browserVersion: '140',
    deviceName: '',
    platformName: 'Linux',
    platformVersion: '',
  },
};

/** Nobody has come in yet: a contact that there is not is changed instead. */
const nothing = (world: World) => ({
  command: (origin: { correlationId: string }) =>
    new UpdateContact(1, world.pickId([], 0), {}, metadataOf(1, null, origin)),
  fires: {},
});

function hashOf(
  { secretBox }: World,
  { sealedHmacToken }: Inbox,
  identifier: string | null,
  hash: 'none' | 'right' | 'wrong',
): string | null {
  if (hash === 'none' || (hash === 'right' && !identifier)) return null;
  if (hash === 'wrong') return '0'.repeat(64);
  const token = secretBox.open(sealedHmacToken);
  return createHmac('sha256', token).update(identifier!).digest('hex');
}
