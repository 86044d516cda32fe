import type { MessagePayload, ReceivedPost } from './received-post';
import { type AcceptedMessage, judge, type Verdict } from './verdict';

const plain = { content: 'Hi', message_type: 'incoming' } as const;
const choice = {
  content: 'Which?',
  message_type: 'outgoing',
  content_type: 'input_select',
  content_attributes: { items: [{ title: 'A', value: 'a' }] },
} as const;

const accepted: readonly AcceptedMessage[] = [
  { id: 1, line: plain, acceptedAtMs: 0, troubled: false },
  { id: 2, line: choice, acceptedAtMs: 0, troubled: true },
];

const payloads: readonly MessagePayload[] = [
  { event: 'message_created', id: '1', content_type: 'text', content_attributes: {}, ...plain },
  { event: 'message_created', id: '2', ...choice, message_type: 'template' },
];

const post = (number: 1 | 2, changes: Partial<ReceivedPost> = {}): ReceivedPost => ({
  receivedAtMs: 0,
  webhookId: `msg_${number}`,
  attempt: number,
  status: 204,
  payload: payloads[number - 1]!,
  ...changes,
});

const judged = (...posts: ReceivedPost[]): Verdict =>
  judge({ scripted: 2, accepted, posts, mostAttempts: 2 });

describe('The verdict', () => {
  it('finds nothing wrong where each message was taken once, and on the attempt expected', () => {
    const refused = post(2, { attempt: 1, status: 503 });

    expect(judged(post(1), refused, post(2))).toEqual({
      accepted: 2,
      received: 2,
      retried: 1,
      duplicates: 0,
      webhookIds: 2,
      problems: [],
    });
  });

  it('names the message that was accepted and never arrived', () => {
    expect(judged(post(1), post(2, { status: 503 }))).toMatchObject({
      received: 1,
      problems: [
        'Message 2 was accepted and never arrived',
        '2 messages arrived under 1 webhook-ids',
      ],
    });
  });

  it('counts a message that is taken twice as a duplicate', () => {
    expect(judged(post(1), post(1), post(2))).toMatchObject({
      duplicates: 1,
      problems: ['Message 1 arrived 2 times'],
    });
  });

  it('wants the same webhook-id on each attempt', () => {
    const refused = post(2, { attempt: 1, status: 503, webhookId: 'msg_other' });

    expect(judged(post(1), refused, post(2)).problems).toEqual([
      'Message 2 came under more than one webhook-id',
    ]);
  });

  it('wants a retry where the receiver was in trouble, and nowhere else', () => {
    expect(judged(post(1, { attempt: 2 }), post(2, { attempt: 1 })).problems).toEqual([
      'Message 1 arrived on attempt 2 instead of 1',
      'Message 2 arrived on attempt 1 instead of 2',
    ]);
  });

  it('takes more attempts for right only as far as the trouble was long enough for them', () => {
    const posts = [post(1), post(2, { attempt: 4 })];

    expect(judge({ scripted: 2, accepted, posts, mostAttempts: 4 }).problems).toEqual([]);
    expect(judge({ scripted: 2, accepted, posts, mostAttempts: 3 }).problems).toEqual([
      'Message 2 arrived on attempt 4 instead of 2 to 3',
    ]);
  });

  it('names each field that is not as it was sent', () => {
    const altered = { ...payloads[1]!, content: 'Whose?', content_attributes: { items: [] } };

    expect(judged(post(1), post(2, { payload: altered })).problems).toEqual([
      'Message 2 arrived with content "Whose?" instead of "Which?"',
      'Message 2 arrived with content_attributes {"items":[]} ' +
        'instead of {"items":[{"title":"A","value":"a"}]}',
    ]);
  });

  it('names a POST that nobody caused', () => {
    const stray = post(1, { webhookId: 'msg_3', payload: { ...payloads[0]!, id: '3' } });

    expect(judged(post(1), post(2), stray).problems).toContain(
      'The POST msg_3, attempt 1, was not expected: message_created 3',
    );
  });

  it('names a POST whose signature is wrong', () => {
    const { payload: _, ...rest } = post(1) as ReceivedPost & { payload: MessagePayload };
    const unsigned = { ...rest, status: 401, signatureProblem: 'No signature matches' };

    expect(judged(unsigned, post(1), post(2)).problems).toEqual([
      'The POST msg_1, attempt 1, is not signed: No signature matches',
    ]);
  });

  it('wants the whole script accepted', () => {
    expect(judge({ scripted: 3, accepted, posts: [], mostAttempts: 2 }).problems).toContain(
      '2 of 3 messages were accepted',
    );
  });
});
