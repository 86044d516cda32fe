import { quoteReceived } from '@app/event-store';
import { type ArgumentMetadata, ValidationPipe, type ValidationError } from '@nestjs/common';
import { InvalidInputException } from './errors';

/**
 * Checks bodies and queries against their DTOs, refuses fields that no DTO names, and says of each
 * fault which field it is in, what it got and what it takes.
 */
export class ContractValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      validateCustomDecorators: true,
      exceptionFactory: (errors) => {
        const faults = errors.flatMap((error) => describe(error));
        const message = faults.map((fault) => fault.message).join(', ');
        return new InvalidInputException(message, [...new Set(faults.map(({ field }) => field))]);
      },
    });
  }

  /** Leaves the parts of a path to their own pipes: Nest would make a number of `01` and ` 1`. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return metadata.type === 'param' ? value : super.transform(value, metadata);
  }
}

interface Fault {
  readonly field: string;
  readonly message: string;
}

function describe(error: ValidationError, parent = ''): Fault[] {
  const field = parent + error.property;
  // Decorators are checked from the last to the first; the first says the most basic fault.
  const message = Object.values(error.constraints ?? {}).at(-1);
  const own = message ? [{ field, message: complete(message, error, parent) }] : [];
  return [...own, ...(error.children ?? []).flatMap((child) => describe(child, `${field}.`))];
}

/**
 * The stock messages begin with the property's name and say what it takes; they get a capital and
 * what was received. A message written for the contract stands as it is.
 */
function complete(message: string, { property, value }: ValidationError, parent: string): string {
  if (message === `property ${property} should not exist`) {
    return `${humanize(parent + property)} is not a known field`;
  }
  if (message.startsWith('nested property ')) {
    return `${humanize(parent + property)} must be an object, got ${quoteReceived(value)}`;
  }
  if (!message.startsWith(`${property} `)) return message;
  const takes = message.slice(property.length);
  return `${humanize(parent + property)}${takes}, got ${quoteReceived(value)}`;
}

/** `message_type` as people read it: `Message type`. */
function humanize(field: string): string {
  const words = field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
