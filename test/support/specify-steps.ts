import { verifyChatwootSignature, verifyHoorySignature, verifyWebhook } from '@app/client';
import { FORMATS, type EventName, type Format } from '@app/payloads';
import { payloadProblems } from '@app/payloads/testing';
import { GoldenFiles } from './golden';
import type { Delivered, ObservedInstallation, Step } from './observed-installation';
import { webhookIdOf } from './posts';

interface Case {
  readonly command: string;
  readonly event: EventName;
  /** Among all that the command fires. */
  readonly index: number;
  readonly golden: string;
}

const VERIFIERS = { hoory: verifyHoorySignature, chatwoot: verifyChatwootSignature };

/**
 * Plays the steps in a new installation and specifies what of them arrives at webhooks of both formats.
 * @param area the folder of its golden files
 */
export function specifySteps(
  area: string,
  observed: ObservedInstallation,
  steps: readonly Step[],
): void {
  const cases = steps.flatMap(toCases);

  beforeAll(async () => {
    await observed.start();
    await observed.play(steps);
  });
  afterAll(() => observed.stop());

  describe.each(FORMATS)('in the format %s', (format) => {
    const goldenFiles = new GoldenFiles(area, format);

    it.each(steps)('$command fires $fires and nothing else', ({ command, fires }) => {
      const events = observed.deliveredBy(command, format).map(({ event }) => event);
      expect(events).toEqual(fires);
    });

    it.each(cases)('$event of $command is, byte for byte, the golden file', (each) => {
      const { body } = find(each, format);
      expect(body).toBe(goldenFiles.read(each.golden, body, observed.placeholders));
    });

    it.each(cases)('$event of $command validates against its schema', (each) => {
      const { body } = find(each, format);
      expect(payloadProblems(format, each.event, JSON.parse(body))).toEqual([]);
    });

    it('each has a golden file, and no file is of none', () => {
      expect(goldenFiles.names().toSorted()).toEqual(cases.map(({ golden }) => golden).toSorted());
    });

    it('every body is signed, in both ways', () => {
      const { secret } = observed.webhooks.get(format)!;
      for (const { body, post } of cases.map((each) => find(each, format))) {
        expect(VERIFIERS[format](secret, post.headers, post.rawBody)).toEqual(JSON.parse(body));
        expect(verifyWebhook(secret, post.headers, post.rawBody)).toEqual(JSON.parse(body));
      }
    });
  });

  it('every event has an id of its own at each webhook', () => {
    const ids = observed.receiver.posts.map(webhookIdOf);
    expect(new Set(ids).size).toBe(cases.length * FORMATS.length);
    expect(ids).toHaveLength(cases.length * FORMATS.length);
  });

  function find({ command, index }: Case, format: Format): Delivered {
    return observed.deliveredBy(command, format)[index]!;
  }
}

function toCases({ command, fires }: Step): Case[] {
  return fires.map((event, index) => {
    const nth = fires.slice(0, index).filter((each) => each === event).length + 1;
    return { command, event, index, golden: `${command}.${event}${nth === 1 ? '' : `.${nth}`}` };
  });
}
