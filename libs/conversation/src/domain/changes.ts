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
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, previous: before[field], current: after[field] }));
}
