import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';
import type { Agent } from './agents';

export interface Team {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly allow_auto_assign: boolean;
  readonly account_id: number;
  /** Whether the token's user is in it. */
  readonly is_member: boolean;
}

export interface CreateTeam {
  readonly name: string;
  readonly description?: string;
  /** Kept and given back, true unless told; nothing is assigned by itself. */
  readonly allow_auto_assign?: boolean;
}

/** What is left out stays. */
export type UpdateTeam = Partial<CreateTeam>;

/** Changes are for administrators only: others get a `HooryApiError` of status 401. */
export class Teams {
  constructor(private readonly http: AxiosInstance) {}

  async list(): Promise<Team[]> {
    const { data } = await this.http.get<Team[]>('/teams');
    return data;
  }

  async find(id: number): Promise<Team> {
    const { data } = await this.http.get<Team>(`/teams/${id}`);
    return data;
  }

  async create(team: CreateTeam, options?: CreateOptions): Promise<Team> {
    const { data } = await this.http.post<Team>('/teams', team, idempotent(options));
    return data;
  }

  async update(id: number, changes: UpdateTeam): Promise<Team> {
    const { data } = await this.http.patch<Team>(`/teams/${id}`, changes);
    return data;
  }

  async delete(id: number): Promise<void> {
    await this.http.delete(`/teams/${id}`);
  }

  async listMembers(id: number): Promise<Agent[]> {
    const { data } = await this.http.get<Agent[]>(`/teams/${id}/team_members`);
    return data;
  }

  /** Gives those who were named, whether they were in it before or not. */
  async addMembers(id: number, userIds: readonly number[]): Promise<Agent[]> {
    const body = { user_ids: userIds };
    const { data } = await this.http.post<Agent[]>(`/teams/${id}/team_members`, body);
    return data;
  }

  async removeMembers(id: number, userIds: readonly number[]): Promise<void> {
    await this.http.delete(`/teams/${id}/team_members`, { data: { user_ids: userIds } });
  }
}
