import { turnsOn } from '../turns';

/** Only behind `lockTurns`. */
export const { giveTurns, giveAllTurns, giveTurnsOf } = turnsOn({
  ofTurns: `
    SELECT (value ->> 0)::bigint AS webhook_id, (value ->> 1)::bigint AS replay_id,
           (value ->> 2)::bigint AS conversation_id
    FROM jsonb_array_elements(?::jsonb)`,
  greater: 'greatest',
  // As an array, by which the planner looks the deliveries up however many it expects.
  idIsAmong: (query) => `id = ANY (ARRAY(${query}))`,
});
