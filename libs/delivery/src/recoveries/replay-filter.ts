import type { StoredEvent } from '@app/event-store';
import type { ReplayFilter } from './recovery';
import type { RecoveryTable } from './recovery-table';

/** Of some events, those that are to be brought by what became of their deliveries before. */
export async function isWantedBy(
  filter: ReplayFilter | null,
  webhookId: number,
  events: readonly StoredEvent[],
  table: RecoveryTable,
): Promise<(position: number) => boolean> {
  if (!filter || filter.which === 'all') return () => true;
  const positions = events.map(({ position }) => position);
  const delivered = await table.positionsWith(webhookId, positions, 'delivered');
  if (filter.which === 'missing') return (position) => !delivered.has(position);
  const failed = await table.positionsWith(webhookId, positions, 'failed');
  return (position) => failed.has(position) && !delivered.has(position);
}
