export { InvalidSecretsKeyError, SecretBox } from './secret-box';
export { SecretsModule } from './secrets.module';
export { makeSigningSecret, signingSecretProblem } from './signing-secret';
