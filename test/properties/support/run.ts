import type { StoredEvent } from '@app/event-store';
import type { Origin } from '@app/conversation';
import { publishedEvent } from '@app/payloads';
import {
  expectConflict,
  expectEventsOf,
  expectFired,
  expectRefusal,
  expectSame,
} from '../checks/commands';
import type { Act, Prepared } from './act';
import { readCommandRows } from './rows';
import { Subscribers } from './subscribers';
import type { System } from './system';
import { World } from './world';

const KEY_REMEMBERED_MS = 24 * 60 * 60 * 1_000;

/** A command that was carried out under an idempotency key. */
interface Keyed {
  /** What was sent, for whoever reads of a failure. */
  readonly name: string;
  readonly prepared: Prepared;
  readonly key: string;
  readonly atMs: number;
  readonly answer: never;
}

/** One random sequence: gives the commands, and looks after each whether what it did is what it may do. */
export class Run {
  readonly world: World;
  readonly subscribers = new Subscribers();
  private readonly keyed: Keyed[] = [];
  private requests = 0;
  private position = 0;

  constructor(readonly system: System) {
    this.world = new World(system.receiver.url, system.secretBox);
  }

  /** Takes note of what the installation began with. */
  async begin(): Promise<void> {
    this.world.learn(await this.takeEvents());
  }

  /** Gives the commands at once. */
  async perform(acts: readonly Act[]): Promise<void> {
    this.system.clock.advance(7);
    const before = readCommandRows(this.system.connection);
    const asked = acts.map((act) => {
      const prepared = act.prepare(this.world);
      return { act, prepared, origin: this.makeOrigin(prepared) };
    });
    const outcomes = await Promise.allSettled(
      asked.map(({ prepared, origin }) => this.system.execute(prepared.command(origin))),
    );
    const events = await this.takeEvents();
    for (const [index, outcome] of outcomes.entries()) {
      const { act, prepared, origin } = asked[index]!;
      const own = events.filter(({ metadata }) => metadata.correlationId === origin.correlationId);
      if (outcome.status === 'rejected') {
        expectRefusal(String(act), outcome.reason, own);
        continue;
      }
      expectFired(String(act), own, prepared.fires);
      this.settle(act, prepared, origin, outcome.value, own);
    }
    expectEventsOf(new Set(asked.map(({ origin }) => origin.correlationId)), events);
    if (events.length === 0) expectSame(readCommandRows(this.system.connection), before);
    this.world.learn(events);
    this.expectDeliveries(events);
  }

  /** A request that was carried out comes again, or another one under its key, before it was answered. */
  async repeat(number: number, asAnother: boolean): Promise<void> {
    const remembered = this.keyed.filter(
      ({ atMs, answer, prepared: { stands } }) =>
        this.system.clock.nowMs() - atMs < KEY_REMEMBERED_MS &&
        (stands?.(this.world, answer) ?? true),
    );
    const known = remembered[number % Math.max(remembered.length, 1)];
    if (!known) return;
    const { name, prepared, key } = known;
    const before = readCommandRows(this.system.connection);
    const idempotency = { key, fingerprint: asAnother ? 'another' : 'the same' };
    const origin = { correlationId: `repeated-${key}`, idempotency };
    if (asAnother) {
      await expectConflict(this.system.findAnswer(idempotency));
    } else {
      const answer = await this.system.execute(prepared.command(origin));
      expectSame(
        { repeated: name, names: prepared.identify!(answer as never) },
        { repeated: name, names: prepared.identify!(known.answer) },
      );
    }
    expectSame(await this.takeEvents(), []);
    expectSame(readCommandRows(this.system.connection), before);
  }

  /** Nothing is on the way meanwhile: to what is, it would be a long time. */
  async passTime(ms: number): Promise<void> {
    await this.system.drain();
    this.system.clock.advance(ms);
  }

  async restart(): Promise<void> {
    await this.system.restart();
    expectSame(await this.takeEvents(), []);
  }

  private makeOrigin({ identify }: Prepared): Origin {
    this.requests += 1;
    const correlationId = `request-${this.requests}`;
    if (!identify) return { correlationId };
    return { correlationId, idempotency: { key: correlationId, fingerprint: 'the same' } };
  }

  private settle(
    act: Act,
    prepared: Prepared,
    { idempotency }: Origin,
    answer: unknown,
    events: readonly StoredEvent[],
  ): void {
    prepared.settle?.(this.subscribers, answer as never);
    const visitor = prepared.meet?.(answer as never);
    if (visitor) this.world.visitors.push(visitor);
    if (!idempotency || events.length === 0) return;
    const atMs = this.system.clock.nowMs();
    const { key } = idempotency;
    this.keyed.push({ name: String(act), prepared, key, atMs, answer: answer as never });
  }

  private async takeEvents(): Promise<readonly StoredEvent[]> {
    const { events } = await this.system.store.readBatch(
      this.position === 0 ? '' : String(this.position),
      10_000,
    );
    this.position = events.at(-1)?.position ?? this.position;
    return events;
  }

  private expectDeliveries(events: readonly StoredEvent[]): void {
    for (const event of events) {
      const published = publishedEvent(event);
      if (published) this.subscribers.expect(event, published);
    }
  }
}
