import { setTimeout as sleep } from 'node:timers/promises';
import type { HooryClient, Webhook } from '@app/client';
import { Receiver, type ReceivedPost } from '@app/harness';
import { EVENT_NAMES, FORMATS, type EventName, type Format } from '@app/payloads';
import { query, untilNothingIsLeftToDeliver } from './database';
import { UPDATING_GOLDENS } from './golden';
import { Installation, type InstallationOptions } from './installation';
import { Placeholders } from './placeholders';
import { postsAt } from './posts';

/** A command and all that it fires. */
export interface Step {
  /** As golden files name it. */
  readonly command: string;
  /** In the order of the alphabet, each as often as it is fired. */
  readonly fires: readonly EventName[];
  readonly run: () => Promise<unknown>;
}

export interface Delivered {
  readonly event: EventName;
  readonly body: string;
  readonly post: ReceivedPost;
}

/** An installation of its own with a webhook of each format, to which every event goes. */
export class ObservedInstallation {
  readonly placeholders = new Placeholders();
  readonly receiver = new Receiver();
  readonly webhooks = new Map<Format, Webhook>();
  installation: Installation;
  private readonly delivered = new Map<string, readonly Delivered[]>();

  constructor(private readonly options: InstallationOptions = {}) {}

  /** @param setUp what is done before there are webhooks, and so reaches none */
  async start(setUp: () => Promise<void> = async () => {}): Promise<void> {
    await this.receiver.start();
    this.installation = await Installation.start(this.options);
    await setUp();
    for (const format of FORMATS) {
      const url = `${this.receiver.url}/${format}`;
      const settings = { url, format, subscriptions: [...EVENT_NAMES] };
      this.webhooks.set(format, await this.client.webhooks.create(settings));
    }
  }

  async stop(): Promise<void> {
    await this.installation.remove();
    await this.receiver.stop();
  }

  get client(): HooryClient {
    return this.installation.client;
  }

  /** Runs the steps one after another, each until all that it fires has arrived. */
  async play(steps: readonly Step[]): Promise<void> {
    for (const { command, run } of steps) {
      // Seconds of their own tell apart the moments in what is to become a golden file.
      if (UPDATING_GOLDENS) await sleep(1_100);
      const before = new Map(FORMATS.map((format) => [format, this.postsOf(format).length]));
      const position = await this.lastPosition();
      await run();
      await untilNothingIsLeftToDeliver(this.installation.databaseUrl);
      await this.nameTimes(command, position);
      for (const format of FORMATS) {
        const posts = this.postsOf(format).slice(before.get(format));
        this.delivered.set(`${format} ${command}`, posts.map(toDelivered).toSorted(byEvent));
      }
    }
  }

  deliveredBy(command: string, format: Format): readonly Delivered[] {
    return this.delivered.get(`${format} ${command}`)!;
  }

  private postsOf(format: Format): ReceivedPost[] {
    return postsAt(this.receiver, `/${format}`);
  }

  /** After the command; where it happened at several moments, they are counted. */
  private async nameTimes(command: string, afterPosition: number): Promise<void> {
    const events = await query<{ metadata: string }>(
      this.installation.databaseUrl,
      `SELECT metadata FROM events
       WHERE position > ${afterPosition} ORDER BY position`,
    );
    const times = new Set(
      events.map(({ metadata }) => (JSON.parse(metadata) as { occurredAt: string }).occurredAt),
    );
    for (const [index, iso] of [...times].entries()) {
      this.placeholders.setTime(index === 0 ? command : `${command} ${index + 1}`, iso);
    }
  }

  private async lastPosition(): Promise<number> {
    const { databaseUrl } = this.installation;
    const [log] = await query<{ last: number }>(
      databaseUrl,
      'SELECT max(position) AS last FROM events',
    );
    return log!.last;
  }
}

function toDelivered(post: ReceivedPost): Delivered {
  const body = post.rawBody.toString();
  return { event: (JSON.parse(body) as { event: EventName }).event, body, post };
}

function byEvent(one: Delivered, other: Delivered): number {
  return one.body < other.body ? -1 : 1;
}
