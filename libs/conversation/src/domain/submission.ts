import { quoteReceived, Refusal } from '@app/event-store';
import type { Attributes } from './contact-profile';
import type { ContentType } from './message';
import type { MessageChanges } from './conversation/commands';

/** The keys of each value that the contact submits, for the content types that take a list of them. */
const VALUE_KEYS: Partial<Record<ContentType, readonly string[]>> = {
  input_select: ['title', 'value'],
  form: ['name', 'value'],
};

const MAX_VALUES = 100;
const RATINGS: ReadonlySet<unknown> = new Set([1, 2, 3, 4, 5]);

/**
 * The content attributes that a contact's answer adds to a message, by its content type.
 * @throws Refusal naming `submitted_values` or `submitted_email`
 */
export function readSubmission(
  { contentType }: { readonly contentType: ContentType },
  { submittedValues, submittedEmail }: MessageChanges,
): Attributes {
  if (submittedEmail !== undefined && contentType !== 'input_email') {
    throw notTaken('submitted_email', contentType);
  }
  return {
    ...(submittedEmail !== undefined && { submitted_email: submittedEmail }),
    ...(submittedValues !== undefined && {
      submitted_values: readValues(contentType, submittedValues),
    }),
  };
}

function readValues(contentType: ContentType, values: unknown): unknown {
  if (contentType === 'input_csat') return readRating(values);
  const keys = VALUE_KEYS[contentType];
  if (!keys) throw notTaken('submitted_values', contentType);
  if (!Array.isArray(values) || values.length === 0) {
    throw refuse(`take a list of values, got ${quoteReceived(values)}`);
  }
  if (values.length > MAX_VALUES) {
    throw refuse(`take at most ${MAX_VALUES} values, got ${values.length}`);
  }
  for (const value of values) checkValue(value, keys);
  return values;
}

function checkValue(value: unknown, keys: readonly string[]): void {
  const isValue =
    isObject(value) &&
    Object.keys(value).length === keys.length &&
    keys.every((key) => ['string', 'number', 'boolean'].includes(typeof value[key]));
  if (!isValue) throw refuse(`take objects of ${keys.join(' and ')}, got ${quoteReceived(value)}`);
}

function readRating(values: unknown): Attributes {
  const response = isObject(values) ? values['csat_survey_response'] : undefined;
  if (!isObject(response) || !RATINGS.has(response['rating'])) {
    throw refuse(`take csat_survey_response with a rating of 1 to 5, got ${quoteReceived(values)}`);
  }
  const feedback = response['feedback_message'] ?? null;
  if (feedback !== null && typeof feedback !== 'string') {
    throw refuse(`take text as feedback_message, got ${quoteReceived(feedback)}`);
  }
  return {
    csat_survey_response: { rating: response['rating'], feedback_message: feedback },
  };
}

function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notTaken(attribute: string, contentType: ContentType): Refusal {
  const words = attribute === 'submitted_email' ? 'Submitted email is' : 'Submitted values are';
  return Refusal.invalid(attribute, `${words} not taken by a message of the type ${contentType}`);
}

function refuse(problem: string): Refusal {
  return Refusal.invalid('submitted_values', `Submitted values ${problem}`);
}
