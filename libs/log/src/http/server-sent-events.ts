import type { StoredEvent } from '@app/event-store';
import { toLoggedEventDto } from './event-response.dto';

/** Proxies close connections on which nothing is sent for a minute or less. */
const HEARTBEAT_MS = 15_000;

/** After which a reader has to come back, and show once more who they are: a token may be revoked by then. */
const LIFETIME_MS = 300_000;

/**
 * Events in the format of server-sent events (https://html.spec.whatwg.org/#server-sent-events), the
 * position as the id that a reader comes back with; comments where nothing happens. The first id comes
 * at once and by itself, so that a reader who has seen no event yet comes back without a gap.
 */
export async function* toServerSentEvents(
  chunks: AsyncIterable<readonly StoredEvent[]>,
  lastEventId: string,
): AsyncGenerator<string> {
  yield `: following\nid: ${lastEventId}\n\n`;
  const openedAtMs = performance.now();
  let lastSentAtMs = openedAtMs;
  for await (const events of chunks) {
    const nowMs = performance.now();
    if (events.length > 0) {
      lastSentAtMs = nowMs;
      yield events.map(toServerSentEvent).join('');
    } else if (nowMs - lastSentAtMs >= HEARTBEAT_MS) {
      lastSentAtMs = nowMs;
      yield ': heartbeat\n\n';
    }
    if (nowMs - openedAtMs >= LIFETIME_MS) return;
  }
}

function toServerSentEvent(event: StoredEvent): string {
  const data = JSON.stringify(toLoggedEventDto(event));
  return `id: ${event.position}\nevent: ${event.type}\ndata: ${data}\n\n`;
}
