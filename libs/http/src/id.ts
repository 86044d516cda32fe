import { applyDecorators, Injectable, NotFoundException, type PipeTransform } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** Digits only, so that `1e3`, ` 7` and `0x10` are no ids. */
const DECIMAL = /^[1-9]\d{0,15}$/;

/** An id in a path. What cannot be one names no resource, as an unknown one does: 404. */
@Injectable()
export class IdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    const id = DECIMAL.test(value) ? Number(value) : NaN;
    if (!Number.isSafeInteger(id)) throw new NotFoundException('Resource could not be found');
    return id;
  }
}

/** An id in a body: a number, or the decimal string that some published clients send. */
export function IsId(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value,
    ),
    IsInt(),
    Min(1),
    Max(Number.MAX_SAFE_INTEGER),
  );
}
