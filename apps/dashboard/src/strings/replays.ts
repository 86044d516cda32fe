import type { Replay } from '@app/client';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const which: Readonly<Record<Replay['which'], string>> = {
  all: 'All of it',
  missing: 'What has never been delivered',
  failed: 'What was given up',
};

const states: Readonly<Record<Replay['state'], string>> = {
  running: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Ended with failures',
};

const counted = (count: number) => (count === 1 ? '1 POST' : `${number.format(count)} POSTs`);

export const replays = {
  title: 'Replays',
  about: 'History, delivered to this webhook once more, beside what is live.',
  none: 'Nothing has been replayed to this webhook.',
  notLoaded: 'The replays could not be loaded',
  replay: 'Replay',
  nameOf: (id: number) => `Replay ${id}`,
  startedAt: (time: string) => `Started ${time}`,
  range: (from: number, to: number) => `Events ${from} to ${to - 1} of the log`,
  wantedEvents: 'Events that the webhook wanted at the time',
  conversationOf: (id: number) => `Conversation ${id}`,
  which,
  states,
  progressOf: (id: number) => `Progress of replay ${id}`,
  outOf: (ended: number, total: number) =>
    `${number.format(ended)} of about ${number.format(total)} POSTs`,
  ended: (delivered: number) => `${counted(delivered)} delivered`,
  failedOf: (failed: number) => `${number.format(failed)} failed`,
  rateOf: (rate: number | null) =>
    rate === null
      ? 'As fast as the webhook takes them'
      : `At most ${number.format(rate)} POSTs a second`,
  pace: (perSecond: number) => `${number.format(perSecond)} a second now`,
  left: (words: string) => `${words} left`,
  pause: 'Pause',
  resume: 'Resume',
  changeRate: 'Change rate',
  cancel: 'Cancel replay',
  /** What a button does, where there are several alike. */
  actOn: (action: string, id: number) => `${action} ${id}`,
  notPaused: 'The replay was not paused',
  notResumed: 'The replay was not resumed',

  rate: 'POSTs a second',
  rateHint: 'From 1 to 10,000. Empty: as fast as the webhook takes them.',
  rateChanged: 'Rate changed',
  rateNotChanged: 'The rate was not changed',

  cancelTitle: 'Cancel replay',
  cancelQuestion: (id: number) =>
    `Are you sure to cancel replay ${id}? Nothing more of it is sent but what is to be retried.`,
  cancelYes: 'Yes, Cancel it',
  cancelNo: 'No, Go on',
  cancelled: 'Replay cancelled',
  notCancelled: 'The replay was not cancelled',

  from: 'From',
  fromOptions: { beginning: 'The beginning', time: 'A time' },
  fromTime: 'From the time',
  to: 'To',
  toOptions: { now: 'Now', time: 'A time' },
  toTime: 'To the time',
  timeMissing: 'Please enter a time',
  events: 'Events',
  eventsHint: 'None chosen: those that the webhook wanted at the time.',
  conversation: 'Conversation',
  conversationHint: 'Its number. Empty: all conversations.',
  whichLabel: 'Which of them',
  count: 'Count',
  notCounted: 'The POSTs were not counted',
  wouldSend: (count: number) =>
    count === 0 ? 'There is nothing to send.' : `${counted(count)} would be sent.`,
  start: 'Start replay',
  started: 'Replay started',
  notStarted: 'The replay was not started',
};
