import type { StoredEvent } from './event';
import type { Statement } from './statement';

/**
 * A read model written in the transaction of the append, so that whoever was answered reads
 * their own write. Pure: an event in, statements out, so that a rebuild gives the same rows.
 */
export interface InlineProjection {
  readonly name: string;
  project(event: StoredEvent): readonly Statement[];
}
