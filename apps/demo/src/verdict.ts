import { isDeepStrictEqual } from 'node:util';
import { type MessagePayload, payloadOf, type ReceivedPost } from './received-post';
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

export interface Evidence {
  /** How many messages the script has. */
  readonly scripted: number;
  readonly accepted: readonly AcceptedMessage[];
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
  /** What did not hold, a sentence each. */
  readonly problems: readonly string[];
}

/** Holds what arrived against what was sent. */
export function judge({ scripted, accepted, posts, mostAttempts }: Evidence): Verdict {
  const taken = posts.filter(({ status }) => status === 204);
  const received = new Set(taken.map((post) => payloadOf(post)?.id)).size;
  const webhookIds = new Set(taken.map(({ webhookId }) => webhookId)).size;
  const retried = taken.filter(({ attempt }) => attempt > 1).length;
  const problems = [
    ...posts.flatMap((post) => problemsOfPost(post, accepted)),
    ...accepted.flatMap((message) => problemsOfMessage(message, posts, mostAttempts)),
  ];
  if (accepted.length !== scripted) {
    problems.push(`${accepted.length} of ${scripted} messages were accepted`);
  }
  if (webhookIds !== scripted) {
    problems.push(`${scripted} messages arrived under ${webhookIds} webhook-ids`);
  }
  const duplicates = taken.length - webhookIds;
  return { accepted: accepted.length, received, retried, duplicates, webhookIds, problems };
}

function problemsOfPost(post: ReceivedPost, accepted: readonly AcceptedMessage[]): string[] {
  const name = `The POST ${post.webhookId}, attempt ${post.attempt},`;
  if ('signatureProblem' in post) return [`${name} is not signed: ${post.signatureProblem}`];
  const { event, id } = post.payload;
  if (event === 'message_created' && accepted.some((message) => String(message.id) === id)) {
    return [];
  }
  return [`${name} was not expected: ${event} ${id}`];
}

function problemsOfMessage(
  { id, line, troubled }: AcceptedMessage,
  posts: readonly ReceivedPost[],
  mostAttempts: number,
): string[] {
  const own = posts.filter((post) => payloadOf(post)?.id === String(id));
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
    const expected = least === most ? `${least}` : `${least} to ${most}`;
    problems.push(`${name} arrived on attempt ${first.attempt} instead of ${expected}`);
  }
  return problems;
}

function differences(line: Line, payload: MessagePayload): string[] {
  const { content, message_type, content_type = 'text', content_attributes = {} } = line;
  const sent: Partial<MessagePayload> = {
    content,
    // The payload's word for a message that offers a choice.
    message_type: content_type === 'input_select' ? 'template' : message_type!,
    content_type,
    content_attributes,
  };
  return Object.entries(sent)
    .map(([field, value]) => ({ field, value, got: payload[field as keyof MessagePayload] }))
    .filter(({ value, got }) => !isDeepStrictEqual(value, got))
    .map(
      ({ field, value, got }) =>
        `arrived with ${field} ${JSON.stringify(got)} instead of ${JSON.stringify(value)}`,
    );
}
