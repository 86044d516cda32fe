export { InvalidSecretsKeyError, SecretBox } from './secret-box';
export { SecretsModule } from './secrets.module';
export { isSigningSecret, makeSigningSecret } from './signing-secret';
