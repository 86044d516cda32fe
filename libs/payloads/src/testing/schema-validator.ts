import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020';
import type { JsonSchema } from '../schema/json-schema';

/** What is wrong with a value by a schema; none where it is valid. */
export type Validate = (value: unknown) => string[];

export function compileSchema(schema: JsonSchema): Validate {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  };
}
