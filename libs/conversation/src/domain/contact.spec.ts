import { deciderSpec } from '@app/event-store/testing';
import { apiInbox, carol, carolInApp, T1 } from '../testing/conversation-data';
import { contactDecider, contactProfile, speaksFor, type ContactEvent } from './contact';
import type { ContactDetails, ContactInbox } from './contact-profile';
import { inboxSummary } from './inbox';

const given = deciderSpec(contactDecider);

const account = { id: 1, name: 'Hoory' };
const otherAccount = { id: 2, name: 'Other' };
const notFound = { reason: 'not-found', message: 'Resource could not be found' } as const;

const created: ContactEvent = { type: 'ContactCreated', data: { ...carol, account } };
const inApp: ContactEvent = { type: 'ContactInboxCreated', data: carolInApp };
const deleted: ContactEvent = { type: 'ContactDeleted', data: { contact: carol, account } };
const verified: ContactEvent = {
  type: 'ContactInboxVerified',
  data: { ...carolInApp, hmacVerified: true, updatedAt: T1 },
};
const claimed: ContactInbox = { ...carolInApp, id: 9, sourceId: 'somebody', claimed: true };

const updated = (
  changed: Partial<ContactDetails>,
  ...changes: { field: keyof ContactDetails; previous: unknown; current: unknown }[]
): ContactEvent => ({
  type: 'ContactUpdated',
  data: { contact: { ...carol, ...changed }, account, changes },
});
const update = (changes: Partial<ContactDetails>) =>
  ({ type: 'UpdateContact', account, changes }) as const;
const comeIn = (inboxId: number, sourceId: string, wantedSourceId: string | null) =>
  ({
    type: 'CreateContactInbox',
    account,
    contactInbox: { id: 9, inboxId, sourceId, hmacVerified: false },
    wantedSourceId,
    createdAt: T1,
  }) as const;
const cameIn = (inboxId: number, sourceId: string): ContactEvent => ({
  type: 'ContactInboxCreated',
  data: {
    id: 9,
    contactId: carol.id,
    inboxId,
    sourceId,
    hmacVerified: false,
    createdAt: T1,
    updatedAt: T1,
  },
});
const stateAfter = (events: readonly ContactEvent[]) =>
  events.reduce(
    (before, event) => contactDecider.evolve(before, event),
    contactDecider.initialState,
  );

describe('a contact', () => {
  describe('is created', () => {
    it('with its profile', () => {
      given([])
        .when({ type: 'CreateContact', account, profile: carol, contactInbox: null })
        .then([created]);
    });

    it('in an inbox', () => {
      const { id, inboxId, sourceId, hmacVerified } = carolInApp;
      const contactInbox = { id, inboxId, sourceId, hmacVerified };
      given([])
        .when({ type: 'CreateContact', account, profile: carol, contactInbox })
        .then([created, inApp]);
    });

    it('with its e-mail address in lower case, and nothing where there is ""', () => {
      const profile = { ...carol, email: 'Carol@Example.com', phoneNumber: '', identifier: '' };
      given([])
        .when({ type: 'CreateContact', account, profile, contactInbox: null })
        .then([
          {
            type: 'ContactCreated',
            data: { ...carol, phoneNumber: null, identifier: null, account },
          },
        ]);
    });

    it('in no account that is not there', () => {
      given([])
        .when({ type: 'CreateContact', account: undefined, profile: carol, contactInbox: null })
        .thenRefused(notFound);
    });
  });

  describe('is updated', () => {
    it('in what is given, and tells what changed', () => {
      given([created])
        .when(update({ name: 'Caroline', email: null }))
        .then([
          updated(
            { name: 'Caroline', email: null },
            { field: 'name', previous: 'Carol', current: 'Caroline' },
            { field: 'email', previous: 'carol@example.com', current: null },
          ),
        ]);
    });

    it('without an event where nothing is other than it was', () => {
      given([created])
        .when(update({ name: 'Carol', email: 'CAROL@example.com', customAttributes: {} }))
        .then([]);
    });

    it('with its attributes merged key by key, null being a value', () => {
      const customAttributes = { plan: 'free', city: null };
      given([created])
        .when(update({ customAttributes }))
        .then([
          updated(
            { customAttributes },
            {
              field: 'customAttributes',
              previous: carol.customAttributes,
              current: customAttributes,
            },
          ),
        ]);
      given([created])
        .when(update({ additionalAttributes: carol.additionalAttributes }))
        .then([]);
    });

    it.each([
      ['customAttributes', 'custom_attributes'],
      ['additionalAttributes', 'additional_attributes'],
    ])('with no more %s than any event can hold, all together', (field, attribute) => {
      const half = { ...carol, [field]: { one: 'a'.repeat(40_000) } };
      given([{ type: 'ContactCreated', data: { ...half, account } }])
        .when(update({ [field]: { other: 'a'.repeat(40_000) } }))
        .thenRefused({ reason: 'invalid', attributes: [attribute] });
    });

    it('by its own account only', () => {
      given([created])
        .when({ type: 'UpdateContact', account: otherAccount, changes: {} })
        .thenRefused(notFound);
    });
  });

  describe('is deleted', () => {
    it('for good', () => {
      given([created, inApp])
        .when({ type: 'DeleteContact', account, hasConversations: false })
        .then([deleted]);
      given([created, deleted])
        .when({ type: 'DeleteContact', account, hasConversations: false })
        .thenRefused(notFound);
    });

    it('not before its conversations are', () => {
      given([created])
        .when({ type: 'DeleteContact', account, hasConversations: true })
        .thenRefused({ reason: 'conflict' });
    });
  });

  describe('comes into an inbox', () => {
    it('under 1,000 source ids and no more', () => {
      const all = Array.from({ length: 1_000 }, (_, index) => cameIn(3, `source-${index}`));
      given([created, ...all])
        .when(comeIn(3, 'source-0', 'source-0'))
        .then([]);
      given([created, ...all])
        .when(comeIn(3, 'another', 'another'))
        .thenRefused({
          message: 'Contact takes at most 1000 source ids, and has as many',
          attributes: ['source_id'],
        });
    });

    it('later', () => {
      given([created, inApp])
        .when(comeIn(4, 'carol-on-website', null))
        .then([cameIn(4, 'carol-on-website')]);
    });

    it('once where any presence in it will do', () => {
      given([created, inApp])
        .when(comeIn(3, 'made-up', null))
        .then([]);
    });

    it('again under another source id that was asked for', () => {
      given([created, inApp])
        .when(comeIn(3, 'carol-again', 'carol-again'))
        .then([cameIn(3, 'carol-again')]);
      given([created, inApp])
        .when(comeIn(3, 'carol-in-app', 'carol-in-app'))
        .then([]);
    });

    it('not before it exists', () => {
      given([])
        .when(comeIn(3, 'carol-in-app', null))
        .thenRefused(notFound);
    });
  });

  describe('says who they are', () => {
    const identify = (
      changes: Partial<ContactDetails>,
      { verified: isVerified = false, contactInboxId = carolInApp.id } = {},
    ) =>
      ({
        type: 'IdentifyContact',
        account,
        contactInboxId,
        changes,
        verified: isVerified,
        occurredAt: T1,
      }) as const;
    const nobody: ContactEvent = {
      type: 'ContactCreated',
      data: { ...carol, identifier: null, account },
    };
    const renamed = (identifier: string | null): ContactEvent => ({
      type: 'ContactUpdated',
      data: {
        contact: { ...carol, identifier, name: 'Caroline' },
        account,
        changes: [{ field: 'name', previous: 'Carol', current: 'Caroline' }],
      },
    });
    const unauthorized = { reason: 'unauthorized' } as const;

    it('by the source id alone while nobody was vouched for', () => {
      given([nobody, inApp])
        .when(identify({ name: 'Caroline' }))
        .then([renamed(null)]);
    });

    it('and is vouched for by the hash of an identifier that they now have', () => {
      given([nobody, inApp])
        .when(identify({ identifier: 'customer-5' }, { verified: true }))
        .then([
          updated({}, { field: 'identifier', previous: null, current: 'customer-5' }),
          verified,
        ]);
    });

    it('and is vouched for once', () => {
      given([created, inApp, verified])
        .when(identify({ identifier: 'customer-5' }, { verified: true }))
        .then([]);
    });

    it('but keeps the identifier they have', () => {
      given([created, inApp])
        .when(identify({ identifier: 'customer-6' }))
        .thenRefused({ reason: 'invalid', attributes: ['identifier'] });
      given([created, inApp])
        .when(identify({ identifier: '', name: 'Caroline' }))
        .then([renamed('customer-5')]);
    });

    it('but not where they only claimed to be the contact', () => {
      given([created, inApp, { type: 'ContactInboxCreated', data: claimed }])
        .when(identify({ name: 'Mallory' }, { contactInboxId: claimed.id }))
        .thenRefused(unauthorized);
      given([nobody, { type: 'ContactInboxCreated', data: claimed }])
        .when(identify({ identifier: 'mallory' }, { verified: true, contactInboxId: claimed.id }))
        .thenRefused(unauthorized);
    });

    it('and no longer merely claims it once vouched for', () => {
      const { claimed: _, ...proven } = claimed;
      given([created, { type: 'ContactInboxCreated', data: claimed }])
        .when(identify({ identifier: 'customer-5' }, { verified: true, contactInboxId: 9 }))
        .then([
          { type: 'ContactInboxVerified', data: { ...proven, hmacVerified: true, updatedAt: T1 } },
        ]);
    });

    it('but not once another was vouched for and they were not', () => {
      const other = { ...carolInApp, id: 9, sourceId: 'first-come' };
      given([created, { type: 'ContactInboxCreated', data: other }, inApp, verified])
        .when(identify({ name: 'Mallory' }, { contactInboxId: other.id }))
        .thenRefused(unauthorized);
    });

    it('in an inbox they are in', () => {
      given([created, inApp])
        .when(identify({}, { contactInboxId: 99 }))
        .thenRefused(notFound);
    });
  });

  it('opens the widget, which changes nothing of it', () => {
    const trigger = {
      inbox: inboxSummary(apiInbox),
      currentConversation: null,
      eventInfo: {
        initiatedAt: 'now',
        referer: 'https://example.com',
        widgetLanguage: 'en',
        browserLanguage: 'en',
        browser: {
          browserName: 'Chrome',
          browserVersion: '80',
          deviceName: 'Macbook',
          platformName: 'Macintosh',
          platformVersion: '10.15',
        },
      },
    };
    const triggered: ContactEvent = {
      type: 'WebWidgetTriggered',
      data: { contact: carol, account, contactInbox: carolInApp, ...trigger },
    };
    given([created, inApp])
      .when({ type: 'TriggerWebWidget', account, contactInboxId: carolInApp.id, ...trigger })
      .then([triggered]);
    expect(stateAfter([created, inApp, triggered])).toEqual(stateAfter([created, inApp]));
    given([created])
      .when({ type: 'TriggerWebWidget', account, contactInboxId: carolInApp.id, ...trigger })
      .thenRefused(notFound);
  });

  it('knows its inboxes, of which its profile says nothing', () => {
    const inWebsite: ContactEvent = {
      type: 'ContactInboxCreated',
      data: { ...carolInApp, id: 9, inboxId: 4 },
    };
    const state = stateAfter([created, inApp, inWebsite, updated({ name: 'Caroline' }), verified]);
    expect(state).toEqual({
      ...carol,
      name: 'Caroline',
      contactInboxes: [verified.data, inWebsite.data],
    });
    expect(contactProfile(state)).toEqual({ ...carol, name: 'Caroline' });
  });

  it('is spoken for by whom its inbox vouches for, and by others only while there is none', () => {
    const others = [created, inApp, { type: 'ContactInboxCreated', data: claimed } as const];
    expect(speaksFor(stateAfter(others), carolInApp)).toBe(true);
    expect(speaksFor(stateAfter(others), claimed)).toBe(false);
    const proven = { ...carolInApp, id: 10, hmacVerified: true };
    const state = stateAfter([...others, { type: 'ContactInboxCreated', data: proven }]);
    expect(speaksFor(state, proven)).toBe(true);
    expect(speaksFor(state, carolInApp)).toBe(false);
  });
});
