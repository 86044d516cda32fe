import type { EventMetadata } from '@app/event-store';
import { named, nullable, object, oneOf } from '../schema/shapes';
import { idSchema } from './wording';

/** Who caused an event; null for the system itself. */
export function renderPerformer({ actor }: EventMetadata): object {
  return { performed_by: actor && { id: actor.id, type: actor.type } };
}

const performerSchema = named(
  'ChatwootPerformer',
  object({ id: idSchema, type: oneOf(['user', 'agent_bot', 'contact']) }),
);

export const performerProperties = { performed_by: nullable(performerSchema) };
