import { PublicUrl } from '@app/attachments';
import { pino } from 'pino';
import { createApp } from './create-app';
import { listen } from './process/listen';
import { runMain } from './process/run-main';
import { stopOnSignals } from './process/stop-on-signals';
import { readSettings } from './settings/settings';

runMain(async () => {
  const settings = readSettings(process.env);
  const log = pino({ level: settings.logLevel });
  const app = await createApp(settings, log);
  stopOnSignals(() => app.close(), log);
  const url = await listen(app, settings);
  app.get(PublicUrl, { strict: false }).listensAt(url);
  log.info({ url, docs: `${url}/docs` }, 'Listening');
});
