import { connect, type ConnectionOptions } from './connection';
import { AccessTokens } from './resources/access-tokens';
import { Agents } from './resources/agents';
import { Contacts } from './resources/contacts';
import { Conversations } from './resources/conversations';
import { Deliveries } from './resources/deliveries';
import { Events } from './resources/events';
import { EventTypes } from './resources/event-types';
import { Inboxes } from './resources/inboxes';
import { Messages } from './resources/messages';
import { Profile } from './resources/profile';
import { Recoveries } from './resources/recoveries';
import { Replays } from './resources/replays';
import { Session } from './resources/session';
import { Teams } from './resources/teams';
import { Webhooks } from './resources/webhooks';

export interface HooryClientOptions extends ConnectionOptions {
  /** Of a user of the account; left out in a browser, whose cookie says who is signed in. */
  readonly accessToken?: string;
  readonly accountId: number;
}

/**
 * The REST API of one account. Bodies go and come as they are on the wire, in snake_case.
 *
 * Every method rejects with `HooryApiError` when the server refuses and with
 * `HooryConnectionError` when no answer of the API arrives.
 */
export class HooryClient {
  readonly webhooks: Webhooks;
  /** What became of the events that a webhook was to get. */
  readonly deliveries: Deliveries;
  /** What is brought back to a webhook: what it missed while disabled, and what had failed. */
  readonly recoveries: Recoveries;
  /** What a webhook is sent of history once more. */
  readonly replays: Replays;
  /** The log: everything that has happened in the account. */
  readonly events: Events;
  readonly inboxes: Inboxes;
  readonly contacts: Contacts;
  readonly conversations: Conversations;
  readonly messages: Messages;
  readonly agents: Agents;
  readonly teams: Teams;
  /** Of the token's user, whatever the account. */
  readonly profile: Profile;
  /** Who is signed in, in a browser. */
  readonly session: Session;
  /** Those of the user, whatever the account. */
  readonly accessTokens: AccessTokens;
  /** The same for all accounts. */
  readonly eventTypes: EventTypes;

  constructor({ accessToken, accountId, ...connection }: HooryClientOptions) {
    const account = connect(connection, `/api/v1/accounts/${accountId}`, accessToken);
    this.webhooks = new Webhooks(account);
    this.deliveries = new Deliveries(account);
    this.recoveries = new Recoveries(account);
    this.replays = new Replays(account);
    this.events = new Events(account);
    this.inboxes = new Inboxes(account);
    this.contacts = new Contacts(account);
    this.conversations = new Conversations(account);
    this.messages = new Messages(account);
    this.agents = new Agents(account);
    this.teams = new Teams(account);

    const installation = connect(connection, '/api/v1', accessToken);
    this.profile = new Profile(installation);
    this.session = new Session(installation);
    this.accessTokens = new AccessTokens(installation);
    this.eventTypes = new EventTypes(installation);
  }
}
