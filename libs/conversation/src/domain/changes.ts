/** One field of something, before and after a command. */
export interface Change<Field extends string = string> {
  readonly field: Field;
  readonly previous: unknown;
  readonly current: unknown;
}

/** What differs between two values of one shape, in the order of `fields`; compared as JSON. */
export function changesBetween<Shape, Field extends string & keyof Shape>(
  before: Shape,
  after: Shape,
  fields: readonly Field[],
): Change<Field>[] {
  return fields
    .filter((field) => !isSameJson(before[field], after[field]))
    .map((field) => ({ field, previous: before[field], current: after[field] }));
}

/** The order of an object's keys says nothing: clients write back what they read in any order. */
function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isComposite(one) || !isComposite(other)) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]))
  );
}

function isComposite(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
