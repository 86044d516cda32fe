import { isDeepStrictEqual } from 'node:util';
import type { WebhookFormat } from '@app/client';
import { detailOf, messageIdOf, type Payload, payloadOf, type ReceivedPost } from './received-post';
import type { Line } from './script';

/** A message that the API answered with success. */
export interface AcceptedMessage {
  readonly id: number;
  readonly line: Line;
  /** Unix milliseconds at which the answer was here. */
  readonly acceptedAtMs: number;
  /** Whether the receiver could not take it at first. */
  readonly troubled: boolean;
}

/** A POST that something else than the script's messages has to cause, once. */
export interface ExpectedPost {
  readonly format: WebhookFormat;
  readonly event: string;
  /** What `detailOf` makes of its payload. */
  readonly detail: string;
}

export interface Evidence {
  /** How many messages the script has. */
  readonly scripted: number;
  readonly accepted: readonly AcceptedMessage[];
  readonly expected: readonly ExpectedPost[];
  readonly posts: readonly ReceivedPost[];
  /** The attempt on which a troubled message has to arrive at the latest. */
  readonly mostAttempts: number;
}

export interface Verdict {
  readonly accepted: number;
  readonly received: number;
  readonly retried: number;
  readonly duplicates: number;
  readonly webhookIds: number;
  /** How many of the expected POSTs came, once and at once. */
  readonly others: number;
  /** What did not hold, a sentence each. */
  readonly problems: readonly string[];
}

/** Holds what arrived against what was sent. */
export function judge({ scripted, accepted, expected, posts, mostAttempts }: Evidence): Verdict {
  const ids = new Set(accepted.map(({ id }) => id));
  const ofScript = posts.filter((post) => isOfScript(post, ids));
  const others = posts.filter((post) => payloadOf(post) && !isOfScript(post, ids));
  const taken = ofScript.filter(({ status }) => status === 204);
  const received = new Set(taken.map(messageIdOf)).size;
  const webhookIds = new Set(taken.map(({ webhookId }) => webhookId)).size;
  const retried = taken.filter(({ attempt }) => attempt > 1).length;
  const missing = missingFrom(others, expected);
  const problems = [
    ...posts.flatMap(problemsOfSignature),
    ...accepted.flatMap((message) => problemsOfMessage(message, ofScript, mostAttempts)),
    ...missing.map((post) => `${inWords(post)} never arrived`),
    ...problemsOfOthers(others, expected),
  ];
  if (accepted.length !== scripted) {
    problems.push(`${accepted.length} of ${scripted} messages were accepted`);
  }
  if (webhookIds !== scripted) {
    problems.push(`${scripted} messages arrived under ${webhookIds} webhook-ids`);
  }
  return {
    accepted: accepted.length,
    received,
    retried,
    duplicates: taken.length - webhookIds,
    webhookIds,
    others: expected.length - missing.length,
    problems,
  };
}

/** Those of the expected POSTs that are not among what came. */
export function missingFrom(
  posts: readonly ReceivedPost[],
  expected: readonly ExpectedPost[],
): ExpectedPost[] {
  const here = new Set(posts.map(inWordsOf));
  return expected.filter((post) => !here.has(inWords(post)));
}

/** The script's messages go to the webhook of the format `hoory` alone. */
function isOfScript(post: ReceivedPost, ids: ReadonlySet<number>): boolean {
  if (post.format !== 'hoory' || payloadOf(post)?.event !== 'message_created') return false;
  return ids.has(messageIdOf(post)!);
}

function problemsOfSignature(post: ReceivedPost): string[] {
  if (!('signatureProblem' in post)) return [];
  return [`${nameOf(post)} is not signed: ${post.signatureProblem}`];
}

/** Nothing came that was not to come, nothing came twice, and nothing took a second attempt. */
function problemsOfOthers(
  posts: readonly ReceivedPost[],
  expected: readonly ExpectedPost[],
): string[] {
  const outstanding = new Set(expected.map(inWords));
  return posts.flatMap((post) => {
    const words = inWordsOf(post);
    const asExpected = outstanding.delete(words) && post.attempt === 1 && post.status === 204;
    return asExpected ? [] : [`${nameOf(post)} was not expected: ${words}`];
  });
}

function nameOf({ webhookId, attempt }: ReceivedPost): string {
  return `The POST ${webhookId}, attempt ${attempt},`;
}

function inWords({ format, event, detail }: ExpectedPost): string {
  return `${event} in ${format}${detail && ` (${detail})`}`;
}

function inWordsOf(post: ReceivedPost): string {
  const payload = payloadOf(post);
  const [event, detail] = payload ? [payload.event, detailOf(payload)] : ['?', ''];
  return inWords({ format: post.format, event, detail });
}

function problemsOfMessage(
  { id, line, troubled }: AcceptedMessage,
  posts: readonly ReceivedPost[],
  mostAttempts: number,
): string[] {
  const own = posts.filter((post) => messageIdOf(post) === id);
  const taken = own.filter(({ status }) => status === 204);
  const [first] = taken;
  const name = `Message ${id}`;
  if (!first) return [`${name} was accepted and never arrived`];
  const problems = differences(line, payloadOf(first)!).map(
    (difference) => `${name} ${difference}`,
  );
  if (taken.length > 1) problems.push(`${name} arrived ${taken.length} times`);
  if (own.some(({ webhookId }) => webhookId !== first.webhookId)) {
    problems.push(`${name} came under more than one webhook-id`);
  }
  const [least, most] = troubled ? [2, mostAttempts] : [1, 1];
  if (!(first.attempt >= least && first.attempt <= most)) {
    const attempts = least === most ? `${least}` : `${least} to ${most}`;
    problems.push(`${name} arrived on attempt ${first.attempt} instead of ${attempts}`);
  }
  return problems;
}

function differences(line: Line, payload: Payload): string[] {
  const { content, message_type, content_type = 'text', content_attributes = {} } = line;
  const sent: Partial<Payload> = {
    content,
    // The payload's word for a message that offers a choice.
    message_type: content_type === 'input_select' ? 'template' : message_type!,
    content_type,
    content_attributes,
  };
  return Object.entries(sent)
    .map(([field, value]) => ({ field, value, got: payload[field as keyof Payload] }))
    .filter(({ value, got }) => !isDeepStrictEqual(value, got))
    .map(
      ({ field, value, got }) =>
        `arrived with ${field} ${JSON.stringify(got)} instead of ${JSON.stringify(value)}`,
    );
}
