import type { Replay, ReplayRange, WebhookEventName } from '@app/client';

/** As they stand in the dialog's fields: what is not chosen is empty, times are local. */
export interface ReplayFormValues {
  readonly from: 'beginning' | 'time';
  readonly fromTime: string;
  readonly to: 'now' | 'time';
  readonly toTime: string;
  readonly events: WebhookEventName[];
  readonly conversation: number | string;
  readonly which: Replay['which'];
  readonly rate: number | string;
}

export const NEW_REPLAY: ReplayFormValues = {
  from: 'beginning',
  fromTime: '',
  to: 'now',
  toTime: '',
  events: [],
  conversation: '',
  which: 'all',
  rate: '',
};

/** To be asked for where all of its times are there. */
export function toRange(values: ReplayFormValues): ReplayRange {
  const { from, fromTime, to, toTime, events, conversation, which } = values;
  return {
    from: from === 'time' ? toIso(fromTime) : from,
    to: to === 'time' ? toIso(toTime) : to,
    which,
    ...(events.length > 0 && { events }),
    ...(conversation !== '' && { conversation_id: Number(conversation) }),
  };
}

function toIso(localTime: string): string {
  return new Date(localTime).toISOString();
}
