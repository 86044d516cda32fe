import { HooryClient } from '@app/client';

/** The API of one account, by the browser's own cookie. */
export function clientOf(accountId: number): HooryClient {
  return new HooryClient({ baseUrl: window.location.origin, accountId });
}

/** What is of no account: the session, the user's access tokens, the catalogue of events. */
export const { session, accessTokens, eventTypes } = clientOf(0);
