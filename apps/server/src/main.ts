import { Passwords } from '@app/accounts';
import { PublicUrl } from '@app/attachments';
import { pino } from 'pino';
import { createApp } from './create-app';
import { keepHeapSmall } from './process/keep-heap-small';
import { listen } from './process/listen';
import { runMain } from './process/run-main';
import { stopOnSignals } from './process/stop-on-signals';
import { readSettings } from './settings/settings';
import { SettingsError } from './settings/settings-error';

keepHeapSmall();
runMain(async () => {
  const settings = readSettings(process.env);
  if (settings.role === 'delivery') {
    throw new SettingsError(
      'ROLE',
      settings.role,
      'all or api: `npm run start:worker` delivers alone',
    );
  }
  const log = pino({ level: settings.logLevel });
  const app = await createApp(settings, log);
  stopOnSignals(() => app.close(), log);
  const url = await listen(app, settings);
  app.get(PublicUrl, { strict: false }).listensAt(url);
  log.info({ url, docs: `${url}/docs` }, 'Listening');
  if (await app.get(Passwords, { strict: false }).areNone()) {
    log.info(
      { url: settings.publicUrl ?? url },
      "Nobody can sign in yet: open this page, with the administrator's access token",
    );
  }
});
