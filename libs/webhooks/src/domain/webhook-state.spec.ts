import { deciderSpec } from '@app/event-store/testing';
import { webhookCreated, webhookData, webhookDeleted } from '../testing/webhook-events';
import { webhookDecider } from './webhook';
import type { OwnerCommand, RecordCommand } from './webhook-commands';
import type { ExhaustedDelivery, WebhookEvent } from './webhook-events';

const given = deciderSpec(webhookDecider);

const account = { id: 1, name: 'Hoory' };
const identity = { id: 1, accountId: 1 };
const AT = '2026-01-02T00:00:00.000Z';
const SINCE = '2025-12-28T00:00:00.000Z';

const { sealedSecret: _, startFromPosition: __, ...settings } = webhookData();

const disable: RecordCommand = {
  type: 'DisableWebhook',
  reason: 'owner',
  failingSince: null,
  account,
  occurredAt: AT,
};
const disabled: WebhookEvent = {
  type: 'WebhookDisabled',
  data: { ...settings, reason: 'owner', failingSince: null, disabledAt: AT, account },
};
const enable: OwnerCommand = {
  type: 'EnableWebhook',
  deliverMissed: true,
  ratePerSecond: 100,
  disabledPosition: 7,
};
const enabled: WebhookEvent = {
  type: 'WebhookEnabled',
  data: { ...identity, missedFromPosition: 7, ratePerSecond: 100 },
};
const test: OwnerCommand = {
  type: 'TestWebhook',
  event: null,
  events: ['message_created', 'contact_created'],
};
const requested = (event: string): WebhookEvent => ({
  type: 'WebhookTestRequested',
  data: { ...identity, event },
});
const delivery: ExhaustedDelivery = {
  id: 5,
  messageId: 'msg_event-1_1',
  event: 'message_created',
  conversationId: 3,
  attempts: 10,
  errorClass: null,
  statusCode: 500,
};
const exhaustion: RecordCommand = { type: 'RecordExhaustion', delivery, account };
const recovery: RecordCommand = { type: 'RecordRecovery', failingSince: SINCE, account };

const ofAccount = <Command extends object>(command: Command, accountId = 1) => ({
  ...command,
  accountId,
});

const fold = (...events: WebhookEvent[]) =>
  events.reduce((state, event) => webhookDecider.evolve(state, event), webhookDecider.initialState);

describe('disabling a webhook', () => {
  it('says what it was like, why and since when it has failed', () => {
    given([webhookCreated()])
      .when(ofAccount({ ...disable, reason: 'failures' as const, failingSince: SINCE }))
      .then([
        { ...disabled, data: { ...disabled.data, reason: 'failures', failingSince: SINCE } },
      ] as WebhookEvent[]);
  });

  it('keeps the reason and the time', () => {
    expect(fold(webhookCreated(), disabled).disabled).toEqual({ reason: 'owner', at: AT });
  });

  it.each(['owner', 'failures', 'gone'] as const)(
    'does nothing where it is disabled already: %s',
    (reason) => {
      given([webhookCreated(), disabled])
        .when(ofAccount({ ...disable, reason }))
        .then([]);
    },
  );

  it('names the account by its name alone', () => {
    const whole = { ...account, roles: { 1: 'administrator' } };
    given([webhookCreated()])
      .when(ofAccount({ ...disable, account: whole }))
      .then([disabled]);
  });
});

describe('enabling a webhook', () => {
  it('says from where on it has missed what happened, and how fast it is to get it', () => {
    given([webhookCreated(), disabled]).when(ofAccount(enable)).then([enabled]);
    expect(fold(webhookCreated(), disabled, enabled).disabled).toBeNull();
  });

  it('leaves out what it has missed where its owner does not want it', () => {
    given([webhookCreated(), disabled])
      .when(ofAccount({ ...enable, deliverMissed: false }))
      .then([
        {
          type: 'WebhookEnabled',
          data: { ...identity, missedFromPosition: null, ratePerSecond: 100 },
        },
      ]);
  });

  it('does nothing where it is enabled', () => {
    given([webhookCreated()])
      .when(ofAccount({ ...enable, disabledPosition: undefined }))
      .then([]);
    given([webhookCreated(), disabled, enabled]).when(ofAccount(enable)).then([]);
  });

  it.each([0, 1_001, 0.5])('refuses a rate of %d POSTs a second', (ratePerSecond) => {
    given([webhookCreated(), disabled])
      .when(ofAccount({ ...enable, ratePerSecond }))
      .thenRefused({
        message: `Rate must be an integer from 1 to 1000, got ${ratePerSecond}`,
        attributes: ['rate'],
      });
  });
});

describe('testing a webhook', () => {
  it('asks for the first event it subscribes to, or for the one that is named', () => {
    given([webhookCreated()])
      .when(ofAccount(test))
      .then([requested('message_created')]);
    given([webhookCreated()])
      .when(ofAccount({ ...test, event: 'contact_created' }))
      .then([requested('contact_created')]);
  });

  it('refuses an event that there is none of', () => {
    given([webhookCreated()])
      .when(ofAccount({ ...test, event: 'message_sent' }))
      .thenRefused({ reason: 'invalid', attributes: ['event'] });
  });

  it('refuses it of a disabled webhook', () => {
    given([webhookCreated(), disabled])
      .when(ofAccount(test))
      .thenRefused({ reason: 'invalid', attributes: ['status'] });
  });
});

describe('what the delivery says of a webhook', () => {
  const { url, name } = settings;

  it('is recorded with what others are told of it', () => {
    given([webhookCreated()])
      .when(ofAccount(recovery))
      .then([
        {
          type: 'WebhookRecovered',
          data: { ...identity, url, name, account, failingSince: SINCE },
        },
      ]);
    given([webhookCreated()])
      .when(ofAccount(exhaustion))
      .then([{ type: 'DeliveryExhausted', data: { ...identity, url, name, account, delivery } }]);
  });

  it('leaves the webhook as it is', () => {
    const recorded: WebhookEvent[] = [recovery, exhaustion].flatMap((command) =>
      webhookDecider.decide(ofAccount(command), fold(webhookCreated())),
    );
    expect(fold(webhookCreated(), ...recorded)).toEqual(fold(webhookCreated()));
  });
});

describe('a webhook that is not there', () => {
  const histories: [string, WebhookEvent[], number][] = [
    ['it was never made', [], 1],
    ['it is deleted', [webhookCreated(), webhookDeleted()], 1],
    ['another account asks', [webhookCreated()], 2],
  ];

  it.each(
    histories.flatMap(([when, events, accountId]) =>
      [disable, enable, test].map((command) => ({ when, events, accountId, command })),
    ),
  )('is not found: $command.type where $when', ({ events, accountId, command }) => {
    given(events).when(ofAccount(command, accountId)).thenRefused({ reason: 'not-found' });
  });

  it.each(
    histories.flatMap(([when, events, accountId]) =>
      [
        { ...disable, reason: 'failures' as const },
        { ...disable, reason: 'gone' as const },
        recovery,
        exhaustion,
      ].map((command) => ({ when, events, accountId, command })),
    ),
  )('is passed over by the delivery: $command.type where $when', (each) => {
    given(each.events).when(ofAccount(each.command, each.accountId)).then([]);
  });

  it('is what a deleted account has', () => {
    const nobody = { id: 0, name: '' };
    given([webhookCreated()])
      .when(ofAccount({ ...recovery, account: nobody }))
      .then([]);
    given([webhookCreated()])
      .when(ofAccount({ ...disable, account: undefined }))
      .thenRefused({ reason: 'not-found' });
  });
});
