import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';

export interface PlatformAccount {
  readonly id: number;
  readonly name: string;
}

export interface AccountDetails {
  readonly name: string;
}

export class PlatformAccounts {
  constructor(private readonly http: AxiosInstance) {}

  async find(id: number): Promise<PlatformAccount> {
    const { data } = await this.http.get<PlatformAccount>(`/accounts/${id}`);
    return data;
  }

  async create(account: AccountDetails, options?: CreateOptions): Promise<PlatformAccount> {
    const { data } = await this.http.post<PlatformAccount>(
      '/accounts',
      account,
      idempotent(options),
    );
    return data;
  }

  async update(id: number, account: AccountDetails): Promise<PlatformAccount> {
    const { data } = await this.http.patch<PlatformAccount>(`/accounts/${id}`, account);
    return data;
  }

  /** Nothing of the account can be reached from then on. */
  async delete(id: number): Promise<void> {
    await this.http.delete(`/accounts/${id}`);
  }
}
