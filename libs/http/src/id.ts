import { applyDecorators, Injectable, NotFoundException, type PipeTransform } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsArray, IsInt, Max, Min } from 'class-validator';

/** Digits only, so that `1e3`, ` 7` and `0x10` are no ids. */
const DECIMAL = /^[1-9]\d{0,15}$/;

/** @throws NotFoundException for what cannot be an id, and so names no resource */
export function parseId(value: string): number {
  const id = DECIMAL.test(value) ? Number(value) : NaN;
  if (!Number.isSafeInteger(id)) throw new NotFoundException('Resource could not be found');
  return id;
}

/** An id in a path. */
@Injectable()
export class IdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    return parseId(value);
  }
}

/** An id in a body: a number, or the decimal string that some published clients send. */
export function IsId(): PropertyDecorator {
  // In the order in which a property's own decorators run, from the last to the first.
  return applyDecorators(
    Max(Number.MAX_SAFE_INTEGER),
    Min(1),
    IsInt(),
    Transform(({ value }: { value: unknown }) => fromDecimal(value)),
  );
}

/** A list of ids in a body, each as {@link IsId} takes it. */
export function IsIds(): PropertyDecorator {
  const message = '$property must be a list of ids';
  return applyDecorators(
    Max(Number.MAX_SAFE_INTEGER, { each: true, message }),
    Min(1, { each: true, message }),
    IsInt({ each: true, message }),
    IsArray({ message }),
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value) ? value.map(fromDecimal) : value,
    ),
  );
}

function fromDecimal(value: unknown): unknown {
  return typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
}
