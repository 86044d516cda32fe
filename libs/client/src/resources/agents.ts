import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';

export type Role = 'agent' | 'administrator';

/** A user as one of the account. */
export interface Agent {
  /** The user's id: what `assignee_id` and `user_ids` take. */
  readonly id: number;
  /** The e-mail. */
  readonly uid: string;
  readonly name: string;
  /** What contacts see: the display name, or the name where none was chosen. */
  readonly available_name: string;
  readonly display_name: string | null;
  readonly email: string;
  readonly account_id: number;
  readonly role: Role;
  /** Whether the user has a way to act: a password or an access token. */
  readonly confirmed: boolean;
  readonly thumbnail: string;
}

export interface CreateAgent {
  /** Of one who is no user of the installation yet; one who is keeps theirs. */
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export class Agents {
  constructor(private readonly http: AxiosInstance) {}

  async list(): Promise<Agent[]> {
    const { data } = await this.http.get<Agent[]>('/agents');
    return data;
  }

  /** For administrators only: others get a `HooryApiError` of status 401. */
  async create(agent: CreateAgent, options?: CreateOptions): Promise<Agent> {
    const { data } = await this.http.post<Agent>('/agents', agent, idempotent(options));
    return data;
  }
}
