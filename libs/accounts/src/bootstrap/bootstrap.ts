import { randomUUID } from 'node:crypto';
import { Database, EventStore, Refusal, type CommandMetadata } from '@app/event-store';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { hashAccessToken, makeAccessToken } from '../auth/access-token';
import { verifyPassword } from '../auth/password';
import { AddAccountUser } from '../commands/add-account-user';
import { ChooseSignIn } from '../commands/choose-sign-in';
import { CreateAccount } from '../commands/create-account';
import { CreateUser } from '../commands/create-user';
import { IssueAccessToken } from '../commands/issue-access-token';
import { SetPlatformToken } from '../commands/set-platform-token';
import { accessTokenRef } from '../domain/access-token';
import { platformRef } from '../domain/platform';
import { Passwords } from '../read-model/passwords';

export const BOOTSTRAP_OPTIONS = Symbol('bootstrap options');

export type TokenOwner = 'administrator' | 'platform';

export interface BootstrapOptions {
  /** The first administrator's token; made and handed to `announceToken` when undefined. */
  readonly accessToken: string | undefined;
  readonly adminEmail: string;
  /** What they sign in with beside it, from this start on; undefined leaves that to the first-run page. */
  readonly adminPassword: string | undefined;
  /** What the platform API asks for; made and handed to `announceToken` when undefined. */
  readonly platformToken: string | undefined;
  /** Called with a token that was made here, and is nowhere else to be read. */
  readonly announceToken: (token: string, owner: TokenOwner) => void;
}

export class BootstrapTokenTakenError extends Error {
  constructor(options: ErrorOptions) {
    super(
      "BOOTSTRAP_ACCESS_TOKEN takes a token that is nobody else's, got another user's",
      options,
    );
    this.name = 'BootstrapTokenTakenError';
  }
}

const FIRST_ACCOUNT = 'Hoory';
const FIRST_ADMINISTRATOR = 'Administrator';

/**
 * Brings an empty installation to where it can be used: account 1, its administrator, their token
 * and the platform's. Each start finishes what a start before it was cut off in, and takes a token
 * that was set since, so that a lost one can be replaced: the administrator's beside those before,
 * the platform's in place of the one before. One that was revoked stays so, and the log says it: a
 * click must not keep the next start from happening.
 */
@Injectable()
export class Bootstrap {
  private readonly logger = new Logger(Bootstrap.name);

  constructor(
    private readonly commandBus: CommandBus,
    private readonly database: Database,
    private readonly store: EventStore,
    private readonly passwords: Passwords,
    @Inject(BOOTSTRAP_OPTIONS) private readonly options: BootstrapOptions,
  ) {}

  /**
   * To be called once the application is initialised, and before it takes requests.
   * @throws BootstrapTokenTakenError
   */
  async run(): Promise<void> {
    const metadata = { accountId: null, actor: null, correlationId: `bootstrap-${randomUUID()}` };
    const userId = await this.ensureAdministrator(metadata);
    await this.ensureToken(userId, metadata);
    await this.ensureSignIn(userId, metadata);
    await this.ensurePlatformToken(metadata);
  }

  /** @returns the id of the first user, who became it here */
  private async ensureAdministrator(metadata: CommandMetadata): Promise<number> {
    const knownUserId = await this.firstId('users', 'id');
    // The token comes last. Where there is one, what is missing by now was taken away on purpose.
    const isDone = (await this.firstId('access_tokens', 'user_id')) !== undefined;
    if (isDone && knownUserId !== undefined) return knownUserId;
    const accountId =
      (await this.firstId('accounts', 'id')) ??
      (await this.commandBus.execute(new CreateAccount(FIRST_ACCOUNT, metadata)));
    const userId = knownUserId ?? (await this.createAdministrator(metadata));
    if ((await this.firstId('account_users', 'user_id')) === undefined) {
      await this.commandBus.execute(
        new AddAccountUser(accountId, userId, 'administrator', { ...metadata, accountId }),
      );
    }
    return userId;
  }

  private async createAdministrator(metadata: CommandMetadata): Promise<number> {
    const user = { name: FIRST_ADMINISTRATOR, email: this.options.adminEmail };
    return (await this.commandBus.execute(new CreateUser(user, metadata))).id;
  }

  private async ensureToken(userId: number, metadata: CommandMetadata): Promise<void> {
    const { accessToken } = this.options;
    if (accessToken !== undefined) {
      if (await this.isRevoked(accessToken)) {
        this.logger.warn(
          'BOOTSTRAP_ACCESS_TOKEN is a token that was revoked, and opens nothing: leave it out, or set another',
        );
        return;
      }
      // Changes nothing where it is the administrator's already.
      await this.commandBus
        .execute(new IssueAccessToken(userId, accessToken, metadata))
        .catch((cause: unknown) => {
          throw cause instanceof Refusal ? new BootstrapTokenTakenError({ cause }) : cause;
        });
      return;
    }
    if ((await this.firstId('access_tokens', 'user_id')) !== undefined) return;
    const made = makeAccessToken();
    await this.commandBus.execute(new IssueAccessToken(userId, made, metadata));
    this.options.announceToken(made, 'administrator');
  }

  /** Changes nothing, and ends nobody's session, where it is theirs already. */
  private async ensureSignIn(userId: number, metadata: CommandMetadata): Promise<void> {
    const { adminEmail: email, adminPassword: password } = this.options;
    if (password === undefined) return;
    const known = await this.passwords.byEmail(email);
    const isTheirs =
      known?.userId === userId &&
      known.passwordHash !== null &&
      (await verifyPassword(password, known.passwordHash));
    if (isTheirs) return;
    await this.commandBus.execute(new ChooseSignIn(userId, { email, password }, metadata));
  }

  private async isRevoked(token: string): Promise<boolean> {
    const accessToken = await this.store.readState(accessTokenRef(hashAccessToken(token)));
    return accessToken?.revoked ?? false;
  }

  private async ensurePlatformToken(metadata: CommandMetadata): Promise<void> {
    const { platformToken } = this.options;
    if (platformToken !== undefined) {
      await this.commandBus.execute(new SetPlatformToken(platformToken, metadata));
      return;
    }
    if (await this.store.readState(platformRef)) return;
    const made = makeAccessToken();
    await this.commandBus.execute(new SetPlatformToken(made, metadata));
    this.options.announceToken(made, 'platform');
  }

  private async firstId(table: string, column: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ id: number }>(
      `SELECT ${column} AS id FROM ${table} ORDER BY ${column} LIMIT 1`,
    );
    return row?.id;
  }
}
