import { setTimeout as sleep } from 'node:timers/promises';
import { HooryClient, type Conversation, type Webhook } from '@app/client';
import { payloadOf, type ReceivedPost } from './received-post';
import type { VerifyingReceiver } from './verifying-receiver';
import type { Report } from './report';
import { BROWSER, MESSAGE_COUNT, RECEIPT, SCENE_EVENTS, SCENES, SCRIPT, VISITOR } from './script';
import { Transcript } from './transcript';
import { judge, type Verdict } from './verdict';

/** Pause before each retry, in seconds. */
export const RETRY_DELAY_SECONDS = 2;
/** The server spreads its delays by 15 % either way. */
const SHORTEST_RETRY_DELAY_MS = RETRY_DELAY_SECONDS * 850;
const LONGEST_RETRY_DELAY_MS = RETRY_DELAY_SECONDS * 1_150;
/** Time for the attempts that are to be refused, and short of the first retry. */
const DOWN_MS = 800;

export interface Stage {
  readonly client: HooryClient;
  readonly receiver: VerifyingReceiver;
  readonly report: Report;
  /** Ends the story early. */
  readonly signal: AbortSignal;
}

export interface Ending {
  readonly verdict: Verdict;
  readonly conversation: Conversation;
}

/** A conversation of 20 messages and what else happens in it: all has to arrive exactly once. */
export async function play({ client, receiver, report, signal }: Stage): Promise<Ending> {
  report.step('Create a webhook through the REST API');
  const webhook = await client.webhooks.create({
    url: receiver.urlOf('hoory'),
    subscriptions: ['message_created'],
  });
  receiver.secrets.hoory = webhook.secret;
  report.webhook(webhook);
  report.note('Its secret is in the answer; each signature below is verified with it.');

  report.step('Play a conversation: each accepted message is POSTed to the receiver');
  const conversation = await openConversation(client);
  const transcript = new Transcript(client, conversation.id, receiver, report, signal);
  const [opening, ...rest] = SCRIPT.whileUp;
  await transcript.sayAll([opening]);
  report.payload(payloadOf(transcript.posts[0]!)!);
  await transcript.sayAll(rest);

  report.step('Trouble: the receiver answers 503 to one message, then it is down');
  const troubleBeganAtMs = Date.now();
  receiver.busy = true;
  for (const line of SCRIPT.whileBusy) await transcript.say(line, { troubled: true });
  await transcript.waitFor(204, 503);
  await receiver.close();
  receiver.busy = false;
  report.note(`Nothing listens on port ${receiver.port} now: connection refused.`);
  for (const line of SCRIPT.whileDown) {
    const { id, acceptedAtMs } = await transcript.say(line, { troubled: true });
    report.accepted(id, acceptedAtMs, line.content);
  }
  await sleep(DOWN_MS, undefined, { signal });

  report.step('The receiver is up again: what it missed is retried');
  report.note('A message keeps its webhook-id through all attempts.');
  await receiver.open();
  const troubleMs = Date.now() - troubleBeganAtMs;
  await transcript.arrived();

  report.step('Talk on');
  await transcript.sayAll(SCRIPT.afterwards);

  report.step('What else happens, and in both formats: typing, a file, a priority, the end');
  for (const one of await widen(client, receiver, webhook)) report.webhook(one);
  report.eventColumns = Math.max(...SCENE_EVENTS.map(({ length }) => length));
  for (const scene of SCENES) await transcript.play(scene, ['hoory', 'chatwoot']);
  const fileProblems = await problemsOfFiles(transcript.posts, signal);

  report.step('Wait one more retry delay for anything that comes twice');
  await sleep(LONGEST_RETRY_DELAY_MS, undefined, { signal });

  const verdict = judge({
    scripted: MESSAGE_COUNT,
    accepted: transcript.accepted,
    expected: transcript.expected,
    posts: transcript.posts,
    // A slow machine keeps the receiver down for longer than the first retry takes.
    mostAttempts: 2 + Math.floor(troubleMs / SHORTEST_RETRY_DELAY_MS),
  });
  return {
    verdict: { ...verdict, problems: [...verdict.problems, ...fileProblems] },
    conversation,
  };
}

/** Has the webhook want all that the scenes fire, and puts one of the other format beside it. */
async function widen(
  { webhooks }: HooryClient,
  receiver: VerifyingReceiver,
  { id }: Webhook,
): Promise<Webhook[]> {
  const subscriptions = SCENE_EVENTS;
  const chatwoot = await webhooks.create({
    url: receiver.urlOf('chatwoot'),
    format: 'chatwoot',
    subscriptions,
  });
  receiver.secrets.chatwoot = chatwoot.secret;
  return [await webhooks.update(id, { subscriptions }), chatwoot];
}

/** The URLs in payloads lead to the file as it was sent. */
async function problemsOfFiles(
  posts: readonly ReceivedPost[],
  signal: AbortSignal,
): Promise<string[]> {
  const urls = new Set(
    posts.flatMap((post) => payloadOf(post)?.attachments?.map(({ data_url }) => data_url) ?? []),
  );
  const files = await Promise.all(
    [...urls].map(async (url) => (await fetch(url, { signal })).text()),
  );
  const sent = RECEIPT.content.toString();
  return files.filter((file) => file !== sent).map((file) => `The file arrived as ${file}`);
}

async function openConversation(client: HooryClient): Promise<Conversation> {
  const inbox = await client.inboxes.create({ name: 'Shop', channel: { type: 'api' } });
  const { contact } = await client.contacts.create({ ...VISITOR, inbox_id: inbox.id });
  return client.conversations.create({
    inbox_id: inbox.id,
    contact_id: contact.id,
    additional_attributes: BROWSER,
  });
}
