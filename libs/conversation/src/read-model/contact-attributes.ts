import type { Statement } from '@app/event-store';
import type { ContactProfile } from '../domain/contact-profile';

/** The additional attributes that contacts are found by; nobody looks for the others. */
export const FILTERED_ADDITIONAL = ['country_code', 'city', 'company'] as const;

/** An attribute by what it is compared with. */
interface ContactAttribute {
  readonly key: string;
  /** In lower case; JSON for what is no text. */
  readonly text: string;
  /** null for what is no number. */
  readonly number: number | null;
  /** `2026-01-31`; null for what begins with no date. */
  readonly day: string | null;
}

/**
 * The rows of `contact_attributes` for a contact that has none there yet: one for each attribute
 * that has a value. A custom attribute that is called as one of {@link FILTERED_ADDITIONAL} is left out.
 * @param table what `contact_attributes` is called where they are to stand
 */
export function insertAttributes(table: string, contact: ContactProfile): Statement[] {
  return attributesOf(contact).map(({ key, text, number, day }) => ({
    sql: `INSERT INTO ${table} (contact_id, account_id, key, text, number, day)
          VALUES (?, ?, ?, ?, ?, ?)`,
    params: [contact.id, contact.accountId, key, text, number, day],
  }));
}

export function deleteAttributes(table: string, contactId: number): Statement {
  return { sql: `DELETE FROM ${table} WHERE contact_id = ?`, params: [contactId] };
}

function attributesOf({
  customAttributes,
  additionalAttributes,
}: ContactProfile): ContactAttribute[] {
  const attributes = { ...customAttributes };
  for (const key of FILTERED_ADDITIONAL) attributes[key] = additionalAttributes[key];
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [toAttribute(key, value)],
  );
}

function toAttribute(key: string, value: unknown): ContactAttribute {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { key, text: text.toLowerCase(), number: toNumber(text), day: toDay(text) };
}

/** @returns null for what is no number in plain digits */
export function toNumber(text: string): number | null {
  return /^-?\d{1,300}(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** @returns the day that a date or an ISO time begins with; null where it begins with none */
export function toDay(text: string): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(text)?.[1];
  if (day === undefined) return null;
  // 31 February would roll over into March.
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}
