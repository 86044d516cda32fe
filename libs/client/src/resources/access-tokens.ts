import type { AxiosInstance } from 'axios';

export interface AccessToken {
  readonly id: number;
  /** null for those issued without one. */
  readonly name: string | null;
  /** ISO 8601. */
  readonly created_at: string;
  readonly last_characters?: string;
}

export interface CreatedAccessToken extends AccessToken {
  /** Shown this once. */
  readonly access_token: string;
}

/** What a user's programs sign in with. */
export class AccessTokens {
  constructor(private readonly http: AxiosInstance) {}

  async list(): Promise<AccessToken[]> {
    const { data } = await this.http.get<{ payload: AccessToken[] }>('/profile/access_tokens');
    return data.payload;
  }

  async create(name: string): Promise<CreatedAccessToken> {
    const { data } = await this.http.post<{ payload: CreatedAccessToken }>(
      '/profile/access_tokens',
      { name },
    );
    return data.payload;
  }

  /** Whoever uses it is refused from now on. */
  async revoke(id: AccessToken['id']): Promise<void> {
    await this.http.delete(`/profile/access_tokens/${id}`);
  }
}
