import { buildMessage, ValidateBy } from 'class-validator';

/** As JSON. Every message copies the attributes around it into its event, so they cannot be of any size. */
const MAX_ATTRIBUTES_LENGTH = 64 * 1024;

/** An object of attributes that people and programs set as they like. */
export function IsAttributes(): PropertyDecorator {
  return ValidateBy({
    name: 'isAttributes',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        JSON.stringify(value).length <= MAX_ATTRIBUTES_LENGTH,
      defaultMessage: buildMessage(
        (eachPrefix) =>
          `${eachPrefix}$property must be an object of at most ${MAX_ATTRIBUTES_LENGTH} characters of JSON`,
      ),
    },
  });
}
