import { applyDecorators } from '@nestjs/common';
import { IsString, Length } from 'class-validator';

const LENGTH = { min: 8, max: 128 };

/** Says nothing of what was received: it may be a password that is in use elsewhere. */
const INVALID = {
  message: `Password must be a string of ${LENGTH.min} to ${LENGTH.max} characters`,
};

/** A password that somebody chooses. */
export function IsPassword(): PropertyDecorator {
  return applyDecorators(IsString(INVALID), Length(LENGTH.min, LENGTH.max, INVALID));
}
