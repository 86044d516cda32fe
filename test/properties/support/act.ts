import type { Actor, CommandMetadata } from '@app/event-store';
import type { Attributes, Origin, Visitor } from '@app/conversation';
import type { EventName } from '@app/payloads';
import type { Command } from '@nestjs/cqrs';
import * as fc from 'fast-check';
import type { Subscribers } from './subscribers';
import type { World } from './world';

/** Which events a command fires. Each is fired once, unless it is named more often. */
export interface Fires {
  readonly always?: readonly EventName[];
  readonly maybe?: readonly EventName[];
}

/** A command with all that is known of it beforehand. */
export interface Prepared {
  /** The command, for a request of that origin. */
  readonly command: (origin: Origin) => Command<unknown>;
  readonly fires: Fires;
  /** What the answer names, where a repeated request is to be answered with the same. */
  readonly identify?: (answer: never) => unknown;
  /** What the answer changes of who is to be told what. */
  readonly settle?: (subscribers: Subscribers, answer: never) => void;
  readonly meet?: (answer: never) => Visitor;
  /** Whether there is still what the answer was about: else a repeated request is another one. */
  readonly stands?: (world: World, answer: never) => boolean;
}

/** A command that is yet to find whom and what it is about. */
export class Act {
  constructor(
    readonly name: string,
    private readonly args: unknown,
    readonly prepare: (world: World) => Prepared,
  ) {}

  toString(): string {
    return `${this.name} ${fc.stringify(this.args)}`;
  }
}

/** @param arbitraries whom and what it is about, as numbers to pick by, and the rest as it is */
export function act<Args>(
  name: string,
  arbitraries: { [Name in keyof Args]: fc.Arbitrary<Args[Name]> },
  prepare: (args: Args, world: World) => Prepared,
): fc.Arbitrary<Act> {
  return fc
    .record(arbitraries, { noNullPrototype: true })
    .map((args) => new Act(name, args, (world) => prepare(args, world)));
}

/** Any of the properties, or none; as an object that is printed like others. */
export const partOf = <Whole>(arbitraries: { [Name in keyof Whole]: fc.Arbitrary<Whole[Name]> }) =>
  fc.record(arbitraries, { requiredKeys: [], noNullPrototype: true });

/** To pick by. */
export const some: fc.Arbitrary<number> = fc.nat(1_000);

/** The first account, most of the time. */
export const someAccount: fc.Arbitrary<number> = fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 2);

/** Once in a while what a command is about is not where it is looked for. */
export const astray: fc.Arbitrary<boolean> = fc.oneof(
  { weight: 15, arbitrary: fc.constant(false) },
  fc.constant(true),
);

export const names: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('Ada', 'Bob', 'Zoë', '名前', `O'Brien "B"`, '\u2028<b>'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 0 }),
  fc.constantFrom<unknown>([], {}, [1, [2, null]], { deep: { '': '"' } }),
);
export const attributes: fc.Arbitrary<Attributes> = fc.oneof(
  fc.constantFrom({}, { plan: 'pro' }, { plan: 'free', seats: 3 }, { seats: 3, plan: 'free' }),
  fc.dictionary(fc.string({ maxLength: 4 }), values, { maxKeys: 3, noNullPrototype: true }),
);

export const byUser = (world: World, number: number): Actor => ({
  type: 'user',
  id: world.pickId(world.users, number),
});

export const metadataOf = (
  accountId: number | null,
  actor: Actor | null,
  origin: Origin,
): CommandMetadata => ({ accountId, actor, ...origin });
