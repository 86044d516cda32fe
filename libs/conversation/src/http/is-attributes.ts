import { buildMessage, ValidateBy } from 'class-validator';
import { MAX_ATTRIBUTES_LENGTH } from '../domain/contact-profile';

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
