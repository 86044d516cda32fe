import { deciderSpec } from '@app/event-store/testing';
import { situation } from '../../testing/conversation-data';
import { activity, change, conversationUpdated, created } from '../../testing/conversation-events';
import type { ConversationCommand } from './commands';
import { conversationDecider } from './decider';

const given = deciderSpec(conversationDecider);

const label = (labels: readonly string[]): ConversationCommand => ({
  type: 'SetLabels',
  labels,
  situation: situation(),
});

describe('setting labels', () => {
  it('keeps them as given: in their order, each once, without blanks around', () => {
    const labels = ['vip', 'billing', 'first line'];
    given([created()])
      .when(label([' vip', 'billing', 'vip ', 'first line', 'billing']))
      .then([
        activity('Labels added by Ada: vip, billing, first line', { labels }),
        conversationUpdated({ labels }, [change('labels', [], labels)]),
      ]);
  });

  it('replaces those that were there', () => {
    const labels = ['vip', 'refund'];
    given([created({ labels: ['billing', 'vip', 'angry'] })])
      .when(label(labels))
      .then([
        activity('Label added by Ada: refund', { labels }),
        activity('Labels removed by Ada: billing, angry', { labels }, { id: 9 }),
        conversationUpdated({ labels }, [change('labels', ['billing', 'vip', 'angry'], labels)]),
      ]);
  });

  it('that are none takes all away', () => {
    given([created({ labels: ['vip'] })])
      .when(label([]))
      .then([
        activity('Label removed by Ada: vip', { labels: [] }),
        conversationUpdated({ labels: [] }, [change('labels', ['vip'], [])]),
      ]);
  });

  it.each<[readonly string[]]>([
    [['vip', 'billing']],
    [['billing', 'vip']],
    [['vip', ' billing ', 'vip']],
  ])('that are there changes nothing: %j', (labels) => {
    given([created({ labels: ['vip', 'billing'] })])
      .when(label(labels))
      .then([]);
  });

  it('takes up to 100 labels of up to 255 characters', () => {
    const labels = Array.from({ length: 100 }, (_, n) => String(n).padStart(255, 'x'));
    given([created()])
      .when(label(labels))
      .then([
        activity(`Labels added by Ada: ${labels.join(', ')}`, { labels }),
        conversationUpdated({ labels }, [change('labels', [], labels)]),
      ]);
  });

  it.each<[readonly string[], string]>([
    [Array.from({ length: 101 }, (_, n) => `label-${n}`), 'Labels take at most 100, got 101'],
    [['vip', ''], 'Labels take 1 to 255 characters each, got 0'],
    [['  '], 'Labels take 1 to 255 characters each, got 0'],
    [['x'.repeat(256)], 'Labels take 1 to 255 characters each, got 256'],
  ])('is refused beyond that', (labels, why) => {
    given([created()])
      .when(label(labels))
      .thenRefused({ reason: 'invalid', message: why, attributes: ['labels'] });
  });

  it('is refused in a conversation that is not there', () => {
    given([])
      .when(label(['vip']))
      .thenRefused({ reason: 'not-found' });
  });
});
