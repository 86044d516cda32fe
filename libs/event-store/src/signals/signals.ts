/** Names what is told of, and what is said of it: items that come through JSON as they were. */
export class Channel<Item> {
  /** For the compiler alone, which tells channels apart by it. */
  declare protected readonly item: Item;

  constructor(readonly name: string) {}
}

/** @param items undefined where anything may have happened: look for yourself */
export type SignalListener<Item> = (items: readonly Item[] | undefined) => void;

/**
 * Tells all processes on the database what has happened, so that nobody waits for a poll to find out.
 * What is told is on record before; a hint says nothing that a look at the database would not.
 */
export abstract class Signals {
  /** Whether all is heard that is told. Where not, a poll must be the guarantee. */
  abstract readonly reliable: boolean;

  /**
   * Calls the listeners in this process at once, and those in others soon after.
   * @param items none where listeners are to look for themselves
   */
  abstract tell<Item>(channel: Channel<Item>, items?: readonly Item[]): void;

  /** @returns how to stop listening */
  abstract listen<Item>(channel: Channel<Item>, listener: SignalListener<Item>): () => void;
}

/** Something was appended to the log. */
export const APPENDED = new Channel<never>('appended');
