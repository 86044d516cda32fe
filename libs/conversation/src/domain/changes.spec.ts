import { changesBetween } from './changes';

const changed = (before: unknown, after: unknown): boolean =>
  changesBetween({ value: before }, { value: after }, ['value']).length > 0;

describe('what changed', () => {
  it('is told field by field, in the order asked for', () => {
    const before = { name: 'Carol', city: 'Yerevan', age: 40 };
    const after = { name: 'Caroline', city: 'Yerevan', age: 41 };
    expect(changesBetween(before, after, ['age', 'city', 'name'])).toEqual([
      { field: 'age', previous: 40, current: 41 },
      { field: 'name', previous: 'Carol', current: 'Caroline' },
    ]);
  });

  it('leaves out the fields that were not asked for', () => {
    expect(changesBetween({ a: 1, b: 1 }, { a: 2, b: 2 }, ['b'])).toEqual([
      { field: 'b', previous: 1, current: 2 },
    ]);
  });

  it.each<[unknown, unknown]>([
    [null, 0],
    [null, {}],
    [{}, []],
    [0, '0'],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: null }, { b: null }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: 1, b: 1 }, { a: 1 }],
    [{ a: { b: [1] } }, { a: { b: [2] } }],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [['a'], ['a', 'a']],
    [['a'], { 0: 'a' }],
  ])('is what differs as JSON: %j and %j', (before, after) => {
    expect(changed(before, after)).toBe(true);
  });

  it.each<[unknown, unknown]>([
    [null, null],
    [{}, {}],
    [[{ a: 1 }], [{ a: 1 }]],
    [
      { a: 1, b: { c: 2, d: 3 } },
      { b: { d: 3, c: 2 }, a: 1 },
    ],
  ])('is nothing where only identities or the order of keys differ: %j and %j', (before, after) => {
    expect(changed(before, after)).toBe(false);
  });

  it('does not take what every object has for a key', () => {
    expect(changed(JSON.parse('{"__proto__":{}}'), { name: null })).toBe(true);
  });
});
