import { deciderSpec } from '@app/event-store/testing';
import { carol, carolInApp, T1 } from '../testing/conversation-data';
import { contactDecider, contactProfile, type ContactEvent } from './contact';

const given = deciderSpec(contactDecider);

const created: ContactEvent = { type: 'ContactCreated', data: carol };
const inApp: ContactEvent = { type: 'ContactInboxCreated', data: carolInApp };

describe('a contact', () => {
  it('is created with its profile', () => {
    given([]).when({ type: 'CreateContact', profile: carol, contactInbox: null }).then([created]);
  });

  it('comes into an inbox as it is created', () => {
    given([])
      .when({
        type: 'CreateContact',
        profile: carol,
        contactInbox: { id: 6, inboxId: 3, sourceId: 'carol-in-app' },
      })
      .then([created, inApp]);
  });

  it('comes into an inbox later', () => {
    given([created, inApp])
      .when({
        type: 'CreateContactInbox',
        contactInbox: { id: 9, inboxId: 4, sourceId: 'carol-on-website' },
        wantedSourceId: null,
        createdAt: T1,
      })
      .then([
        {
          type: 'ContactInboxCreated',
          data: {
            id: 9,
            contactId: carol.id,
            inboxId: 4,
            sourceId: 'carol-on-website',
            hmacVerified: false,
            createdAt: T1,
          },
        },
      ]);
  });

  it('is in an inbox once where any presence in it will do', () => {
    given([created, inApp])
      .when({
        type: 'CreateContactInbox',
        contactInbox: { id: 9, inboxId: 3, sourceId: 'made-up' },
        wantedSourceId: null,
        createdAt: T1,
      })
      .then([]);
  });

  it('comes into an inbox again under another source id that was asked for', () => {
    given([created, inApp])
      .when({
        type: 'CreateContactInbox',
        contactInbox: { id: 9, inboxId: 3, sourceId: 'carol-again' },
        wantedSourceId: 'carol-again',
        createdAt: T1,
      })
      .then([
        {
          type: 'ContactInboxCreated',
          data: { ...carolInApp, id: 9, sourceId: 'carol-again', createdAt: T1 },
        },
      ]);
  });

  it('comes into no inbox before it exists', () => {
    given([])
      .when({
        type: 'CreateContactInbox',
        contactInbox: { id: 6, inboxId: 3, sourceId: 'carol-in-app' },
        wantedSourceId: null,
        createdAt: T1,
      })
      .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
  });

  it('knows its inboxes, of which its profile says nothing', () => {
    const inWebsite: ContactEvent = {
      type: 'ContactInboxCreated',
      data: { ...carolInApp, id: 9, inboxId: 4 },
    };
    const state = [created, inApp, inWebsite].reduce(
      (before, event) => contactDecider.evolve(before, event),
      contactDecider.initialState,
    );
    expect(state).toEqual({ ...carol, contactInboxes: [carolInApp, inWebsite.data] });
    expect(contactProfile(state)).toEqual(carol);
  });
});
