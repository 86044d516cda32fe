export { InvalidSecretsKeyError, SECRETS_KEY_TAKES, SecretBox } from './secret-box';
export { SecretsModule } from './secrets.module';
export { makeSigningSecret, signingSecretProblem } from './signing-secret';
