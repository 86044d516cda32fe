import { Outlet } from '@tanstack/react-router';
import { useCurrentAccount } from '../session/account';
import { strings } from '../strings';
import { MessagePage } from './message-page';

/** Around the settings. That others cannot read or change them is the server's to see to. */
export function AdministratorsOnly() {
  const { account } = useCurrentAccount();
  if (!account) {
    return <MessagePage title={strings.shell.noAccountTitle} message={strings.shell.noAccount} />;
  }
  if (account.role !== 'administrator') {
    return (
      <MessagePage
        title={strings.shell.administratorsOnlyTitle}
        message={strings.shell.administratorsOnly}
      />
    );
  }
  // Another account's page is another page: nothing typed for one is saved to the other.
  return <Outlet key={account.id} />;
}
