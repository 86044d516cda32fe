import type { AxiosInstance } from 'axios';
import type { Role } from '../resources/agents';

export interface AccountUser {
  readonly account_id: number;
  readonly user_id: number;
  readonly role: Role;
}

/** Which users are in an account, and as what. */
export class PlatformAccountUsers {
  constructor(private readonly http: AxiosInstance) {}

  async list(accountId: number): Promise<AccountUser[]> {
    const { data } = await this.http.get<AccountUser[]>(`/accounts/${accountId}/account_users`);
    return data;
  }

  /** Takes a user into the account, or gives one who is in it another role. */
  async set(
    accountId: number,
    user: { readonly user_id: number; readonly role: Role },
  ): Promise<AccountUser> {
    const path = `/accounts/${accountId}/account_users`;
    const { data } = await this.http.post<AccountUser>(path, user);
    return data;
  }

  /** Takes a user out of the account; one who is not in it is passed over. */
  async remove(accountId: number, userId: number): Promise<void> {
    await this.http.delete(`/accounts/${accountId}/account_users`, { data: { user_id: userId } });
  }
}
