import { deciderSpec } from '@app/event-store/testing';
import { ada, bob, bot, situation, support, surroundings } from '../../testing/conversation-data';
import { activity, change, conversationUpdated, created } from '../../testing/conversation-events';
import type { AssigneeSnapshot, TeamSnapshot } from '../snapshots';
import type { ConversationCommand, Situation } from './commands';
import { conversationDecider } from './decider';

const given = deciderSpec(conversationDecider);

const assign = (
  assignee: AssigneeSnapshot | null,
  moment: Partial<Situation> = {},
): ConversationCommand => ({ type: 'AssignAgent', assignee, situation: situation(moment) });

const giveTo = (
  team: TeamSnapshot | null,
  moment: Partial<Situation> = {},
): ConversationCommand => ({ type: 'AssignTeam', team, situation: situation(moment) });

const bobs = { assigneeType: 'user', assigneeId: bob.id } as const;
const nobodys = { assigneeType: null, assigneeId: null } as const;
const underBob = { surroundings: { ...surroundings, assignee: bob } };
const underSupport = { surroundings: { ...surroundings, team: support } };

describe('assigning a conversation', () => {
  it('tells of the new assignee', () => {
    given([created()])
      .when(assign(bob))
      .then([
        activity('Conversation was assigned to Bob by Ada', bobs, { assignee: bob }),
        conversationUpdated(bobs, [change('assigneeId', null, bob.id)], { assignee: bob }),
      ]);
  });

  it('takes it from whoever had it', () => {
    const botsOwn = { assigneeType: 'agent_bot', assigneeId: bot.id } as const;
    given([created(bobs)])
      .when(assign(bot, { ...underBob, performer: null }))
      .then([
        activity('Conversation was assigned to Botto', botsOwn, { assignee: bot }),
        conversationUpdated(botsOwn, [change('assigneeId', bob.id, bot.id)], { assignee: bot }),
      ]);
  });

  it('to nobody takes the assignee away', () => {
    given([created(bobs)])
      .when(assign(null, underBob))
      .then([
        activity('Conversation was unassigned by Ada', nobodys, { assignee: null }),
        conversationUpdated(nobodys, [change('assigneeId', bob.id, null)], { assignee: null }),
      ]);
  });

  it('to whoever has it changes nothing', () => {
    given([created(bobs)])
      .when(assign({ ...bob, name: 'Robert' }, underBob))
      .then([]);
    given([created()]).when(assign(null)).then([]);
  });

  it('leaves it with its team', () => {
    const both = { ...bobs, teamId: support.id };
    given([created({ teamId: support.id })])
      .when(assign(bob, underSupport))
      .then([
        activity('Conversation was assigned to Bob by Ada', both, {
          assignee: bob,
          team: support,
        }),
        conversationUpdated(both, [change('assigneeId', null, bob.id)], {
          assignee: bob,
          team: support,
        }),
      ]);
  });

  it('is refused in a conversation that is not there', () => {
    given([]).when(assign(ada)).thenRefused({ reason: 'not-found' });
  });
});

describe('giving a conversation to a team', () => {
  const teams = { teamId: support.id };

  it('tells of the team', () => {
    given([created()])
      .when(giveTo(support))
      .then([
        activity('Conversation was given to the team Support by Ada', teams, { team: support }),
        conversationUpdated(teams, [change('teamId', null, support.id)], { team: support }),
      ]);
  });

  it('that is none takes it from its team', () => {
    given([created(teams)])
      .when(giveTo(null, { ...underSupport, performer: null }))
      .then([
        activity('Conversation was taken from its team', { teamId: null }, { team: null }),
        conversationUpdated({ teamId: null }, [change('teamId', support.id, null)], {
          team: null,
        }),
      ]);
  });

  it('that has it changes nothing', () => {
    given([created(teams)])
      .when(giveTo(support, underSupport))
      .then([]);
    given([created()]).when(giveTo(null)).then([]);
  });

  it('is refused in a conversation that is not there', () => {
    given([]).when(giveTo(support)).thenRefused({ reason: 'not-found' });
  });
});
