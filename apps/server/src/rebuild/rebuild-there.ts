import type { RebuildProgress } from '@app/event-store';
import { REBUILD_PATH, type RebuildAnswer } from './rebuild-answer';
import { RebuildError } from './rebuild-error';
import type { ServerAddress } from './server-file';

/** Has the running server rebuild a projection. Taking no more of its progress ends it there. */
export async function* rebuildThere(
  { url, token }: ServerAddress,
  name: string,
): AsyncGenerator<RebuildProgress, void> {
  try {
    const response = await fetch(url + REBUILD_PATH + encodeURIComponent(name), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok || !response.body) throw new Error(`The server answered ${response.status}`);
    // Whoever leaves this loop hangs up.
    for await (const line of linesOf(response.body)) {
      const answer = JSON.parse(line) as RebuildAnswer;
      if ('done' in answer) return;
      if ('error' in answer) throw new RebuildError(answer.error);
      yield answer;
    }
    throw new Error('The answer has no end');
  } catch (error) {
    if (error instanceof RebuildError) throw error;
    throw new RebuildError(
      `The server that has the database is starting or stopping (${(error as Error).message}). ` +
        'A rebuild that did not come to its end changes nothing: try again.',
    );
  }
}

/** Without their ends; what comes behind the last one is no line. */
async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let begun = '';
  for await (const bytes of body) {
    const lines = (begun + decoder.decode(bytes, { stream: true })).split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
}
