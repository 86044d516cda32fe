/**
 * Appends to a log on PostgreSQL as one of several processes, callers sharing commits: in one order by a
 * locked row, or in the order of a sequence, which is not that of the commits.
 */
import { openPool, PostgresConnection } from '@app/event-store';
import { tell, when } from '../support/messages';
import { sampleText } from '../support/sample-message';

const [url = '', order = '', writer = '', callers = '', appends = ''] = process.argv.slice(2);

const STREAM_VERSIONS = 'SELECT stream, version FROM streams WHERE stream = ?';

const INSERT = `
  INSERT INTO events (position, stream, data)
  SELECT position, stream, data FROM json_to_recordset(?::json)
    AS appended (position bigint, stream text, data text)`;

const INSERT_BY_SEQUENCE = `
  INSERT INTO events (stream, data)
  SELECT stream, data FROM json_to_recordset(?::json) AS appended (stream text, data text)`;

const WRITE_STREAM = `
  INSERT INTO streams (stream, version) VALUES (?, ?)
  ON CONFLICT (stream) DO UPDATE SET version = excluded.version`;

interface AppendedEvent {
  readonly stream: string;
  readonly data: string;
}

const connection = new PostgresConnection(openPool(url, 2));

/** Both take two round trips: what is decided on is read, then everything is written. */
async function commit(events: readonly AppendedEvent[]): Promise<void> {
  const stream = `writer-${writer}`;
  await connection.transaction(async (tx) => {
    const head =
      order === 'locked'
        ? tx.get<{ position: number }>('SELECT position FROM log_head FOR UPDATE')
        : undefined;
    const versions = await tx.get<{ version: number }>(STREAM_VERSIONS, stream);
    const first = (await head)?.position;
    if (first === undefined) {
      tx.send([{ sql: INSERT_BY_SEQUENCE, params: [JSON.stringify(events)] }]);
    } else {
      const numbered = events.map((event, n) => ({ ...event, position: first + 1 + n }));
      tx.send([
        { sql: INSERT, params: [JSON.stringify(numbered)] },
        { sql: 'UPDATE log_head SET position = ?', params: [first + events.length] },
      ]);
    }
    const version = (versions?.version ?? 0) + events.length;
    tx.send([{ sql: WRITE_STREAM, params: [stream, version] }]);
  });
}

async function run(): Promise<void> {
  const startedAtMs = performance.now();
  let left = Number(appends);
  while (left > 0) {
    // Whoever was answered asks again at once: every caller waits for each commit.
    const batch = Math.min(left, Number(callers));
    await commit(
      Array.from({ length: batch }, (_, n) => ({
        stream: `writer-${writer}`,
        data: JSON.stringify({ content: sampleText(left - n) }),
      })),
    );
    left -= batch;
  }
  tell({ type: 'loaded', elapsedMs: performance.now() - startedAtMs });
}

when('run', () => void run());
void connection.get('SELECT 1').then(() => tell({ type: 'ready' }));
