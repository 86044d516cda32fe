export { SECRETS } from '../redaction/secrets';
