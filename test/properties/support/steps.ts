import * as fc from 'fast-check';
import * as accounts from '../acts/accounts';
import * as contacts from '../acts/contacts';
import * as conversations from '../acts/conversations';
import * as places from '../acts/inboxes-and-webhooks';
import * as messages from '../acts/messages';
import { type Act, some } from './act';
import type { Run } from './run';

const MINUTE_MS = 60 * 1_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** One of a random sequence. */
export class Step {
  constructor(
    private readonly words: string,
    readonly take: (run: Run) => Promise<void>,
  ) {}

  toString(): string {
    return this.words;
  }
}

type Weighted = readonly [weight: number, arbitrary: fc.Arbitrary<Act>];

const anyOf = (...weighted: readonly Weighted[]): fc.Arbitrary<Act> =>
  fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** What changes nobody's subscription, so that it does not matter which of several comes first. */
const talk = anyOf(
  [12, messages.publishMessage],
  [5, messages.updateMessage],
  [3, messages.deleteMessage],
  [6, conversations.createConversation],
  [5, conversations.changeStatus],
  [4, conversations.assignAgent],
  [3, conversations.assignTeam],
  [4, conversations.setLabels],
  [2, conversations.setPriority],
  [2, conversations.setCustomAttributes],
  [2, conversations.reportTyping],
  [2, conversations.markSeen],
  [1, conversations.deleteConversation],
  [3, contacts.createContact],
  [3, contacts.updateContact],
  [2, contacts.createContactInbox],
  [3, contacts.registerContact],
  [3, contacts.identifyContact],
  [3, contacts.triggerWebWidget],
);

const administration = anyOf(
  [4, places.createWebhook],
  [6, places.updateWebhook],
  [3, places.deleteWebhook],
  [2, places.rotateSecret],
  [3, places.createInbox],
  [4, places.updateInbox],
  [2, contacts.deleteContact],
  [1, accounts.createAccount],
  [2, accounts.renameAccount],
  [1, accounts.deleteAccount],
  [1, accounts.createUser],
  [2, accounts.addAgent],
  [2, accounts.setAccountUser],
  [1, accounts.removeAccountUser],
  [1, accounts.issueAccessToken],
  [1, accounts.createAccessToken],
  [1, accounts.revokeAccessToken],
  [1, accounts.setPlatformToken],
  [2, accounts.createTeam],
  [2, accounts.updateTeam],
  [1, accounts.deleteTeam],
  [1, accounts.addTeamMembers],
  [1, accounts.removeTeamMembers],
);

const oneCommand = (acts: fc.Arbitrary<Act>): fc.Arbitrary<Step> =>
  acts.map((act) => new Step(String(act), (run) => run.perform([act])));

const commandsAtOnce = fc
  .array(talk, { minLength: 2, maxLength: 6 })
  .map((acts) => new Step(`at once: ${acts.join(' | ')}`, (run) => run.perform(acts)));

const repetition = fc
  .record({ which: some, asAnother: fc.boolean() })
  .map(
    ({ which, asAnother }) =>
      new Step(`repeat request ${which}${asAnother ? ' as another' : ''}`, (run) =>
        run.repeat(which, asAnother),
      ),
  );

const timePasses = fc
  .constantFrom(MINUTE_MS, DAY_MS + MINUTE_MS)
  .map((ms) => new Step(`${ms / MINUTE_MS} minutes pass`, (run) => run.passTime(ms)));

const everythingArrives = fc.constant(new Step('everything arrives', (run) => run.system.drain()));

const restart = fc.constant(new Step('restart', (run) => run.restart()));

export const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 60, arbitrary: oneCommand(talk) },
  { weight: 26, arbitrary: oneCommand(administration) },
  { weight: 8, arbitrary: commandsAtOnce },
  { weight: 6, arbitrary: repetition },
  { weight: 1, arbitrary: timePasses },
  { weight: 2, arbitrary: everythingArrives },
  { weight: 1, arbitrary: restart },
);
