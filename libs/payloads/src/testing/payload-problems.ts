import addFormats from 'ajv-formats';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { eventTypes } from '../catalogue/event-types';
import type { EventName } from '../event-names';
import type { Format } from '../format';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats(ajv);

const catalogue = new Map(eventTypes().map((type) => [type.name, type]));
const validators = new Map<string, ValidateFunction>();

/** What is wrong with a payload by the schema that the catalogue has for it; none where it is valid. */
export function payloadProblems(format: Format, name: EventName, payload: unknown): string[] {
  const validate = validatorOf(format, name);
  if (validate(payload)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

/** Compiling takes far longer than validating. */
function validatorOf(format: Format, name: EventName): ValidateFunction {
  const key = `${format} ${name}`;
  const validate = validators.get(key) ?? ajv.compile(catalogue.get(name)!.formats[format].schema);
  validators.set(key, validate);
  return validate;
}
