export { ErrorFilter } from './error.filter';
export { InvalidInputException, type InvalidBody } from './errors';
export { IdPipe, IsId } from './id';
export { UnwrappedBody } from './unwrapped-body';
export { createValidationPipe } from './validation.pipe';
