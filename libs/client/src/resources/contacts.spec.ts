import { connectHoory, CONTACT, CONVERSATION, INBOX } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';
import type { ContactCondition } from './contacts';

const BASE = '/api/v1/accounts/3/contacts';

const PAGE = { meta: { count: 16, current_page: 2 }, payload: [CONTACT] };
const CONTACT_INBOX = { source_id: 'b2c4', inbox: INBOX };
const CREATED = { contact: CONTACT, contact_inbox: CONTACT_INBOX };
const NEW_CONTACT = { inbox_id: 5, name: 'Zoë', custom_attributes: { plan: 'gold' } };
const CHANGES = { email: null, custom_attributes: { plan: 'free' } };

const CONDITIONS: ContactCondition[] = [
  {
    attribute_key: 'phone_number',
    filter_operator: 'equal_to',
    values: ['14155550100'],
    query_operator: 'OR',
  },
  { attribute_key: 'plan', filter_operator: 'is_present' },
];

describe('contacts', () => {
  itCalls(connectHoory, [
    {
      does: 'lists contacts from the first page on',
      call: ({ contacts }) => contacts.list(),
      sends: `GET ${BASE}`,
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'lists a page of contacts in an order',
      call: ({ contacts }) => contacts.list({ page: 2, sort: '-last_activity_at' }),
      sends: `GET ${BASE}?page=2&sort=-last_activity_at`,
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'searches contacts for any text',
      call: ({ contacts }) => contacts.search('Zoë&Co', { page: 2, sort: 'name' }),
      sends: `GET ${BASE}/search?q=Zoë&Co&page=2&sort=name`,
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'filters contacts from the first page on',
      call: ({ contacts }) => contacts.filter(CONDITIONS),
      sends: `POST ${BASE}/filter`,
      body: { payload: CONDITIONS },
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'gives a page of the filtered contacts in an order',
      call: ({ contacts }) => contacts.filter(CONDITIONS, { page: 2, sort: '-name' }),
      sends: `POST ${BASE}/filter?page=2&sort=-name`,
      body: { payload: CONDITIONS },
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'finds a contact',
      call: ({ contacts }) => contacts.find(11),
      sends: `GET ${BASE}/11`,
      answer: { payload: CONTACT },
      gives: CONTACT,
    },
    {
      does: 'creates a contact and gives it together with its place in the inbox',
      call: ({ contacts }) => contacts.create(NEW_CONTACT),
      sends: `POST ${BASE}`,
      body: NEW_CONTACT,
      answer: { payload: CREATED },
      gives: CREATED,
    },
    {
      does: 'updates a contact with the changes alone, null among them',
      call: ({ contacts }) => contacts.update(11, CHANGES),
      sends: `PATCH ${BASE}/11`,
      body: CHANGES,
      answer: { payload: CONTACT },
      gives: CONTACT,
    },
    {
      does: 'deletes a contact',
      call: ({ contacts }) => contacts.delete(11),
      sends: `DELETE ${BASE}/11`,
    },
    {
      does: 'brings a contact into one more inbox',
      call: ({ contacts }) => contacts.createContactInbox(11, { inbox_id: 5, source_id: 'b2c4' }),
      sends: `POST ${BASE}/11/contact_inboxes`,
      body: { inbox_id: 5, source_id: 'b2c4' },
      answer: CONTACT_INBOX,
      gives: CONTACT_INBOX,
    },
    {
      does: 'lists the conversations of a contact',
      call: ({ contacts }) => contacts.conversations(11),
      sends: `GET ${BASE}/11/conversations`,
      answer: { payload: [CONVERSATION] },
      gives: [CONVERSATION],
    },
  ]);
});
