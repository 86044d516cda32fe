import type { RebuildProgress } from '@app/event-store';

/** A line of what the server answers with: progress, and at the end how it came out. */
export type RebuildAnswer = RebuildProgress | { readonly error: string } | { readonly done: true };

export const REBUILD_PATH = '/projections/';

export function toLine(answer: RebuildAnswer): string {
  return `${JSON.stringify(answer)}\n`;
}
