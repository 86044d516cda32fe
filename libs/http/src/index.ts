export { beforeAnswer, tellBeforeAnswers } from './before-answer';
export { ErrorFilter, type InvalidBody } from './error.filter';

export { Idempotent } from './idempotency/idempotent';
export type { IdempotentRequest } from './idempotency/idempotent-request';
export { IdPipe, IsId, IsIds, parseId } from './id';
export { IsDateTime } from './is-date-time';
export { IsLogPoint } from './log-point';
export { parseUrl } from './parse-url';
export { OptionalBody } from './optional-body';
export { UnwrappedBody } from './unwrapped-body';
export { ContractValidationPipe } from './validation.pipe';
