import { HooryClient } from '../index';
import { itCalls } from '../testing/it-calls';

const SIGNED_OUT = { signed_in: false, first_run: false, profile: null };
const CREDENTIALS = { email: 'ann@example.com', password: 'a long pass-phrase' };

/** As in a browser: by its cookie, without a token. */
const connect = (baseUrl: string) => new HooryClient({ baseUrl, accountId: 3 });

describe('session', () => {
  itCalls(connect, [
    {
      does: 'finds who is signed in',
      call: ({ session }) => session.find(),
      sends: 'GET /api/v1/session',
      answer: SIGNED_OUT,
      gives: SIGNED_OUT,
    },
    {
      does: 'signs in',
      call: ({ session }) => session.signIn(CREDENTIALS),
      sends: 'POST /api/v1/session',
      body: CREDENTIALS,
      answer: SIGNED_OUT,
      gives: SIGNED_OUT,
    },
    {
      does: 'signs out',
      call: ({ session }) => session.signOut(),
      sends: 'DELETE /api/v1/session',
    },
    {
      does: 'gives the first administrator a password',
      call: ({ session }) =>
        session.firstRun({ ...CREDENTIALS, access_token: 'token-of-ann', name: 'Ann' }),
      sends: 'POST /api/v1/session/first_run',
      body: { ...CREDENTIALS, access_token: 'token-of-ann', name: 'Ann' },
      answer: SIGNED_OUT,
      gives: SIGNED_OUT,
    },
  ]);
});
