import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '../settings/settings';
import { SettingsError } from '../settings/settings-error';

/**
 * @returns the URL it listens at
 * @throws SettingsError where the port or the host is at fault
 */
export async function listen(
  app: NestFastifyApplication,
  { host, port }: Pick<Settings, 'host' | 'port'>,
): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EADDRINUSE') {
      throw new SettingsError('PORT', String(port), `a free port of ${host}`);
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      throw new SettingsError('HOST', host, 'an address of this machine');
    }
    if (code === 'EACCES')
      throw new SettingsError('PORT', String(port), 'a port one may listen on');
    throw error;
  }
  return app.getUrl();
}
