import { join } from 'node:path';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { measureRun } from '../support/measure-run';
import { freePort } from '../support/server';

const SINK = join(__dirname, '../processes/sink.js');
const POST_LOOP = join(__dirname, '../processes/post-loop.js');

/** The reason of docs/decisions/0002. */
function againstUndici(client: 'axios' | 'fetch'): Row {
  return {
    name: `http-${client}`,
    description: `POSTs by ${client}, against undici's \`request\``,
    onlyWhenNamed: true,
    async measure({ workspace, quick, progress }: RowContext) {
      const port = await freePort();
      const sink = workspace.start('The sink', SINK, { args: [String(port)] });
      await sink.receive('listening');
      const posts = quick ? 3_000 : 10_000;
      const measure = (by: string): Promise<Measurement> =>
        measureRun(workspace, POST_LOOP, [`http://127.0.0.1:${port}/`, by], posts);
      return alternate(
        quick ? 2 : 5,
        () => measure(client),
        () => measure('undici'),
        progress,
      );
    },
  };
}

export const httpAxios = againstUndici('axios');
export const httpFetch = againstUndici('fetch');
