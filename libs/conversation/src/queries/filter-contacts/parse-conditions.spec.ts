import { Refusal } from '@app/event-store';
import { parseConditions } from './parse-conditions';

const named = { attribute_key: 'name', filter_operator: 'equal_to', values: ['Ada'] };
const on = (attribute_key: unknown, filter_operator: unknown, ...values: unknown[]) => ({
  attribute_key,
  filter_operator,
  values,
});

function refusalOf(payload: unknown): Refusal {
  try {
    parseConditions(payload);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was taken');
}

describe('the conditions of a filter', () => {
  it.each<[unknown, string]>([
    [undefined, 'Payload must be a list of conditions, got nothing'],
    [named, 'Payload must be a list of conditions, got {'],
    [Array.from({ length: 26 }, () => named), 'Payload takes at most 25 conditions, got 26'],
    [[null], 'Payload, condition 1: must be an object, got null'],
    [[[]], 'Payload, condition 1: must be an object, got []'],
    [[{ ...named, key: 1 }], 'Payload, condition 1: "key" is not a known field'],
    [[{ ...named, attribute_model: 7 }], 'condition 1: attribute_model must be a string, got 7'],
    [[{ ...named, custom_attribute_type: {} }], 'custom_attribute_type must be a string, got {}'],

    [
      [on(undefined, 'equal_to', 'x')],
      'condition 1: attribute_key must be the name of an attribute',
    ],
    [[on('', 'equal_to', 'x')], 'attribute_key must be the name of an attribute'],
    [[on(7, 'equal_to', 'x')], 'attribute_key must be the name of an attribute'],
    [[on('a'.repeat(1_025), 'equal_to', 'x')], 'got a string of 1025 characters'],

    [
      [on('country_code', 'eq', 'US')],
      'condition 1: filter_operator of "country_code" must be one of equal_to, not_equal_to, contains, ' +
        'does_not_contain, is_present, is_not_present, got "eq"',
    ],
    [[on('name', undefined, 'x')], 'must be one of equal_to'],
    [[on('name', 'toString', 'x')], 'must be one of equal_to'],
    [[on('name', 'is_greater_than', 'x')], 'got "is_greater_than"'],
    [[on('name', 'starts_with', 'x')], 'got "starts_with"'],
    [[on('plan', 'starts_with', 'x')], 'got "starts_with"'],
    [[on('blocked', 'contains', true)], 'must be one of equal_to, not_equal_to, got "contains"'],
    [[on('created_at', 'equal_to', '2026-01-31')], 'must be one of is_greater_than'],

    [[on('name', 'equal_to')], 'values must hold 1 to 50 values, got 0'],
    [[{ ...named, values: undefined }], 'condition 1: values must be a list, got nothing'],
    [[{ ...named, values: 'Ada' }], 'condition 1: values must be a list, got "Ada"'],
    [[{ ...named, values: Array.from({ length: 51 }, () => 'x') }], '1 to 50 values, got 51'],
    [
      [on('name', 'equal_to', 'Ada', null)],
      'each of values must be text of at most 1024 characters',
    ],
    [[on('name', 'equal_to', ['Ada'])], 'got ["Ada"]'],
    [[on('name', 'equal_to', { a: 1 })], 'got {"a":1}'],
    [[on('name', 'equal_to', 'a'.repeat(1_025))], 'got a string of 1025 characters'],
    [[on('name', 'contains', ' ')], 'values of contains must be text that is not blank, got " "'],
    [[on('plan', 'does_not_contain', '')], 'must be text that is not blank'],
    [[on('phone_number', 'starts_with', '')], 'must be text that is not blank'],
    [[on('blocked', 'equal_to', 'yes')], 'must be true or false, got "yes"'],
    [[on('created_at', 'is_less_than', 'soon')], 'must be a date such as 2026-01-31, got "soon"'],
    [[on('created_at', 'is_less_than', '2026-02-30')], 'must be a date such as 2026-01-31'],
    [[on('created_at', 'is_less_than', '2026-01-01', '2026-01-02')], 'hold one value, got 2'],
    [[on('created_at', 'days_before', -1)], 'must be a whole number of days up to 365000, got -1'],
    [[on('created_at', 'days_before', 1.5)], 'must be a whole number of days'],
    [[on('created_at', 'days_before', 365_001)], 'must be a whole number of days'],
    [[on('seats', 'is_greater_than', 'many')], 'must be a number or a date such as 2026-01-31'],

    [
      [named, named],
      'Payload, condition 1: query_operator must be AND or OR before a further condition, got nothing',
    ],
    [
      [{ ...named, query_operator: 'OR' }, { ...named, query_operator: null }, named],
      'Payload, condition 2: query_operator must be AND or OR before a further condition, got null',
    ],
    [[{ ...named, query_operator: 'XOR' }, named], 'got "XOR"'],
    [
      [{ ...named, query_operator: 'XOR' }],
      'condition 1: query_operator must be AND or OR, got "XOR"',
    ],
    [[{ ...named, query_operator: ') OR (1=1' }, named], 'query_operator must be AND or OR'],
  ])('are refused, with the one at fault: %j', (payload, message) => {
    const refusal = refusalOf(payload);
    expect(refusal).toMatchObject({ reason: 'invalid', attributes: ['payload'] });
    expect(refusal.message).toContain(message);
  });

  it('may be as many as anybody needs', () => {
    const conditions = Array.from({ length: 25 }, () => ({ ...named, query_operator: 'OR' }));
    expect(parseConditions(conditions)).toHaveLength(25);
  });

  it('say no more than they mean: no values of a presence, nothing after the last', () => {
    const sent = {
      ...on('email', 'is_present', 'x'),
      attribute_model: null,
      query_operator: 'AND',
    };
    expect(parseConditions([sent])).toEqual([
      { attribute: 'email', operator: 'is_present', values: [], joinedBy: null },
    ]);
  });
});
