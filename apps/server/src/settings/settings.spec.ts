import { shownUrl } from './database-setting';
import { readSettings, type Settings } from './settings';
import { SettingsError } from './settings-error';

const VARIABLES = [
  'HOST',
  'PORT',
  'DATABASE_URL',
  'DATABASE_POOL_SIZE',
  'ROLE',
  'ATTACHMENTS_DIR',
  'PUBLIC_URL',
  'BOOTSTRAP_ACCESS_TOKEN',
  'BOOTSTRAP_ADMIN_EMAIL',
  'BOOTSTRAP_ADMIN_PASSWORD',
  'PLATFORM_ACCESS_TOKEN',
  'SECRETS_KEY',
  'EGRESS_ALLOW',
  'EGRESS_ALLOW_PORTS',
  'DEFAULT_WEBHOOK_FORMAT',
  'RETRY_SCHEDULE',
  'ATTEMPT_RETENTION_DAYS',
  'LOG_LEVEL',
];

const DATABASES =
  'sqlite:<path of a file> or postgres://<user>:<password>@<host>:<port>/<database>';
const POOL_SIZES = 'a number of connections, 2 to 1000';
const SQLITE_ROLE = 'all, for SQLite is for one process';
const CIDRS = 'CIDRs separated by commas, such as 127.0.0.0/8,::1/128';
const PORTS = 'port numbers separated by commas, such as 81,591';
const DELAYS = 'seconds between attempts separated by commas, such as 5,300,1800';
const DAYS = 'a number of days, 1 to 36500';
const PUBLIC_URL = 'an http or https URL without a query, such as https://hoory.example.com';
const KEY = Buffer.alloc(32, 7).toString('base64');
const OLDER_KEY = Buffer.alloc(32, 6).toString('base64');
const KEYS = 'base64 of 32 bytes, or several such keys separated by commas';

describe('the settings', () => {
  it('have a default for every variable', () => {
    expect(readSettings({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      database: { kind: 'sqlite', path: './data/hoory.db' },
      databasePoolSize: 10,
      role: 'all',
      attachmentsDirectory: undefined,
      publicUrl: undefined,
      bootstrapAccessToken: undefined,
      bootstrapAdminEmail: 'administrator@localhost',
      platformAccessToken: undefined,
      secretsKey: undefined,
      egressAllow: [],
      egressAllowPorts: [],
      defaultWebhookFormat: 'hoory',
      retryDelaysSeconds: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
      attemptRetentionDays: 90,
      logLevel: 'info',
    });
  });

  it('take an empty variable for one that is not set', () => {
    const empty = Object.fromEntries(VARIABLES.map((variable) => [variable, '']));
    expect(readSettings(empty)).toEqual(readSettings({}));
  });

  it.each<[string, string, Partial<Settings>]>([
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['HOST', '::1', { host: '::1' }],
    ['HOST', 'hooks.example.com', { host: 'hooks.example.com' }],
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535 }],
    ['DATABASE_URL', 'sqlite:hoory.db', { database: { kind: 'sqlite', path: 'hoory.db' } }],
    [
      'DATABASE_URL',
      'sqlite:../data/my hooks.db',
      { database: { kind: 'sqlite', path: '../data/my hooks.db' } },
    ],
    [
      'DATABASE_URL',
      'sqlite:/var/lib/hoory.db',
      { database: { kind: 'sqlite', path: '/var/lib/hoory.db' } },
    ],
    [
      'DATABASE_URL',
      'sqlite:///var/lib/hoory.db',
      { database: { kind: 'sqlite', path: '/var/lib/hoory.db' } },
    ],
    ['DATABASE_POOL_SIZE', '2', { databasePoolSize: 2 }],
    ['DATABASE_POOL_SIZE', '1000', { databasePoolSize: 1_000 }],
    ['ROLE', 'all', { role: 'all' }],
    ['ATTACHMENTS_DIR', '/var/lib/attachments', { attachmentsDirectory: '/var/lib/attachments' }],
    ['PUBLIC_URL', 'https://hoory.example.com', { publicUrl: 'https://hoory.example.com' }],
    ['PUBLIC_URL', 'http://localhost:8080/', { publicUrl: 'http://localhost:8080' }],
    ['PUBLIC_URL', 'https://example.com/hoory/', { publicUrl: 'https://example.com/hoory' }],
    ['BOOTSTRAP_ACCESS_TOKEN', 'a'.repeat(16), { bootstrapAccessToken: 'a'.repeat(16) }],
    ['BOOTSTRAP_ADMIN_EMAIL', 'ada@example.com', { bootstrapAdminEmail: 'ada@example.com' }],
    ['BOOTSTRAP_ADMIN_PASSWORD', 'correct horse', { bootstrapAdminPassword: 'correct horse' }],
    ['PLATFORM_ACCESS_TOKEN', 'a'.repeat(16), { platformAccessToken: 'a'.repeat(16) }],
    ['SECRETS_KEY', KEY, { secretsKey: KEY }],
    ['SECRETS_KEY', `${KEY}, ${OLDER_KEY}`, { secretsKey: `${KEY}, ${OLDER_KEY}` }],
    ['DEFAULT_WEBHOOK_FORMAT', 'chatwoot', { defaultWebhookFormat: 'chatwoot' }],
    ['EGRESS_ALLOW', '127.0.0.0/8', { egressAllow: ['127.0.0.0/8'] }],
    ['EGRESS_ALLOW', '10.0.0.0/8, ::1/128', { egressAllow: ['10.0.0.0/8', '::1/128'] }],
    ['EGRESS_ALLOW_PORTS', '81', { egressAllowPorts: [81] }],
    ['EGRESS_ALLOW_PORTS', '81, 591', { egressAllowPorts: [81, 591] }],
    ['RETRY_SCHEDULE', '5', { retryDelaysSeconds: [5] }],
    ['RETRY_SCHEDULE', '0, 0.5, 60', { retryDelaysSeconds: [0, 0.5, 60] }],
    ['ATTEMPT_RETENTION_DAYS', '1', { attemptRetentionDays: 1 }],
    ['ATTEMPT_RETENTION_DAYS', '36500', { attemptRetentionDays: 36_500 }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['LOG_LEVEL', 'debug', { logLevel: 'debug' }],
  ])('take %s=%s', (variable, value, settings) => {
    expect(readSettings({ [variable]: value })).toEqual({ ...readSettings({}), ...settings });
  });

  describe('of PostgreSQL', () => {
    const url = 'postgres://hoory:secret@db.example.com:5432/hoory';
    const env = { DATABASE_URL: url, SECRETS_KEY: KEY };

    it.each([
      url,
      'postgresql://db.example.com/hoory',
      'postgres://hoory@[::1]/hoory?sslmode=require',
    ])('take %s', (value) => {
      const { database } = readSettings({ ...env, DATABASE_URL: value });
      expect(database).toEqual({ kind: 'postgres', url: value });
    });

    it.each(['all', 'api', 'delivery'])('take ROLE=%s', (role) => {
      expect(readSettings({ ...env, ROLE: role })).toMatchObject({ role });
    });

    it('refuse another role', () => {
      expect(() => readSettings({ ...env, ROLE: 'worker' })).toThrow(
        'ROLE takes all, api, delivery, got "worker"',
      );
    });

    it('ask for the key of the secrets, which is made for a SQLite database alone', () => {
      expect(() => readSettings({ DATABASE_URL: url })).toThrow(
        `SECRETS_KEY takes ${KEYS}, where there is PostgreSQL, got ""`,
      );
    });

    it('never show the password', () => {
      expect(() => readSettings({ DATABASE_URL: 'postgres://hoory:secret@db' })).toThrow(
        `DATABASE_URL takes ${DATABASES}, got "postgres://hoory:***@db"`,
      );
      expect(shownUrl({ kind: 'postgres', url })).toBe(
        'postgres://hoory:***@db.example.com:5432/hoory',
      );
    });
  });

  it.each([
    ['HOST', 'my host', 'a host name or an address'],
    ['HOST', ' ', 'a host name or an address'],
    ['PORT', 'http', 'a port number, 0 to 65535'],
    ['PORT', '-1', 'a port number, 0 to 65535'],
    ['PORT', '80.5', 'a port number, 0 to 65535'],
    ['PORT', '0x50', 'a port number, 0 to 65535'],
    ['PORT', '65536', 'a port number, 0 to 65535'],
    ['PORT', ' 80', 'a port number, 0 to 65535'],
    ['DATABASE_URL', './data/hoory.db', DATABASES],
    ['DATABASE_URL', 'sqlite:', DATABASES],
    ['DATABASE_URL', 'sqlite::memory:', DATABASES],
    ['DATABASE_URL', 'sqlite://data/hoory.db', DATABASES],
    ['DATABASE_URL', 'postgres://localhost', DATABASES],
    ['DATABASE_URL', 'postgres:///hoory', DATABASES],
    ['DATABASE_URL', 'mysql://localhost/hoory', DATABASES],
    ['DATABASE_POOL_SIZE', '1', POOL_SIZES],
    ['DATABASE_POOL_SIZE', '1001', POOL_SIZES],
    ['DATABASE_POOL_SIZE', '00010', POOL_SIZES],
    ['DATABASE_POOL_SIZE', 'many', POOL_SIZES],
    ['ROLE', 'server', SQLITE_ROLE],
    ['ROLE', 'delivery', SQLITE_ROLE],
    ['PUBLIC_URL', 'hoory.example.com', PUBLIC_URL],
    ['PUBLIC_URL', '//hoory.example.com', PUBLIC_URL],
    ['PUBLIC_URL', 'https://', PUBLIC_URL],
    ['PUBLIC_URL', 'ftp://hoory.example.com', PUBLIC_URL],
    ['PUBLIC_URL', 'https://ada:pass@hoory.example.com', PUBLIC_URL],
    ['PUBLIC_URL', 'https://hoory.example.com/?a=1', PUBLIC_URL],
    ['PUBLIC_URL', 'https://hoory.example.com/?', PUBLIC_URL],
    ['PUBLIC_URL', 'https://hoory.example.com/#a', PUBLIC_URL],
    ['PUBLIC_URL', 'https://hoory.example.com ', PUBLIC_URL],
    ['BOOTSTRAP_ADMIN_EMAIL', 'ada', 'an e-mail address'],
    ['BOOTSTRAP_ADMIN_EMAIL', 'ada@', 'an e-mail address'],
    ['BOOTSTRAP_ADMIN_EMAIL', 'ada lovelace@example.com', 'an e-mail address'],
    ['DEFAULT_WEBHOOK_FORMAT', 'slack', 'hoory or chatwoot'],
    ['EGRESS_ALLOW', '10.0.0.0', CIDRS],
    ['EGRESS_ALLOW', '10.0.0.0/33', CIDRS],
    ['EGRESS_ALLOW', 'localhost/8', CIDRS],
    ['EGRESS_ALLOW', '127.0.0.0/8 ::1/128', CIDRS],
    ['EGRESS_ALLOW_PORTS', 'smtp', PORTS],
    ['EGRESS_ALLOW_PORTS', '65536', PORTS],
    ['EGRESS_ALLOW_PORTS', '25,', PORTS],
    ['EGRESS_ALLOW_PORTS', '25-30', PORTS],
    ['RETRY_SCHEDULE', '5,,300', DELAYS],
    ['RETRY_SCHEDULE', '5,300,', DELAYS],
    ['RETRY_SCHEDULE', '-5', DELAYS],
    ['RETRY_SCHEDULE', '5s,5m', DELAYS],
    ['RETRY_SCHEDULE', 'Infinity', DELAYS],
    ['RETRY_SCHEDULE', ' ', DELAYS],
    ['ATTEMPT_RETENTION_DAYS', '0', DAYS],
    ['ATTEMPT_RETENTION_DAYS', '36501', DAYS],
    ['ATTEMPT_RETENTION_DAYS', '1.5', DAYS],
    ['ATTEMPT_RETENTION_DAYS', '90d', DAYS],
    ['LOG_LEVEL', 'verbose', 'fatal, error, warn, info, debug, trace, silent'],
    ['LOG_LEVEL', 'INFO', 'fatal, error, warn, info, debug, trace, silent'],
  ])('refuse %s=%s, saying what it takes and got', (variable, value, takes) => {
    const read = (): Settings => readSettings({ [variable]: value });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(
      expect.objectContaining({ message: `${variable} takes ${takes}, got "${value}"` }),
    );
  });

  it.each([
    ['BOOTSTRAP_ACCESS_TOKEN', 'fifteen-letters', 'at least 16 characters without spaces'],
    ['BOOTSTRAP_ACCESS_TOKEN', 'a token with spaces', 'at least 16 characters without spaces'],
    ['PLATFORM_ACCESS_TOKEN', 'fifteen-letters', 'at least 16 characters without spaces'],
    ['PLATFORM_ACCESS_TOKEN', 'a token with spaces', 'at least 16 characters without spaces'],
    ['SECRETS_KEY', 'a passphrase', KEYS],
    ['SECRETS_KEY', Buffer.alloc(31, 7).toString('base64'), KEYS],
    ['SECRETS_KEY', Buffer.alloc(32, 7).toString('hex'), KEYS],
    ['SECRETS_KEY', `${KEY},${OLDER_KEY},${KEY}`, KEYS],
    ['SECRETS_KEY', `${KEY},`, KEYS],
    ['SECRETS_KEY', `${KEY} ${OLDER_KEY}`, KEYS],
  ])('refuse %s=%s, saying what it takes and nothing of the secret', (variable, value, takes) => {
    const read = (): Settings => readSettings({ [variable]: value });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(`${variable} takes ${takes}, got `);
    expect(read).not.toThrow(value);
  });

  it('name the first variable at fault in one line', () => {
    expect(() => readSettings({ LOG_LEVEL: 'loud', PORT: 'a\nport' })).toThrow(
      'PORT takes a port number, 0 to 65535, got "a\\nport"',
    );
  });
});
