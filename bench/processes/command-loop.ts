/** Gives commands on the one conversation of a database, each once the last is on disk. */
import { CommandBus } from '@nestjs/cqrs';
import { tell, when } from '../support/messages';
import { openWithoutDelivery, publishMessage } from '../support/stored-events';

const [databasePath = '', secretsKey = '', commands = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const app = await openWithoutDelivery({
    database: { kind: 'sqlite', path: databasePath },
    secretsKey,
  });
  const commandBus = app.get(CommandBus);
  when('run', () => void run(commandBus));
  tell({ type: 'ready' });
}

async function run(commandBus: CommandBus): Promise<void> {
  const startedAtMs = performance.now();
  for (let number = 0; number < Number(commands); number++) {
    await commandBus.execute(publishMessage(number, 1));
  }
  tell({ type: 'loaded', elapsedMs: performance.now() - startedAtMs });
}

void main();
