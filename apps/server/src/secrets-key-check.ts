import { Clock, Database } from '@app/event-store';
import { SecretBox } from '@app/secrets';
import { checkSecretsKey } from '@app/webhooks';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Keeps a process with the wrong key from starting, before it sends or takes anything. */
@Injectable()
export class SecretsKeyCheck implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** @throws WrongSecretsKeyError */
  async onModuleInit(): Promise<void> {
    await checkSecretsKey(this.database, this.secretBox, this.clock);
  }
}
