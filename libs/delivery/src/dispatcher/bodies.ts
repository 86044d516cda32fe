import type { StoredEvent } from '@app/event-store';
import { type Format, renderPayload } from '@app/payloads';

/** More than are under way at a time where each goes to many webhooks: else nothing is shared. */
const MOST_EVENTS = 64;

/** What is POSTed for the events of late: the same text goes to every webhook that wants them. */
export class Bodies {
  private readonly byPosition = new Map<number, Partial<Record<Format, string>>>();

  of(event: StoredEvent, format: Format): string {
    let rendered = this.byPosition.get(event.position);
    if (!rendered) {
      rendered = {};
      if (this.byPosition.size === MOST_EVENTS) this.forgetOldest();
      this.byPosition.set(event.position, rendered);
    }
    return (rendered[format] ??= renderPayload(format, event));
  }

  private forgetOldest(): void {
    for (const oldest of this.byPosition.keys()) {
      this.byPosition.delete(oldest);
      return;
    }
  }
}
