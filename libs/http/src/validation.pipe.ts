import { quoteReceived, Refusal } from '@app/event-store';
import { type ArgumentMetadata, ValidationPipe, type ValidationError } from '@nestjs/common';
import { expectWellFormed, humanize } from './well-formed';

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
        return new Refusal('invalid', message, [...new Set(faults.map(({ field }) => field))]);
      },
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // Left to pipes of their own: Nest would make a number of the path's `01` and ` 1`.
    if (metadata.type === 'param') return value;
    // Of a guard's making. A decorator that hands on what was sent has to have a class of its own for it.
    if (metadata.type === 'custom' && !this.toValidate(metadata)) return value;
    expectWellFormed(value);
    if (metadata.type === 'body') expectObject(value);
    return super.transform(value, metadata);
  }
}

/** An empty body would pass for a DTO that has only optional fields. */
export function expectObject(body: unknown): void {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return;
  throw Refusal.invalid('body', `Body must be an object, got ${quoteReceived(body)}`);
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
