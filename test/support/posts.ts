import type { Receiver, ReceivedPost } from '@app/harness';

/** What of a payload tells which message it is about. */
export interface MessagePayload {
  readonly event: string;
  readonly id: string;
  readonly content?: string;
  readonly account: { readonly id: string; readonly name: string };
}

export function payloadOf(post: ReceivedPost): MessagePayload {
  return JSON.parse(post.rawBody.toString()) as MessagePayload;
}

export function contentOf(post: ReceivedPost): string {
  return payloadOf(post).content ?? '';
}

export function webhookIdOf(post: ReceivedPost): string {
  return String(post.headers['webhook-id']);
}

/** In the order of their arrival. */
export function postsAt(receiver: Receiver, path: string): ReceivedPost[] {
  return receiver.posts.filter((post) => post.path === path);
}

export function contentsAt(receiver: Receiver, path: string): string[] {
  return postsAt(receiver, path).map(contentOf);
}
