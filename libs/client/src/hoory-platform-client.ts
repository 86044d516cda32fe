import { connect, type ConnectionOptions } from './connection';
import { PlatformAccounts } from './platform/accounts';
import { PlatformAccountUsers } from './platform/account-users';
import { PlatformUsers } from './platform/users';

export interface HooryPlatformClientOptions extends ConnectionOptions {
  /** Of the installation: the server's PLATFORM_ACCESS_TOKEN. */
  readonly accessToken: string;
}

/** The API that makes accounts and users. Its methods reject as those of `HooryClient`. */
export class HooryPlatformClient {
  readonly accounts: PlatformAccounts;
  readonly accountUsers: PlatformAccountUsers;
  readonly users: PlatformUsers;

  constructor({ accessToken, ...connection }: HooryPlatformClientOptions) {
    const http = connect(connection, '/platform/api/v1', accessToken);
    this.accounts = new PlatformAccounts(http);
    this.accountUsers = new PlatformAccountUsers(http);
    this.users = new PlatformUsers(http);
  }
}
