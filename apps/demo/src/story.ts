import { setTimeout as sleep } from 'node:timers/promises';
import { HooryClient, type Conversation } from '@app/client';
import { payloadOf } from './received-post';
import type { VerifyingReceiver } from './verifying-receiver';
import type { Report } from './report';
import { BROWSER, MESSAGE_COUNT, SCRIPT, VISITOR } from './script';
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

/** A conversation of 20 messages, each of which has to reach the receiver exactly once. */
export async function play({ client, receiver, report, signal }: Stage): Promise<Ending> {
  report.step('Create a webhook through the REST API');
  const webhook = await client.webhooks.create({
    url: receiver.url,
    subscriptions: ['message_created'],
  });
  receiver.secret = webhook.secret;
  report.note(`webhook ${webhook.id}: ${webhook.subscriptions.join(', ')} → ${webhook.url}`);
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

  report.step('Talk on, and wait one more retry delay for anything that comes twice');
  await transcript.sayAll(SCRIPT.afterwards);
  await sleep(LONGEST_RETRY_DELAY_MS, undefined, { signal });

  const verdict = judge({
    scripted: MESSAGE_COUNT,
    accepted: transcript.accepted,
    posts: transcript.posts,
    // A slow machine keeps the receiver down for longer than the first retry takes.
    mostAttempts: 2 + Math.floor(troubleMs / SHORTEST_RETRY_DELAY_MS),
  });
  return { verdict, conversation };
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
