import { RowDigest } from './row-digest';

const digestOf = (...rows: object[]): RowDigest => {
  const digest = new RowDigest(['id', 'text']);
  for (const row of rows) digest.add(row as Record<string, unknown>);
  return digest;
};

describe('a digest of rows', () => {
  const one = { id: 1, text: 'one' };
  const two = { id: 2, text: null };

  it('is the same in whatever order rows and columns come', () => {
    expect(digestOf(one, two).equals(digestOf(two, { text: 'one', id: 1 }))).toBe(true);
  });

  it.each([
    ['a value', digestOf(one, { id: 2, text: '' })],
    ['a row that is missing', digestOf(one)],
    ['a row that is there too many', digestOf(one, two, { id: 3, text: 'three' })],
    ['values that have changed places', digestOf({ id: 2, text: 'one' }, { id: 1, text: null })],
  ])('tells %s', (_, other) => {
    expect(digestOf(one, two).equals(other)).toBe(false);
  });
});
