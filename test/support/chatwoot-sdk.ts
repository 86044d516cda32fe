import ChatwootClient from '@figuro/chatwoot-sdk';
import type { ContactsApi } from '@figuro/chatwoot-sdk/dist/services/client/Contacts';
import type { ConversationsApi } from '@figuro/chatwoot-sdk/dist/services/client/Conversations';
import type { MessagesApi } from '@figuro/chatwoot-sdk/dist/services/client/Messages';
import type { Accounts } from '@figuro/chatwoot-sdk/dist/services/platform/Accounts';
import type { AccountUsers } from '@figuro/chatwoot-sdk/dist/services/platform/AccountUsers';
import type { Users } from '@figuro/chatwoot-sdk/dist/services/platform/Users';

/** The published SDK as it declares itself, and the two parts it declares as `{}`. */
export interface ChatwootSdk extends ChatwootClient {
  readonly client: {
    readonly contacts: ContactsApi;
    readonly conversations: ConversationsApi;
    readonly messages: MessagesApi;
  };
  readonly platform: {
    readonly accounts: Accounts;
    readonly accountUsers: AccountUsers;
    readonly users: Users;
  };
}

/** @param token none for the client API */
export function chatwootSdk(basePath: string, token?: string): ChatwootSdk {
  const config = { basePath, with_credentials: true, credentials: 'include' as const, token };
  return new ChatwootClient({ config }) as ChatwootSdk;
}

/** What a call is answered, which is not what the SDK declares: it leaves out what lies around things. */
export async function answerOf<Answer>(call: PromiseLike<unknown>): Promise<Answer> {
  return (await call) as Answer;
}
