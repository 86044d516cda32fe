import { turnsOn } from '../turns';

export const { giveTurns, giveAllTurns, giveTurnsOf } = turnsOn({
  ofTurns: `
    SELECT value ->> 0 AS webhook_id, value ->> 1 AS replay_id, value ->> 2 AS conversation_id
    FROM json_each(?)`,
  greater: 'max',
  idIsAmong: (query) => `id IN (${query})`,
});
