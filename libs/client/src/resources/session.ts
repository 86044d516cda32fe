import type { AxiosInstance } from 'axios';
import type { UserProfile } from './profile';

export interface SessionState {
  readonly signed_in: boolean;
  /** No user has a password yet: somebody has to choose the first. */
  readonly first_run: boolean;
  /** null where nobody is signed in. */
  readonly profile: UserProfile | null;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface FirstRun extends Credentials {
  /** The administrator's, which the first start printed. */
  readonly access_token: string;
  readonly name: string;
}

/** Who is signed in by the browser's cookie. */
export class Session {
  constructor(private readonly http: AxiosInstance) {}

  async find(): Promise<SessionState> {
    const { data } = await this.http.get<SessionState>('/session');
    return data;
  }

  async signIn(credentials: Credentials): Promise<SessionState> {
    const { data } = await this.http.post<SessionState>('/session', credentials);
    return data;
  }

  async signOut(): Promise<void> {
    await this.http.delete('/session');
  }

  /** Gives the administrator a password, and signs them in; only as long as no user has one. */
  async firstRun(administrator: FirstRun): Promise<SessionState> {
    const { data } = await this.http.post<SessionState>('/session/first_run', administrator);
    return data;
  }
}
