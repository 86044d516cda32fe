import { EventStore, Refusal } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { teamRef, type Team } from '../domain/team';

@Injectable()
export class FindTeam {
  constructor(private readonly store: EventStore) {}

  /** @throws Refusal where the account has no such team */
  async byId(accountId: number, teamId: number): Promise<Team> {
    const team = await this.store.readState(teamRef(teamId));
    if (team?.accountId !== accountId) throw Refusal.notFound();
    return team;
  }
}
