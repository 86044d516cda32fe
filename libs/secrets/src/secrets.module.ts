import { type DynamicModule, Module } from '@nestjs/common';
import { SecretBox } from './secret-box';

/** Seals what the log must keep and nobody may read in it. */
@Module({})
export class SecretsModule {
  /** @param secretsKey as {@link SecretBox} takes it */
  static forRoot(secretsKey: string): DynamicModule {
    return {
      module: SecretsModule,
      global: true,
      providers: [{ provide: SecretBox, useValue: new SecretBox(secretsKey) }],
      exports: [SecretBox],
    };
  }
}
