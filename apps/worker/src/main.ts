import { pino } from 'pino';
import { keepHeapSmall } from '../../server/src/process/keep-heap-small';
import { listen } from '../../server/src/process/listen';
import { runMain } from '../../server/src/process/run-main';
import { stopOnSignals } from '../../server/src/process/stop-on-signals';
import { readSettings } from '../../server/src/settings/settings';
import { SettingsError } from '../../server/src/settings/settings-error';
import { createWorker } from './create-worker';

keepHeapSmall();
runMain(async () => {
  const settings = readSettings({ ROLE: 'delivery', ...process.env });
  if (settings.role !== 'delivery') {
    throw new SettingsError('ROLE', settings.role, 'delivery, for a worker does nothing else');
  }
  const log = pino({ level: settings.logLevel });
  const worker = await createWorker(settings, log);
  stopOnSignals(() => worker.close(), log);
  const url = await listen(worker.health, settings);
  log.info({ url }, 'Delivering');
});
