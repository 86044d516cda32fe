import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_TOKEN } from '@app/harness';
import { runCurl } from '../support/curl';
import { Installation } from '../support/installation';

const PLATFORM_TOKEN = 'examples-platform-token';

interface Example {
  readonly command: string;
  /** Some of the answer's fields; `$NAME` for one that the examples after it call by that name. */
  readonly answer: Record<string, unknown>;
}

/** The curl commands of a document, each with the JSON that stands right behind it. */
function examplesIn(document: string): Example[] {
  const text = readFileSync(join(__dirname, '../..', document), 'utf8');
  const blocks = text.matchAll(/```sh\n(curl [^]*?)\n```(?:\n\n```json\n([^]*?)```)?/g);
  return [...blocks].map(([, command, answer = '{}']) => ({
    command: command!,
    answer: JSON.parse(answer) as Record<string, unknown>,
  }));
}

describe('The curl examples', () => {
  let installation: Installation;

  beforeEach(async () => {
    installation = await Installation.start({ env: { PLATFORM_ACCESS_TOKEN: PLATFORM_TOKEN } });
  });

  afterEach(() => installation.remove());

  it.each(['README.md', 'docs/rest-api.md', 'docs/receiving-webhooks.md', 'docs/operating.md'])(
    'of %s do, one after another on a fresh server, what stands below them',
    async (document) => {
      const variables: Record<string, string> = {
        HOORY: installation.server.url,
        TOKEN: ACCESS_TOKEN,
        PLATFORM_TOKEN,
      };
      const examples = examplesIn(document);
      expect(examples).not.toEqual([]);

      for (const { command, answer } of examples) {
        const response = await runCurl(command, variables);
        const body = (await response.json()) as Record<string, unknown>;
        for (const [field, value] of Object.entries(answer)) {
          if (typeof value !== 'string' || !value.startsWith('$')) continue;
          variables[value.slice(1)] = String(body[field]);
          answer[field] = expect.stringMatching(/./);
        }
        const ok = !('attributes' in answer);
        expect({ command, ok: response.ok, body }).toMatchObject({ command, ok, body: answer });
      }
    },
  );
});
