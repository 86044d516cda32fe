import { HooryApiError, type HooryClient, type LoggedEvent } from '@app/client';
import { queryClient } from './query-client';
import { sessionQuery } from './session';

const AGAIN_AFTER_MS = 3_000;

export interface AccountEventsListener {
  readonly onEvent?: (event: LoggedEvent) => void;
  /** Begun, or begun again: what has happened in between is not told. */
  readonly onOpen?: () => void;
}

/** What happens in an account, as it happens: one connection for all who listen. */
export class AccountEvents {
  private readonly listeners = new Set<AccountEventsListener>();
  private readonly watchers = new Set<() => void>();
  private open = false;

  constructor(private readonly client: HooryClient) {}

  get isOpen(): boolean {
    return this.open;
  }

  /** @returns what ends it */
  listen(listener: AccountEventsListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls back when `isOpen` has changed. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Connects, again and again until the signal says so. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const onOpen = () => this.opened();
        for await (const event of this.client.events.follow({ signal, onOpen })) {
          for (const { onEvent } of this.listeners) onEvent?.(event);
        }
      } catch (error) {
        // Whoever has been signed out is asked to sign in, and then it is begun again.
        if (!signal.aborted && error instanceof HooryApiError && error.status === 401) {
          await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
        }
      }
      this.setOpen(false);
      await pause(signal);
    }
  }

  private opened(): void {
    this.setOpen(true);
    for (const { onOpen } of this.listeners) onOpen?.();
  }

  private setOpen(open: boolean): void {
    if (this.open === open) return;
    this.open = open;
    for (const watcher of this.watchers) watcher();
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, AGAIN_AFTER_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
