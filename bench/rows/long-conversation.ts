import { copyFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SecretBox } from '@app/secrets';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { measureRun } from '../support/measure-run';
import { storeEvents } from '../support/stored-events';

const COMMAND_LOOP = join(__dirname, '../processes/command-loop.js');

const LONG = 100_000;
const SHORT = 10;

/** What docs/decisions/0005 promises. */
export const longConversation: Row = {
  name: 'long-conversation',
  description: `commands on a conversation of ${LONG.toLocaleString('en-US')} messages, against one of ${SHORT}`,
  onlyWhenNamed: true,
  async measure({ workspace, quick, progress }: RowContext) {
    const secretsKey = SecretBox.makeKey();
    const store = async (events: number): Promise<string> => {
      progress(`storing a conversation of ${events} messages`);
      const databasePath = join(workspace.folder(), 'stored.db');
      const webhookUrls = ['http://127.0.0.1:9/'];
      await storeEvents({
        database: { kind: 'sqlite', path: databasePath },
        secretsKey,
        webhookUrls,
        events,
        conversations: 1,
      });
      return databasePath;
    };
    const [long, short] = [await store(LONG), await store(SHORT)];
    const commands = quick ? 200 : 1_000;
    const measure = async (stored: string): Promise<Measurement> => {
      const databasePath = join(workspace.folder(), 'hoory.db');
      copyFileSync(stored, databasePath);
      const measured = await measureRun(
        workspace,
        COMMAND_LOOP,
        [databasePath, secretsKey],
        commands,
      );
      rmSync(dirname(databasePath), { recursive: true });
      return measured;
    };
    return alternate(
      quick ? 2 : 7,
      () => measure(long),
      () => measure(short),
      progress,
    );
  },
};
