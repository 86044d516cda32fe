import type { AxiosRequestConfig } from 'axios';

export interface CreateOptions {
  /**
   * Repeated within 24 h with the same body, the request gives the first answer again and creates
   * nothing; with another body it is a `HooryApiError` of status 409. So a request of which no
   * answer arrived can be sent again.
   */
  readonly idempotencyKey?: string;
}

export function idempotent({ idempotencyKey }: CreateOptions = {}): AxiosRequestConfig {
  return idempotencyKey === undefined ? {} : { headers: { 'Idempotency-Key': idempotencyKey } };
}
