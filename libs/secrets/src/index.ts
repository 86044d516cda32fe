export { InvalidSecretsKeyError, SecretBox } from './secret-box';
export { SecretsModule } from './secrets.module';
export { makeSigningSecret } from './signing-secret';
