import type { AxiosInstance } from 'axios';
import type { Role } from './agents';

export interface UserProfile {
  readonly id: number;
  /** The e-mail. */
  readonly uid: string;
  readonly name: string;
  /** What contacts see: the display name, or the name where none was chosen. */
  readonly available_name: string;
  readonly display_name: string | null;
  readonly email: string;
  /** Those the user is in, and as what. */
  readonly accounts: readonly {
    readonly id: number;
    readonly name: string;
    readonly role: Role;
  }[];
}

export class Profile {
  constructor(private readonly http: AxiosInstance) {}

  /** Whose token it is, and what they may enter. */
  async find(): Promise<UserProfile> {
    const { data } = await this.http.get<UserProfile>('/profile');
    return data;
  }
}
