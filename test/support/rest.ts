import { ACCESS_TOKEN } from '@app/harness';

export interface RestRequest {
  readonly method: string;
  /** Below `/api/v1/accounts/1`, or from the root on where it starts with `/api`, `/platform` or `/public`. */
  readonly path: string;
  /** As the bytes are to be; anything else is sent as its JSON. */
  readonly body?: unknown;
  /** `application/json` where there is a body, unless told. */
  readonly contentType?: string;
  /** The administrator's, unless told. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RestReply {
  readonly status: number;
  readonly contentType: string | null;
  /** Whether an earlier request under the same idempotency key was answered so. */
  readonly replayed: boolean;
  readonly text: string;
  /** Parsed from the text; undefined where that is empty. */
  readonly body: unknown;
}

export const WITH_TOKEN = { api_access_token: ACCESS_TOKEN };

/** One request as it stands, where the typed client would not let a test say what it has to. */
export async function callRest(serverUrl: string, request: RestRequest): Promise<RestReply> {
  const { method, path, body, contentType, headers = WITH_TOKEN } = request;
  const asIs = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(
    serverUrl + (/^\/(api|platform|public)\//.test(path) ? path : `/api/v1/accounts/1${path}`),
    {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': contentType ?? 'application/json' }),
      },
      ...(body !== undefined && { body: asIs ? (body as string) : JSON.stringify(body) }),
    },
  );
  const text = await response.text();
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    replayed: response.headers.get('idempotent-replayed') === 'true',
    text,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}
