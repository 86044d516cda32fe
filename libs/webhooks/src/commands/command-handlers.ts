import { CreateWebhookHandler } from './create-webhook';
import { DeleteWebhookHandler } from './delete-webhook';
import { DisableWebhookHandler } from './disable-webhook';
import { EnableWebhookHandler } from './enable-webhook';
import { RecordExhaustionHandler } from './record-exhaustion';
import { RecordRecoveryHandler } from './record-recovery';
import { RotateSecretHandler } from './rotate-secret';
import { TestWebhookHandler } from './test-webhook';
import { UpdateWebhookHandler } from './update-webhook';

export const COMMAND_HANDLERS = [
  CreateWebhookHandler,
  UpdateWebhookHandler,
  DeleteWebhookHandler,
  EnableWebhookHandler,
  DisableWebhookHandler,
  RotateSecretHandler,
  TestWebhookHandler,
  RecordRecoveryHandler,
  RecordExhaustionHandler,
];
