import { isLogPoint, LOG_POINT_TAKES } from '@app/event-store';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

const DECIMAL = /^[1-9]\d{0,15}$/;

/** A place in the log: a position may come as a decimal string, as ids do. */
export function IsLogPoint(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isLogPoint',
      validator: {
        validate: isLogPoint,
        defaultMessage: () => `$property must be ${LOG_POINT_TAKES}`,
      },
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value,
    ),
  );
}
