import { HooryPlatformClient, type Role } from '@app/client';
import { Installation } from '../../support/installation';

const PLATFORM_TOKEN = 'browser-platform-token';

export const ADMINISTRATOR = { email: 'ann@example.com', password: 'correct horse battery' };

/** A server whose administrator can sign in. */
export function startInstallation(env: Readonly<Record<string, string>> = {}) {
  return Installation.start({
    env: {
      PLATFORM_ACCESS_TOKEN: PLATFORM_TOKEN,
      BOOTSTRAP_ADMIN_EMAIL: ADMINISTRATOR.email,
      BOOTSTRAP_ADMIN_PASSWORD: ADMINISTRATOR.password,
      ...env,
    },
  });
}

/** Of the installation, for users and accounts beside the first. */
export function platformOf({ server }: Installation): HooryPlatformClient {
  return new HooryPlatformClient({ baseUrl: server.url, accessToken: PLATFORM_TOKEN });
}

/** A user of account 1 who can sign in. */
export async function addUser(
  installation: Installation,
  { email, role }: { email: string; role: Role },
): Promise<{ email: string; password: string }> {
  const platform = platformOf(installation);
  const password = 'A long enough pass-phrase 1!';
  const { id } = await platform.users.create({ name: email, email, password });
  await platform.accountUsers.set(1, { user_id: id, role });
  return { email, password };
}
