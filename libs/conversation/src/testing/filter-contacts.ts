import type { DriverHarness } from '@app/event-store/testing';
import { ContactPages, type ContactPage, type Paging } from '../queries/contact-pages';
import { FilterContacts, FilterContactsHandler } from '../queries/filter-contacts/filter-contacts';
import { parseConditions } from '../queries/filter-contacts/parse-conditions';
import { ContactViews } from '../read-model/contact-views';
import { ACCOUNT } from './open-conversations';

/** A condition as a client sends it, its fields one after the other. */
export type SentCondition = readonly [
  attribute_key: string,
  filter_operator: string,
  values?: readonly unknown[],
  query_operator?: string,
];

/** The first page in the order of creation, unless told. */
export function filterContacts(
  { store, database, clock }: DriverHarness,
  conditions: readonly SentCondition[],
  paging: Partial<Paging> = {},
): Promise<ContactPage> {
  const pages = new ContactPages(database, new ContactViews(store, database));
  const payload = conditions.map(([attribute_key, filter_operator, values, query_operator]) => ({
    attribute_key,
    filter_operator,
    values,
    query_operator,
  }));
  const query = new FilterContacts(
    ACCOUNT,
    { page: 1, order: 'created_at', descending: false, ...paging },
    parseConditions(payload),
  );
  return new FilterContactsHandler(pages, clock).execute(query);
}
