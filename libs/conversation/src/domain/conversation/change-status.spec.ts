import { deciderSpec } from '@app/event-store/testing';
import {
  ada,
  carol,
  carolHerself,
  message,
  situation,
  T0,
  T1,
  T2,
} from '../../testing/conversation-data';
import {
  activity,
  change,
  conversationUpdated,
  created,
  statusChanged,
} from '../../testing/conversation-events';
import type { ConversationCommand, Situation } from './commands';
import type { ConversationStatus } from './conversation';
import { conversationDecider } from './decider';

const given = deciderSpec(conversationDecider);

const to = (
  status: ConversationStatus | undefined,
  snoozedUntil: string | null = null,
  moment: Partial<Situation> = {},
): ConversationCommand => ({
  type: 'ChangeStatus',
  status,
  snoozedUntil,
  situation: situation(moment),
});

describe('changing the status', () => {
  it.each([
    ['open', 'resolved', 'Conversation was marked as resolved by Ada'],
    ['open', 'pending', 'Conversation was marked as pending by Ada'],
    ['open', 'snoozed', 'Conversation was snoozed by Ada'],
    ['resolved', 'open', 'Conversation was reopened by Ada'],
    ['pending', 'open', 'Conversation was reopened by Ada'],
    ['snoozed', 'resolved', 'Conversation was marked as resolved by Ada'],
  ] as const)('from %s to %s is told once, whole and by itself', (previous, status, text) => {
    given([created({ status: previous })])
      .when(to(status))
      .then([
        activity(text, { status }),
        statusChanged({ status }, previous),
        conversationUpdated({ status }, [change('status', previous, status)]),
      ]);
  });

  it.each([
    ['open', 'resolved'],
    ['resolved', 'open'],
    ['pending', 'open'],
    ['snoozed', 'open'],
  ] as const)('without saying to which turns %s to %s', (previous, status) => {
    given([created({ status: previous })])
      .when(to(undefined, null, { performer: null }))
      .then([
        activity(
          status === 'open' ? 'Conversation was reopened' : 'Conversation was marked as resolved',
          { status },
        ),
        statusChanged({ status }, previous),
        conversationUpdated({ status }, [change('status', previous, status)]),
      ]);
  });

  it.each(['open', 'resolved', 'pending', 'snoozed'] as const)(
    'to %s again changes nothing',
    (status) => {
      given([created({ status })])
        .when(to(status))
        .then([]);
    },
  );

  it('may be the contact’s doing', () => {
    given([created()])
      .when(to('resolved', null, { performer: carolHerself }))
      .then([
        activity('Conversation was marked as resolved by Carol', { status: 'resolved' }),
        statusChanged({ status: 'resolved' }, 'open'),
        conversationUpdated({ status: 'resolved' }, [change('status', 'open', 'resolved')]),
      ]);
  });

  it('carries the last message, which the activity is not', () => {
    const lastMessage = {
      message: message({ id: 1 }),
      sender: { type: 'contact', id: carol.id },
    } as const;
    const pending = { status: 'pending', lastMessageId: 1, unreadCount: 1 } as const;
    given([created({ ...pending, status: 'open' })])
      .when(to('pending', null, { lastMessage }))
      .then([
        activity('Conversation was marked as pending by Ada', pending, { lastMessage }),
        statusChanged(pending, 'open', { lastMessage }),
        conversationUpdated(pending, [change('status', 'open', 'pending')], { lastMessage }),
      ]);
  });

  it('to resolved ends the waiting for an answer', () => {
    const resolved = { status: 'resolved', waitingSince: null } as const;
    given([created({ waitingSince: T0 })])
      .when(to('resolved'))
      .then([
        activity('Conversation was marked as resolved by Ada', resolved),
        statusChanged(resolved, 'open'),
        conversationUpdated(resolved, [
          change('status', 'open', 'resolved'),
          change('waitingSince', T0, null),
        ]),
      ]);
  });

  it.each(['pending', 'snoozed'] as const)('to %s leaves the contact waiting', (status) => {
    const waiting = { status, waitingSince: T0 };
    given([created({ waitingSince: T0 })])
      .when(to(status, null, { performer: ada }))
      .then([
        activity(
          `Conversation was ${status === 'pending' ? 'marked as pending' : 'snoozed'} by Ada`,
          waiting,
        ),
        statusChanged(waiting, 'open'),
        conversationUpdated(waiting, [change('status', 'open', status)]),
      ]);
  });

  it('is refused in a conversation that is not there', () => {
    given([]).when(to('open')).thenRefused({ reason: 'not-found' });
  });
});

describe('snoozing', () => {
  it('lasts until the time given', () => {
    const snoozed = { status: 'snoozed', snoozedUntil: T2 } as const;
    given([created()])
      .when(to('snoozed', T2))
      .then([
        activity('Conversation was snoozed by Ada', snoozed),
        statusChanged(snoozed, 'open'),
        conversationUpdated(snoozed, [
          change('status', 'open', 'snoozed'),
          change('snoozedUntil', null, T2),
        ]),
      ]);
  });

  it('for another time changes no status', () => {
    const later = '2026-01-02T00:00:00.000Z';
    given([created({ status: 'snoozed', snoozedUntil: T2 })])
      .when(to('snoozed', later))
      .then([
        conversationUpdated({ status: 'snoozed', snoozedUntil: later }, [
          change('snoozedUntil', T2, later),
        ]),
      ]);
  });

  it('ends with any other status', () => {
    const open = { status: 'open', snoozedUntil: null } as const;
    given([created({ status: 'snoozed', snoozedUntil: T2 })])
      .when(to('open'))
      .then([
        activity('Conversation was reopened by Ada', open),
        statusChanged(open, 'snoozed'),
        conversationUpdated(open, [
          change('status', 'snoozed', 'open'),
          change('snoozedUntil', T2, null),
        ]),
      ]);
  });

  it.each([T0, T1])('takes a time to come: at %s it does not', (snoozedUntil) => {
    given([created()])
      .when(to('snoozed', snoozedUntil))
      .thenRefused({
        reason: 'invalid',
        message: `Snoozed until takes a time to come, got ${snoozedUntil}`,
        attributes: ['snoozed_until'],
      });
  });

  it.each([
    ['open', 'open'],
    ['resolved', 'resolved'],
    ['pending', 'pending'],
    [undefined, 'resolved'],
  ] as const)('is not meant by the status %s', (status, became) => {
    given([created()])
      .when(to(status, T2))
      .thenRefused({
        reason: 'invalid',
        message: `Snoozed until goes with the status snoozed, got ${became}`,
        attributes: ['snoozed_until'],
      });
  });
});
