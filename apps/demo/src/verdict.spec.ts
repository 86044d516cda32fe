import type { Payload, ReceivedPost } from './received-post';
import { type AcceptedMessage, type ExpectedPost, judge, type Verdict } from './verdict';

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

const payloads: readonly Payload[] = [
  { event: 'message_created', id: '1', content_type: 'text', content_attributes: {}, ...plain },
  { event: 'message_created', id: '2', ...choice, message_type: 'template' },
];

const changed = (current_value: string): Payload => ({
  event: 'conversation_updated',
  id: '1',
  changed_attributes: [{ status: { previous_value: 'open', current_value } }],
});

const expected: readonly ExpectedPost[] = (['hoory', 'chatwoot'] as const).map((format) => ({
  format,
  event: 'conversation_updated',
  detail: 'status: "open" → "resolved"',
}));

const post = (number: 1 | 2, changes: Partial<ReceivedPost> = {}): ReceivedPost => ({
  format: 'hoory',
  receivedAtMs: 0,
  webhookId: `msg_${number}`,
  attempt: number,
  status: 204,
  payload: payloads[number - 1]!,
  ...changes,
});

const other = (changes: Partial<ReceivedPost> = {}): ReceivedPost =>
  post(1, { webhookId: 'msg_3', payload: changed('resolved'), ...changes });

const evidence = { scripted: 2, accepted, expected: [], mostAttempts: 2 };

const judged = (...posts: ReceivedPost[]): Verdict => judge({ ...evidence, posts });

/** Where the messages are all right and something else is to come in both formats. */
const judgedOthers = (...posts: ReceivedPost[]): Verdict =>
  judge({ ...evidence, expected, posts: [post(1), post(2), ...posts] });

describe('The verdict', () => {
  it('finds nothing wrong where each message was taken once, and on the attempt expected', () => {
    const refused = post(2, { attempt: 1, status: 503 });

    expect(judged(post(1), refused, post(2))).toEqual({
      accepted: 2,
      received: 2,
      retried: 1,
      duplicates: 0,
      webhookIds: 2,
      others: 0,
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

    expect(judge({ ...evidence, posts, mostAttempts: 4 }).problems).toEqual([]);
    expect(judge({ ...evidence, posts, mostAttempts: 3 }).problems).toEqual([
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
      'The POST msg_3, attempt 1, was not expected: message_created in hoory (Hi)',
    );
  });

  it('names a POST whose signature is wrong', () => {
    const { payload: _, ...rest } = post(1) as ReceivedPost & { payload: Payload };
    const unsigned = { ...rest, status: 401, signatureProblem: 'No signature matches' };

    expect(judged(unsigned, post(1), post(2)).problems).toEqual([
      'The POST msg_1, attempt 1, is not signed: No signature matches',
    ]);
  });

  it('wants what else happens once in each format', () => {
    expect(judgedOthers(other(), other({ format: 'chatwoot' }))).toMatchObject({
      others: 2,
      problems: [],
    });
  });

  it('names what else was to come and did not', () => {
    expect(judgedOthers(other())).toMatchObject({
      others: 1,
      problems: ['conversation_updated in chatwoot (status: "open" → "resolved") never arrived'],
    });
  });

  it.each([
    ['comes twice', other()],
    ['tells of another change', other({ payload: changed('snoozed') })],
    ['is of a message that the other webhook got', post(1, { format: 'chatwoot' })],
    ['is sent away', other({ status: 503 })],
    ['takes two attempts', other({ attempt: 2 })],
  ])('does not expect a POST that %s', (_, stray) => {
    const { problems } = judgedOthers(other(), other({ format: 'chatwoot' }), stray);

    expect(problems).toEqual([expect.stringContaining('was not expected')]);
  });

  it('wants the whole script accepted', () => {
    expect(judge({ ...evidence, scripted: 3, posts: [] }).problems).toContain(
      '2 of 3 messages were accepted',
    );
  });
});
