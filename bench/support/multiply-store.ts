import Database from 'better-sqlite3';

export interface Multiplication {
  /** How many the store has, spread evenly over how many conversations; each delivered to one webhook. */
  readonly messages: number;
  readonly conversations: number;
  /** How many times as many it is to have. */
  readonly times: number;
  /** The webhooks whose retries wait, and how many all of them have. */
  readonly failingIds: readonly number[];
  readonly retries: number;
  readonly progress: (text: string) => void;
}

const TELL_EVERY = 10;
/** Not due while anything is measured. */
const DUE_IN_MS = 86_400_000;

/**
 * Makes a store of many messages from one of few as if the server had gone on like this: the same
 * messages in the same conversations again and again, delivered and recorded. By SQL, in a tenth of the
 * time that commands take.
 */
export function multiply(path: string, multiplication: Multiplication): void {
  const database = new Database(path);
  // Whoever loses the power has to measure again anyhow.
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -262144');
  const { times, progress } = multiplication;
  const add = additions(database, multiplication);
  for (let copy = 1; copy < times; copy++) {
    database.transaction(() => add(copy))();
    if (copy % TELL_EVERY === 0) progress(`${copy} of ${times} parts stored`);
  }
  database.transaction(() => finish(database, multiplication))();
  progress('adding the retries');
  database.transaction(() => addRetries(database, multiplication))();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

/** What it was but for the eight digits that it begins with: different of each copy. */
const ofCopy = (id: string): string => `printf('%08x', @copy) || substr(${id}, 9)`;

/** What to write for each copy, by its number. */
function additions(
  database: Database.Database,
  { messages, conversations }: Multiplication,
): (copy: number) => void {
  const ofMessages = `position > (SELECT max(position) - ${messages} FROM events)`;
  const perConversation = messages / conversations;
  const deliveries = one(database, 'SELECT max(id) FROM deliveries');
  const attempts = one(database, 'SELECT max(id) FROM attempts');
  const later = (column: string): string => `${column} + @copy * ${messages}`;
  const statements = [
    addition(database, 'events', ofMessages, {
      position: later('position'),
      id: ofCopy('id'),
      version: `version + @copy * ${perConversation}`,
      data: `json_set(data, '$.message.id', ${later("(data ->> '$.message.id')")},
        '$.conversation.lastMessageId', ${later("(data ->> '$.conversation.lastMessageId')")})`,
    }),
    addition(database, 'messages', ofMessages, { id: later('id'), position: later('position') }),
    addition(database, 'deliveries', 'TRUE', {
      id: `id + @copy * ${deliveries}`,
      event_position: later('event_position'),
      event_id: ofCopy('event_id'),
    }),
    addition(database, 'attempts', 'TRUE', {
      id: `id + @copy * ${attempts}`,
      delivery_id: `delivery_id + @copy * ${deliveries}`,
    }),
  ];
  return (copy) => {
    for (const statement of statements) statement.run({ copy });
  };
}

/** A statement that adds the rows there are now once more, with other values in these columns. */
function addition(
  database: Database.Database,
  table: string,
  which: string,
  values: Readonly<Record<string, string>>,
): Database.Statement<[{ copy: number }]> {
  database.exec(`CREATE TEMP TABLE first_${table} AS SELECT * FROM ${table} WHERE ${which}`);
  return database.prepare(`${copying(database, table, values)} FROM first_${table}`);
}

/** Of a statement that copies rows of a table, all before `FROM`: whatever columns it has. */
function copying(
  database: Database.Database,
  table: string,
  values: Readonly<Record<string, string>>,
): string {
  const columns = database
    .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`)
    .pluck()
    .all();
  const copied = columns.map((column) => values[column] ?? column);
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${copied.join(', ')}`;
}

/** Brings what follows the log up to it. */
function finish(
  database: Database.Database,
  { messages, conversations, times }: Multiplication,
): void {
  const added = (times - 1) * messages;
  const head = one(database, 'SELECT max(position) FROM events');
  const early = one(
    database,
    `SELECT count(*) FROM streams WHERE stream LIKE 'conversation-%'
       AND snapshot_version <= version - ${messages / conversations}`,
  );
  if (early > 0) throw new Error(`${early} snapshots know nothing of the messages that go on`);
  database.exec(`
    UPDATE sequences SET value = value + ${added} WHERE name = 'message';
    UPDATE streams SET
      version = version + ${added / conversations},
      snapshot_version = snapshot_version + ${added / conversations},
      snapshot = json_set(snapshot, '$.lastMessageId', (snapshot ->> '$.lastMessageId') + ${added})
    WHERE stream LIKE 'conversation-%';
    UPDATE checkpoints SET checkpoint = '${head}' WHERE checkpoint = '${head - added}'`);
}

function addRetries(database: Database.Database, { failingIds, retries }: Multiplication): void {
  const dueAtMs = Date.now() + DUE_IN_MS;
  const values = {
    id: 'NULL',
    webhook_id: `(SELECT value FROM json_each('${JSON.stringify(failingIds)}')
                  WHERE key = event_position % ${failingIds.length})`,
    status: "'pending'",
    attempts: '1',
    failures: '1',
    available_at_ms: `${dueAtMs} + event_position`,
    finished_at_ms: 'NULL',
  };
  const lastId = one(database, 'SELECT max(id) FROM deliveries');
  database.exec(`
    ${copying(database, 'deliveries', values)}
    FROM deliveries WHERE id <= ${lastId} ORDER BY id LIMIT ${retries};
    INSERT INTO attempts (delivery_id, attempt, started_at_ms, duration_ms, status_code, response_body)
    SELECT id, 1, created_at_ms, 1.5, 503, '' FROM deliveries WHERE id > ${lastId}`);
}

function one(database: Database.Database, sql: string): number {
  return database.prepare<[], number>(sql).pluck().get() ?? 0;
}
