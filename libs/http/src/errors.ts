import { HttpException, HttpStatus } from '@nestjs/common';

/** The body of every 422: what is wrong, in words for a person, and the names of the fields at fault. */
export interface InvalidBody {
  readonly message: string;
  readonly attributes: readonly string[];
}

export class InvalidInputException extends HttpException {
  constructor(message: string, attributes: readonly string[]) {
    super({ message, attributes } satisfies InvalidBody, HttpStatus.UNPROCESSABLE_ENTITY);
  }
}
