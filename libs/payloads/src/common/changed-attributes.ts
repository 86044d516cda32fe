import type { Change } from '@app/conversation';
import type { JsonSchema } from '../schema/json-schema';
import { listOf, object } from '../schema/shapes';

/** What payloads call a field of the domain, and how a format words its values. */
export interface ChangedField<Data = unknown> {
  readonly name: string;
  readonly schema: JsonSchema;
  /** @param data of the event, for values that are not told without it */
  encode(value: unknown, data: Data): unknown;
}

export type ChangedFields<Field extends string, Data = unknown> = Readonly<
  Record<Field, ChangedField<Data>>
>;

/** `[{"<field>":{"previous_value":…,"current_value":…}}]`, an entry a field. */
export function changedAttributes<
  Field extends string,
  Data extends { readonly changes: readonly Change<Field>[] },
>(data: Data, fields: ChangedFields<Field, Data>): object[] {
  return data.changes.map(({ field, previous, current }) => {
    const changed = fields[field];
    return {
      [changed.name]: {
        previous_value: changed.encode(previous, data),
        current_value: changed.encode(current, data),
      },
    };
  });
}

export function changedAttributesSchema(fields: readonly ChangedField<never>[]): JsonSchema {
  const entries = fields.map(({ name, schema }) =>
    object({ [name]: object({ previous_value: schema, current_value: schema }) }),
  );
  return listOf({ anyOf: entries }, { minItems: 1, maxItems: entries.length });
}
