import {
  type Clock,
  type CommandMetadata,
  EventStore,
  LocalSignals,
  type NewEvent,
  SoleLeadership,
  type StoredEvent,
} from '@app/event-store';
import type { EventName } from '@app/payloads';
import { SecretBox } from '@app/secrets';
import {
  DisableWebhook,
  EnableWebhook,
  type EnableOptions,
  WEBHOOK_PROJECTIONS,
  WebhookEndpoints,
} from '@app/webhooks';
import { COMMAND_HANDLERS } from '@app/webhooks/testing';
import { type Command, CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { WebhookDecisions } from '../decisions/webhook-decisions';
import { Attempts } from '../dispatcher/attempts';
import { Dispatcher, MAX_IN_FLIGHT } from '../dispatcher/dispatcher';
import type { FirstAttempts } from '../first-attempts/first-attempts';
import { WebhookHealth } from '../health/webhook-health';
import { Outbox } from '../outbox/outbox';
import type { LaneOwnership } from '../ownership/lane-ownership';
import { SoleOwnership } from '../ownership/sole-ownership';
import { RecoveryWorker } from '../recoveries/recovery-worker';
import { RetrySchedule } from '../retry/retry-schedule';
import { EgressGuard } from '../sender/egress-guard';
import { LocalSender } from '../sender/local-sender';
import type { DeliveryHarness } from './delivery-harness';
import { enqueue, readDeliveries } from './delivery-rows';
import {
  accountCreated,
  inboxCreated,
  type InboxOptions,
  webhookCreated,
  type WebhookOptions,
} from './new-events';
import { NoFirstAttempts } from './no-first-attempts';
import { openSqliteDeliveryQueue } from './sqlite-harness';

/** What signs the POSTs of every webhook and callback, unless it says otherwise. */
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** Three attempts; the shortest and the second pause of those in production. */
export const RETRY_DELAYS_SECONDS = [5, 300];

const OWNER: CommandMetadata = {
  accountId: 1,
  actor: { type: 'user', id: 1 },
  correlationId: 'request-1',
};

export interface DispatcherOptions {
  readonly clock?: Clock;
  readonly retryDelaysSeconds?: readonly number[];
  readonly ownership?: LaneOwnership;
}

/** Log, queue, dispatcher and outbox on a database of their own, wired as the application does. */
export class DeliveryFixture {
  private readonly secretBox = new SecretBox(SecretBox.makeKey());
  private readonly stops: (() => Promise<void>)[] = [];
  readonly signals = new LocalSignals();

  private commandBus!: CommandBus;

  private constructor(readonly harness: DeliveryHarness) {}

  static async open(
    openHarness: () => Promise<DeliveryHarness> = openSqliteDeliveryQueue,
  ): Promise<DeliveryFixture> {
    const fixture = new DeliveryFixture(await openHarness());
    await fixture.connect();
    return fixture;
  }

  /** Not started: `onApplicationBootstrap()` does that. */
  makeDispatcher({
    clock = this.harness.clock,
    retryDelaysSeconds = RETRY_DELAYS_SECONDS,
    ownership = new SoleOwnership(),
  }: DispatcherOptions = {}): Dispatcher {
    const { queue, store, database } = this.harness;
    const sender = new LocalSender({
      guard: new EgressGuard(['127.0.0.0/8']),
      maxConnectionsPerOrigin: MAX_IN_FLIGHT,
    });
    // Half of the random range: no jitter.
    const retries = new RetrySchedule(retryDelaysSeconds, () => 0.5);
    const endpoints = new WebhookEndpoints(database, this.secretBox);
    const decisions = new WebhookDecisions(this.commandBus);
    const attempts = new Attempts(store, sender, retries, decisions, ownership, clock);
    const health = this.makeHealth();
    const dispatcher = new Dispatcher(
      queue,
      endpoints,
      attempts,
      health,
      sender,
      ownership,
      this.signals,
      clock,
    );
    this.stops.push(() => dispatcher.beforeApplicationShutdown());
    return dispatcher;
  }

  async startDispatcher(options?: DispatcherOptions): Promise<Dispatcher> {
    const dispatcher = this.makeDispatcher(options);
    await dispatcher.onApplicationBootstrap();
    return dispatcher;
  }

  /** Not started: `onApplicationBootstrap()` does that. */
  makeOutbox(firstAttempts: FirstAttempts = new NoFirstAttempts()): Outbox {
    const { queue, store, database, clock } = this.harness;
    const leadership = new SoleLeadership();
    const outbox = new Outbox(
      store,
      database,
      queue,
      firstAttempts,
      leadership,
      this.signals,
      clock,
    );
    this.stops.push(() => outbox.beforeApplicationShutdown());
    return outbox;
  }

  /** @param firstAttempts where none are made, it enqueues, and leaves it to others to dispatch */
  startOutbox(firstAttempts?: FirstAttempts): Outbox {
    const outbox = this.makeOutbox(firstAttempts);
    outbox.onApplicationBootstrap();
    return outbox;
  }

  startRecoveryWorker(): RecoveryWorker {
    const { queue, recoveries, store, database, clock } = this.harness;
    const endpoints = new WebhookEndpoints(database, this.secretBox);
    const leadership = new SoleLeadership();
    const worker = new RecoveryWorker(
      recoveries,
      queue,
      store,
      endpoints,
      leadership,
      this.signals,
      clock,
    );
    worker.onApplicationBootstrap();
    this.stops.push(() => worker.beforeApplicationShutdown());
    return worker;
  }

  /** Whether the outbox has read all of the log. */
  async isCaughtUp(): Promise<boolean> {
    const { store } = this.harness;
    const { events } = await store.readBatch(await store.loadCheckpoint('outbox'), 1);
    return events.length === 0;
  }

  /** Event and webhook of each delivery there is. */
  async readPairs(): Promise<[eventId: string, webhookId: number][]> {
    const deliveries = await readDeliveries(this.harness);
    return deliveries.map(({ eventId, webhookId }) => [eventId, webhookId]);
  }

  append(...events: NewEvent[]): Promise<readonly StoredEvent[]> {
    return this.harness.store.append('fixture-1', events, 'any');
  }

  /** Where an account is to be told of its webhooks. */
  async createAccount(id = 1): Promise<void> {
    await this.harness.store.append(`account-${id}`, [accountCreated(id)], 'no-stream');
  }

  /** As its command would: it can be disabled, and what becomes of it is recorded. */
  async createWebhook(webhook: WebhookOptions): Promise<void> {
    const created = webhookCreated({ sealedSecret: this.secretBox.seal(SECRET), ...webhook });
    await this.harness.store.append(`webhook-${webhook.id}`, [created], 'no-stream');
  }

  execute<T>(command: Command<T>): Promise<T> {
    return this.commandBus.execute(command);
  }

  async disable(webhookId: number): Promise<void> {
    await this.execute(new DisableWebhook(1, webhookId, 'owner', null, OWNER));
  }

  /** Has it get what it missed meanwhile, unless told otherwise. */
  async enable(webhookId: number, options: Partial<EnableOptions> = {}): Promise<void> {
    const enabling = { deliverMissed: true, ratePerSecond: 1_000, ...options };
    await this.execute(new EnableWebhook(1, webhookId, enabling, OWNER));
  }

  async createInbox(inbox: InboxOptions): Promise<void> {
    await this.append(inboxCreated({ sealedSecret: this.secretBox.seal(SECRET), ...inbox }));
  }

  /** Appends the events and enqueues a delivery of each to each of the webhooks. */
  async enqueue(
    events: readonly NewEvent[],
    webhookIds: readonly number[] = [1],
    event: EventName = 'message_created',
  ) {
    const nowMs = this.harness.clock.nowMs();
    const stored = await this.append(...events);
    const deliveries = stored.flatMap(({ position, id }) =>
      webhookIds.map((webhookId) => ({
        eventPosition: position,
        eventId: id,
        event,
        accountId: 1,
        webhookId,
        replayId: 0,
        format: 'hoory' as const,
        conversationId: null,
        ordered: false,
        dueAtMs: nowMs,
        recoveryId: null,
      })),
    );
    await enqueue(this.harness, deliveries, nowMs);
    return stored;
  }

  /** Closes the database and opens it again; what was made on it before can reach it no more. */
  async reopen(): Promise<void> {
    await this.harness.reopen();
    await this.connect();
  }

  async close(): Promise<void> {
    await Promise.all(this.stops.map((stop) => stop()));
    await this.harness.close();
  }

  makeHealth(): WebhookHealth {
    return new WebhookHealth(this.harness.healthTable, new WebhookDecisions(this.commandBus));
  }

  private async connect(): Promise<void> {
    const { store } = this.harness;
    for (const projection of WEBHOOK_PROJECTIONS) store.addProjection(projection);
    const module = await Test.createTestingModule({
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: EventStore, useValue: store },
        { provide: SecretBox, useValue: this.secretBox },
        ...COMMAND_HANDLERS,
      ],
    }).compile();
    await module.init();
    this.commandBus = module.get(CommandBus);
  }
}
