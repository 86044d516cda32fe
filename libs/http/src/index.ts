export { ErrorFilter, type InvalidBody } from './error.filter';
export { IdPipe, IsId, parseId } from './id';
export { Idempotent } from './idempotency/idempotent';
export type { IdempotentRequest } from './idempotency/idempotent-request';
export { UnwrappedBody } from './unwrapped-body';
export { ContractValidationPipe } from './validation.pipe';
