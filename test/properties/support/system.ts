import { join } from 'node:path';
import { Bootstrap } from '@app/accounts';
import {
  Clock,
  EventStore,
  type Idempotency,
  IdempotencyKeys,
  SqliteConnection,
} from '@app/event-store';
import { FakeClock } from '@app/event-store/testing';
import { Receiver, temporaryDirectory } from '@app/harness';
import { SecretBox } from '@app/secrets';
import type { LoggerService } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import { pino } from 'pino';
import { Test, type TestingModule } from '@nestjs/testing';
import { AppModule } from '../../../apps/server/src/app.module';
import { readSettings } from '../../../apps/server/src/settings/settings';
import { untilNothingIsLeftToDeliver } from '../../support/database';

/**
 * The whole application in this process, on a database of its own, delivering to a receiver that is
 * always well. Only the time is made up.
 */
export class System {
  readonly clock = new FakeClock();
  /** What the application found wrong with itself. */
  readonly loggedErrors: string[] = [];
  private readonly secretsKey = SecretBox.makeKey();
  private app: TestingModule;

  private constructor(
    readonly receiver: Receiver,
    private readonly directory: Awaited<ReturnType<typeof temporaryDirectory>>,
  ) {}

  static async open(): Promise<System> {
    const system = new System(await new Receiver().start(), await temporaryDirectory());
    system.app = await system.start(system.databaseUrl);
    return system;
  }

  get databaseUrl(): string {
    return `sqlite:${join(this.directory.path, 'hoory.db')}`;
  }

  get store(): EventStore {
    return this.app.get(EventStore);
  }

  get connection(): SqliteConnection {
    return this.app.get(SqliteConnection);
  }

  get secretBox(): SecretBox {
    return this.app.get(SecretBox, { strict: false });
  }

  execute(command: Command<unknown>): Promise<unknown> {
    return this.app.get(CommandBus).execute(command);
  }

  /** What is asked before a request under a key becomes a command. */
  findAnswer(idempotency: Idempotency): Promise<string | undefined> {
    return this.app.get(IdempotencyKeys).findAnswer(idempotency);
  }

  drain(): Promise<void> {
    return untilNothingIsLeftToDeliver(this.databaseUrl);
  }

  async restart(): Promise<void> {
    await this.app.close();
    this.app = await this.start(this.databaseUrl);
  }

  /** The application on an empty database, as far as it goes without being started: nothing runs. */
  compileAside(): Promise<TestingModule> {
    return this.compile(`sqlite:${join(this.directory.path, 'aside.db')}`);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.receiver.stop();
    await this.directory.remove();
  }

  private async start(databaseUrl: string): Promise<TestingModule> {
    const app = await this.compile(databaseUrl);
    await app.init();
    await app.get(Bootstrap).run();
    return app;
  }

  private compile(databaseUrl: string): Promise<TestingModule> {
    const settings = readSettings({
      DATABASE_URL: databaseUrl,
      BOOTSTRAP_ACCESS_TOKEN: 'properties-access-token',
      PLATFORM_ACCESS_TOKEN: 'properties-platform-token',
      SECRETS_KEY: this.secretsKey,
      EGRESS_ALLOW: '127.0.0.0/8',
    });
    return Test.createTestingModule({
      imports: [AppModule.forRoot(settings, pino({ level: 'silent' }))],
    })
      .overrideProvider(Clock)
      .useValue(this.clock)
      .setLogger(this.errorLog())
      .compile();
  }

  private errorLog(): LoggerService {
    const keep = (...said: unknown[]): void => {
      this.loggedErrors.push(said.map(String).join(' '));
    };
    return { log: () => {}, warn: () => {}, error: keep, fatal: keep };
  }
}
