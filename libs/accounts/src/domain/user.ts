import { Refusal, type Decider, type StreamRef } from '@app/event-store';

export type UserEvent =
  | { type: 'UserCreated'; data: UserCreated }
  | { type: 'UserProfileChanged'; data: { id: number; name: string; email: string } }
  | { type: 'UserPasswordSet'; data: { id: number; passwordHash: string } };

export type UserCommand =
  | {
      readonly type: 'CreateUser';
      readonly user: User;
      /** As `hashPassword` makes it; null for a user who has yet to choose a password. */
      readonly passwordHash: string | null;
    }
  | {
      readonly type: 'ChooseSignIn';
      readonly name: string | undefined;
      readonly email: string;
      readonly passwordHash: string;
    };

export interface User {
  readonly id: number;
  readonly name: string;
  /** In lower case: nobody has two mailboxes that differ by case alone. */
  readonly email: string;
  /** What contacts see instead of the name; null where it is the same. */
  readonly displayName: string | null;
}

/** The first users were created without a display name, with their e-mail as it was typed. */
type UserCreated = Omit<User, 'displayName'> & Partial<Pick<User, 'displayName'>>;

export const userStream = (id: number): string => `user-${id}`;

/** The user whom a `UserCreated` of any age tells of. */
export function createdUser({ id, name, email, displayName }: UserCreated): User {
  return { id, name, email: normalizeEmail(email), displayName: displayName ?? null };
}

export function normalizeEmail(email: string): string {
  return email.toLowerCase();
}

/** What others see of a user. The password is none of their business: only the read model has its hash. */
export const userDecider: Decider<UserCommand, User, UserEvent> = {
  stateSchema: 2,
  initialState: { id: 0, name: '', email: '', displayName: null },

  decide(command, state) {
    switch (command.type) {
      case 'CreateUser': {
        const { user, passwordHash } = command;
        const created: UserEvent = { type: 'UserCreated', data: createdUser(user) };
        if (passwordHash === null) return [created];
        return [created, { type: 'UserPasswordSet', data: { id: user.id, passwordHash } }];
      }
      case 'ChooseSignIn': {
        if (state.id === 0) throw Refusal.notFound();
        const { id } = state;
        const profile = {
          name: command.name ?? state.name,
          email: normalizeEmail(command.email),
        };
        const { passwordHash } = command;
        const set: UserEvent = { type: 'UserPasswordSet', data: { id, passwordHash } };
        const isSame = profile.name === state.name && profile.email === state.email;
        return isSame ? [set] : [{ type: 'UserProfileChanged', data: { id, ...profile } }, set];
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'UserCreated':
        return createdUser(event.data);
      case 'UserProfileChanged':
        return { ...state, name: event.data.name, email: event.data.email };
      case 'UserPasswordSet':
        return state;
    }
  },
};

export const userRef = (id: number): StreamRef<User> => ({
  stream: userStream(id),
  decider: userDecider,
});
