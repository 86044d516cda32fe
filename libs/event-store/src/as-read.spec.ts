import * as fc from 'fast-check';
import { asRead } from './as-read';

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}

const read = (value: object): object => asRead(value, JSON.stringify(value));

/** What JavaScript has and JSON has no word for, in the midst of what it has. */
const values = fc.letrec<{ value: unknown; list: unknown[]; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue(),
    fc.constantFrom(undefined, NaN, -0, Infinity, Symbol('s'), () => 1, new Date(0), new Map()),
    fc.constantFrom(new Point(1, 2), Object.create(null), { toJSON: () => 'said so' }),
    tie('list'),
    tie('object'),
  ),
  list: fc.oneof(fc.array(tie('value')), fc.sparseArray(tie('value'), { maxLength: 5 })),
  object: fc.dictionary(fc.string(), tie('value')),
}));

describe('a value as it comes back from its JSON', () => {
  it('is what parsing gives, whatever is in it', () => {
    fc.assert(
      fc.property(values.object, (value) => {
        expect(read(value)).toStrictEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the value itself where JSON has a word for all of it', () => {
    const value = { text: 'a', number: 1.5, nothing: null, list: [{ deep: [true] }], empty: {} };
    expect(read(value)).toBe(value);
  });

  it.each([
    ['undefined', { a: undefined }],
    ['no number', { a: [NaN] }],
    ['a negative zero', { a: -0 }],
    ['a date', { a: new Date(0) }],
    ['an instance of a class', { a: new Point(1, 2) }],
    // oxlint-disable-next-line no-sparse-arrays
    ['a hole in a list', { a: [1, , 3] }],
  ])('is another where it has %s', (_, value) => {
    expect(read(value)).not.toBe(value);
    expect(read(value)).toStrictEqual(JSON.parse(JSON.stringify(value)));
  });
});
