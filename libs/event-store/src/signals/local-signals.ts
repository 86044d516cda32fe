import { type Channel, type SignalListener, Signals } from './signals';

/** In the one process that there is. */
export class LocalSignals extends Signals {
  private readonly listeners = new Map<string, Set<SignalListener<unknown>>>();

  get reliable(): boolean {
    return true;
  }

  tell<Item>(channel: Channel<Item>, items?: readonly Item[]): void {
    this.hear(channel.name, items);
  }

  listen<Item>(channel: Channel<Item>, listener: SignalListener<Item>): () => void {
    const listeners = this.listeners.get(channel.name) ?? new Set();
    this.listeners.set(channel.name, listeners.add(listener as SignalListener<unknown>));
    return () => void listeners.delete(listener as SignalListener<unknown>);
  }

  protected hear(name: string, items: readonly unknown[] | undefined): void {
    for (const listener of this.listeners.get(name) ?? []) listener(items);
  }

  /** Has everybody look for themselves. */
  protected hearAnything(): void {
    for (const name of this.listeners.keys()) this.hear(name, undefined);
  }
}
