import { BootstrapTokenTakenError } from '@app/accounts';
import { AttachmentsDirectoryError } from '@app/attachments';
import { DatabaseInUseError } from '@app/event-store';
import { WrongSecretsKeyError } from '@app/webhooks';
import { DatabaseBusyError } from '../database/while-alone';
import { SettingsError } from '../settings/settings-error';

/** What an operator can mend; the message alone says how. */
const EXPECTED_ERRORS = [
  SettingsError,
  DatabaseBusyError,
  DatabaseInUseError,
  WrongSecretsKeyError,
  BootstrapTokenTakenError,
  AttachmentsDirectoryError,
];

/** Runs a process's main function; where it fails, says why on stderr and exits with 1. */
export function runMain(main: () => Promise<void>): void {
  main().catch((error: Error) => {
    const expected = EXPECTED_ERRORS.some((kind) => error instanceof kind);
    process.stderr.write(`${expected ? error.message : error.stack}\n`);
    process.exit(1);
  });
}
