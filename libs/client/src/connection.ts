import { create, isAxiosError, type AxiosInstance } from 'axios';
import { HooryApiError, HooryConnectionError } from './errors';

const DEFAULT_TIMEOUT_MS = 30_000;

export interface ConnectionOptions {
  /** Where the server is, e.g. `https://hoory.example.com`. */
  readonly baseUrl: string;
  /** How long to wait for an answer, in milliseconds; 30,000 unless told, 0 for ever. */
  readonly timeoutMs?: number;
}

/** The body of a POST that has nothing to tell: without any, axios announces a form, which the API refuses. */
export const NO_DETAILS = {};

/**
 * An axios instance that rejects with this library's errors only.
 *
 * @param path what all its requests start with, e.g. `/api/v1`
 */
export function connect(
  { baseUrl, timeoutMs = DEFAULT_TIMEOUT_MS }: ConnectionOptions,
  path: string,
  accessToken?: string,
): AxiosInstance {
  const http = create({
    baseURL: `${baseUrl.replace(/\/+$/, '')}${path}`,
    headers: accessToken === undefined ? {} : { api_access_token: accessToken },
    timeout: timeoutMs,
    // The API never redirects: following one would hand the token to whoever stands there.
    maxRedirects: 0,
    responseType: 'json',
    // A page of HTML from a wrong `baseUrl` is an error, not a string where an object was promised.
    transitional: { silentJSONParsing: false },
  });
  http.interceptors.response.use(undefined, (error: unknown) => {
    throw translate(error);
  });
  return http;
}

/** An AxiosError goes no further: it carries the request's headers, and so the access token, into logs. */
function translate(error: unknown): unknown {
  if (!isAxiosError<unknown>(error)) return error;
  const { response } = error;
  if (response && (response.status < 200 || response.status >= 300)) {
    return HooryApiError.from(response.status, response.data);
  }
  return new HooryConnectionError(error.message, error.code, { cause: error.cause });
}
