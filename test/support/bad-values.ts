import type { Bad } from './specify-refusals';

const MAX_ATTRIBUTES_LENGTH = 64 * 1024;

/** What is no object of attributes that anybody may set. */
export function badAttributes(name: string): Bad[] {
  return [
    [`a list as ${name}`, { [name]: [] }, name],
    [`text as ${name}`, { [name]: '{}' }, name],
    [`a number as ${name}`, { [name]: 7 }, name],
    [`${name} of more than 64 KiB`, { [name]: { key: 'x'.repeat(MAX_ATTRIBUTES_LENGTH) } }, name],
  ];
}

/** @param rest what else the body has */
export function badIds(name: string, rest: object = {}): Bad[] {
  return [
    0,
    -1,
    1.5,
    1e30,
    Number.MAX_SAFE_INTEGER + 2,
    '0',
    '01',
    '1e3',
    ' 1',
    'x',
    true,
    {},
    [1],
  ].map((id) => [`${JSON.stringify(id)} as ${name}`, { ...rest, [name]: id }, name]);
}

/** What is no text of at most 255 characters. */
export function badTexts(name: string, rest: object = {}): Bad[] {
  return [
    [`a number as ${name}`, { ...rest, [name]: 5 }, name],
    [`a list as ${name}`, { ...rest, [name]: ['x'] }, name],
    [`${name} of 256 characters`, { ...rest, [name]: 'x'.repeat(256) }, name],
  ];
}

export function badEmails(name: string, rest: object = {}): Bad[] {
  return [
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'a b@example.com',
    `${'x'.repeat(250)}@example.com`,
    5,
    {},
  ].map((email) => [`${JSON.stringify(email)} as ${name}`, { ...rest, [name]: email }, name]);
}

/** What is not in E.164. */
export function badPhoneNumbers(name: string): Bad[] {
  return [
    '0123',
    '14155550100',
    '+0415555',
    '+1 415 555 0100',
    '+1415555010012345',
    '+1415555O100',
    '+',
    14155550100,
  ].map((number) => [`${JSON.stringify(number)} as ${name}`, { [name]: number }, name]);
}
