import { DEFAULT_RETRY_DELAYS_SECONDS, parseCidrs } from '@app/delivery';
import { parseUrl } from '@app/http';
import { FORMATS, type Format } from '@app/payloads';
import { type DatabaseSetting, readDatabase } from './database-setting';
import { SettingsError } from './settings-error';
import { SECRETS_KEY_TAKES, SecretBox } from '@app/secrets';

/** What the environment says, checked; docs/operating.md has the table. */
export interface Settings {
  readonly host: string;
  /** 0 has the system choose one. */
  readonly port: number;
  readonly database: DatabaseSetting;
  /** How many connections a process has to PostgreSQL at the most, besides the few that only wait. */
  readonly databasePoolSize: number;
  readonly role: Role;
  /** undefined for the one beside the database. */
  readonly attachmentsDirectory: string | undefined;
  /** Without a slash at its end; undefined for the address that the server listens at. */
  readonly publicUrl: string | undefined;
  readonly bootstrapAccessToken: string | undefined;
  readonly bootstrapAdminEmail: string;
  readonly bootstrapAdminPassword: string | undefined;
  readonly platformAccessToken: string | undefined;
  /** One key, or several separated by commas. */
  readonly secretsKey: string | undefined;
  readonly egressAllow: readonly string[];
  readonly egressAllowPorts: readonly number[];
  readonly defaultWebhookFormat: Format;
  readonly retryDelaysSeconds: readonly number[];
  readonly attemptRetentionDays: number;
  readonly logLevel: LogLevel;
}

/** `all`: both of the others. `api`: takes requests. `delivery`: turns the log into POSTs. */
const ROLES = ['all', 'api', 'delivery'] as const;
export type Role = (typeof ROLES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws SettingsError naming the first variable at fault, what it got and what it takes */
export function readSettings(env: Environment): Settings {
  const database = readDatabase(env);
  const shared = database.kind === 'postgres';
  // Beside the database file it is made; of many servers, which one should have it?
  if (shared && !env['SECRETS_KEY']) {
    throw new SettingsError('SECRETS_KEY', '', `${SECRETS_KEY_TAKES}, where there is PostgreSQL`);
  }
  return {
    host: read(env, 'HOST', '127.0.0.1', 'a host name or an address', readText),
    port: read(env, 'PORT', '3000', 'a port number, 0 to 65535', readPort),
    database,
    databasePoolSize: read(
      env,
      'DATABASE_POOL_SIZE',
      '10',
      'a number of connections, 2 to 1000',
      (value) => readWhole(value, 2, 1_000),
    ),
    role: read(
      env,
      'ROLE',
      'all',
      database.kind === 'sqlite' ? 'all, for SQLite is for one process' : ROLES.join(', '),
      (value) => ROLES.find((role) => role === value && (role === 'all' || shared)),
    ),
    attachmentsDirectory: env['ATTACHMENTS_DIR'] || undefined,
    publicUrl:
      read(
        env,
        'PUBLIC_URL',
        '',
        'an http or https URL without a query, such as https://hoory.example.com',
        readPublicUrl,
      ) || undefined,
    bootstrapAccessToken: readOptional(
      env,
      'BOOTSTRAP_ACCESS_TOKEN',
      'at least 16 characters without spaces',
      readToken,
    ),
    bootstrapAdminEmail: read(
      env,
      'BOOTSTRAP_ADMIN_EMAIL',
      'administrator@localhost',
      'an e-mail address',
      (value) => (/^[^\s@]+@[^\s@]+$/.test(value) ? value : undefined),
    ),
    bootstrapAdminPassword: readOptional(
      env,
      'BOOTSTRAP_ADMIN_PASSWORD',
      'a password of 8 to 128 characters',
      (value) => (value.length >= 8 && value.length <= 128 ? value : undefined),
    ),
    platformAccessToken: readOptional(
      env,
      'PLATFORM_ACCESS_TOKEN',
      'at least 16 characters without spaces',
      readToken,
    ),
    secretsKey: readOptional(env, 'SECRETS_KEY', SECRETS_KEY_TAKES, readSecretsKey),
    egressAllow: read(
      env,
      'EGRESS_ALLOW',
      '',
      'CIDRs separated by commas, such as 127.0.0.0/8,::1/128',
      (value) => orUndefined(() => parseCidrs(value)),
    ),
    egressAllowPorts: read(
      env,
      'EGRESS_ALLOW_PORTS',
      '',
      'port numbers separated by commas, such as 81,591',
      readPorts,
    ),
    defaultWebhookFormat: read(
      env,
      'DEFAULT_WEBHOOK_FORMAT',
      'hoory',
      FORMATS.join(' or '),
      (value) => FORMATS.find((format) => format === value),
    ),
    retryDelaysSeconds: read(
      env,
      'RETRY_SCHEDULE',
      DEFAULT_RETRY_DELAYS_SECONDS.join(','),
      'seconds between attempts separated by commas, such as 5,300,1800',
      readDelays,
    ),
    attemptRetentionDays: read(
      env,
      'ATTEMPT_RETENTION_DAYS',
      '90',
      'a number of days, 1 to 36500',
      (value) => readWhole(value, 1, 36_500),
    ),
    logLevel: read(env, 'LOG_LEVEL', 'info', LOG_LEVELS.join(', '), (value) =>
      LOG_LEVELS.find((level) => level === value),
    ),
  };
}

/** An empty variable counts as unset, as in compose files. */
function read<T>(
  env: Environment,
  variable: string,
  otherwise: string,
  takes: string,
  parse: (value: string) => T | undefined,
): T {
  const value = env[variable] || otherwise;
  const parsed = parse(value);
  if (parsed === undefined) throw new SettingsError(variable, value, takes);
  return parsed;
}

function readOptional<T>(
  env: Environment,
  variable: string,
  takes: string,
  parse: (value: string) => T | undefined,
): T | undefined {
  const value = env[variable];
  if (!value) return undefined;
  const parsed = parse(value);
  if (parsed === undefined) throw new SettingsError(variable, `${value.length} characters`, takes);
  return parsed;
}

function readText(value: string): string | undefined {
  return /^\S+$/.test(value) ? value : undefined;
}

function readToken(value: string): string | undefined {
  return /^\S{16,}$/.test(value) ? value : undefined;
}

function readPort(value: string): number | undefined {
  return readWhole(value, 0, 65_535);
}

function readPorts(value: string): number[] | undefined {
  const ports = value === '' ? [] : value.split(',').map((text) => readPort(text.trim()));
  return ports.every((port) => port !== undefined) ? ports : undefined;
}

/** In no more digits than the greatest has. */
function readWhole(value: string, least: number, most: number): number | undefined {
  if (!/^\d+$/.test(value) || value.length > String(most).length) return undefined;
  const number = Number(value);
  return number >= least && number <= most ? number : undefined;
}

function readPublicUrl(value: string): string | undefined {
  if (value === '') return value;
  if (!/^https?:\/\/\S+$/.test(value)) return undefined;
  const url = parseUrl(value);
  if (!url) return undefined;
  // Nothing but a host and the path that a proxy may put in front.
  return url.href === url.origin + url.pathname ? url.href.replace(/\/+$/, '') : undefined;
}

/** The key or keys themselves where they are such. */
export function readSecretsKey(value: string): string | undefined {
  return orUndefined(() => new SecretBox(value)) && value;
}

function readDelays(value: string): number[] | undefined {
  const delays = value.split(',').map((text) => Number(text.trim() || NaN));
  return delays.every((delay) => Number.isFinite(delay) && delay >= 0) ? delays : undefined;
}

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
