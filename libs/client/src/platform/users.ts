import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';

interface UserDetails {
  readonly id: number;
  readonly name: string;
  readonly display_name: string | null;
  readonly email: string;
}

export interface PlatformUser extends UserDetails {
  /** The e-mail. */
  readonly uid: string;
  /** What contacts see: the display name, or the name where none was chosen. */
  readonly available_name: string;
  readonly confirmed: boolean;
}

export interface CreateUser {
  readonly name: string;
  /** What contacts see instead of the name. */
  readonly display_name?: string;
  /** No other user of the installation may have it. */
  readonly email: string;
  /** 8 to 128 characters. */
  readonly password: string;
}

export interface UserToken {
  /** What `HooryClient` takes. */
  readonly access_token: string;
  /** Tokens do not expire. */
  readonly expiry: null;
  readonly user: UserDetails;
}

export class PlatformUsers {
  constructor(private readonly http: AxiosInstance) {}

  async create(user: CreateUser, options?: CreateOptions): Promise<PlatformUser> {
    const { data } = await this.http.post<PlatformUser>('/users', user, idempotent(options));
    return data;
  }

  /** A new token at each call, beside those the user has: none can be shown again. Keep it. */
  async issueToken(id: number): Promise<UserToken> {
    const { data } = await this.http.get<UserToken>(`/users/${id}/token`);
    return data;
  }
}
