export { ErrorFilter } from './error.filter';
export { InvalidInputException, type InvalidBody } from './errors';
export { IdPipe, IsId, IsIds, parseId } from './id';
export { UnwrappedBody } from './unwrapped-body';
export { ContractValidationPipe } from './validation.pipe';
