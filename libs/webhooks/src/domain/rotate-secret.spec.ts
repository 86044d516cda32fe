import { deciderSpec } from '@app/event-store/testing';
import { secretRotated, webhookCreated, webhookDeleted } from '../testing/webhook-events';
import { webhookDecider } from './webhook';
import type { WebhookCommand } from './webhook-commands';
import type { WebhookEvent } from './webhook-events';

const given = deciderSpec(webhookDecider);

const NOON = '2026-01-01T12:00:00.000Z';
const ONE_HOUR_S = 3_600;

const created = webhookCreated({ sealedSecret: 'v1.first' });

const rotate = (
  sealedSecret: string,
  overlapSeconds: number,
  occurredAt = NOON,
  accountId = 1,
): WebhookCommand => ({
  type: 'RotateSecret',
  accountId,
  sealedSecret,
  overlapSeconds,
  occurredAt,
});

const fold = (events: readonly WebhookEvent[]) =>
  events.reduce((state, event) => webhookDecider.evolve(state, event), webhookDecider.initialState);

const previous = (name: string, validUntil: string) => ({ sealedSecret: name, validUntil });

describe('rotating a secret', () => {
  it('honours the one of before until the overlap is over', () => {
    given([created])
      .when(rotate('v1.second', ONE_HOUR_S))
      .then([
        secretRotated({
          sealedSecret: 'v1.second',
          previous: [previous('v1.first', '2026-01-01T13:00:00.000Z')],
        }),
      ]);
  });

  it('honours nothing older without an overlap', () => {
    const rotated = secretRotated({
      sealedSecret: 'v1.second',
      previous: [previous('v1.first', '2026-01-02T00:00:00.000Z')],
    });
    given([created, rotated])
      .when(rotate('v1.third', 0))
      .then([secretRotated({ sealedSecret: 'v1.third', previous: [] })]);
  });

  it('keeps those of before, newest first, none of them longer than its own overlap or the new one', () => {
    const rotated = secretRotated({
      sealedSecret: 'v1.fourth',
      previous: [
        previous('v1.third', '2026-01-01T18:00:00.000Z'),
        previous('v1.second', '2026-01-01T12:30:00.000Z'),
        previous('v1.first', NOON),
      ],
    });
    given([created, rotated])
      .when(rotate('v1.fifth', ONE_HOUR_S))
      .then([
        secretRotated({
          sealedSecret: 'v1.fifth',
          previous: [
            previous('v1.fourth', '2026-01-01T13:00:00.000Z'),
            previous('v1.third', '2026-01-01T13:00:00.000Z'),
            previous('v1.second', '2026-01-01T12:30:00.000Z'),
          ],
        }),
      ]);
  });

  it('honours four of before at most, the newest', () => {
    const events: WebhookEvent[] = [created];
    for (const name of ['v1.2', 'v1.3', 'v1.4', 'v1.5', 'v1.6']) {
      const state = fold(events);
      events.push(...webhookDecider.decide(rotate(name, ONE_HOUR_S), state));
    }
    const { sealedSecret, previousSecrets } = fold(events);
    expect([sealedSecret, ...previousSecrets.map((each) => each.sealedSecret)]).toEqual([
      'v1.6',
      'v1.5',
      'v1.4',
      'v1.3',
      'v1.2',
    ]);
  });

  it('does nothing where the secret is that of now', () => {
    given([created]).when(rotate('v1.first', 0)).then([]);
  });

  it('goes back to one of before, which then is none of before', () => {
    const rotated = secretRotated({
      sealedSecret: 'v1.second',
      previous: [previous('v1.first', '2026-01-01T13:00:00.000Z')],
    });
    given([created, rotated])
      .when(rotate('v1.first', ONE_HOUR_S))
      .then([
        secretRotated({
          sealedSecret: 'v1.first',
          previous: [previous('v1.second', '2026-01-01T13:00:00.000Z')],
        }),
      ]);
  });

  it.each([-1, 604_801, 0.5, NaN])('refuses an overlap of %d seconds', (overlapSeconds) => {
    given([created])
      .when(rotate('v1.second', overlapSeconds))
      .thenRefused({ reason: 'invalid', attributes: ['overlap_seconds'] });
  });

  it.each<[string, WebhookEvent[], number]>([
    ['before it is made', [], 1],
    ['after it was deleted', [created, webhookDeleted()], 1],
    ['by another account', [created], 2],
  ])('finds no webhook %s', (_, events, accountId) => {
    given(events)
      .when(rotate('v1.second', 0, NOON, accountId))
      .thenRefused({ reason: 'not-found' });
  });
});
