import { Database } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { SecretBox } from '@app/secrets';
import type { CustomHeaders } from '../domain/custom-headers';
import type { PreviousSecret } from '../domain/webhook-events';
import { DEFAULT_DELIVERY_SETTINGS } from '../domain/webhook-settings';

/** What the tables have of an endpoint. */
export interface EndpointRow {
  readonly id: number;
  readonly account_id: number;
  readonly url: string;
  readonly sealed_secret: string;
  /** JSON. */
  readonly previous_secrets: string;
  readonly timeout_seconds: number;
  readonly rate_limit: number | null;
  readonly sealed_headers: string | null;
  readonly disabled_reason: string | null;
  readonly is_callback: 0 | 1;
}

const COLUMNS = [
  'url',
  'sealed_secret',
  'previous_secrets',
  'timeout_seconds',
  'rate_limit',
  'sealed_headers',
  'disabled_reason',
  'account_id',
  'is_callback',
] as const satisfies readonly (keyof EndpointRow)[];

/** More than most installations have webhooks. */
const MOST_KNOWN = 1024;

/**
 * Where the POSTs of a webhook or of an inbox's callback go today, how they are made and what they
 * are signed with. What is sealed is opened when first asked for, so that what is damaged fails its
 * own webhook alone.
 */
export class WebhookEndpoint {
  readonly url: string;
  readonly accountId: number;
  readonly isCallback: boolean;
  readonly disabled: boolean;
  /** For headers and body of a response together. */
  readonly timeoutSeconds: number;
  /** POSTs a second; null for as many as there are. */
  readonly rateLimit: number | null;
  private readonly opened = new Map<string, string>();
  private newest: readonly [string] | undefined;
  private previous: readonly PreviousSecret[] | undefined;
  private headers: readonly (readonly [name: string, value: string])[] | undefined;

  constructor(
    private readonly row: EndpointRow,
    private readonly secretBox: SecretBox,
  ) {
    this.url = row.url;
    this.accountId = row.account_id;
    this.isCallback = row.is_callback === 1;
    this.disabled = row.disabled_reason !== null;
    this.timeoutSeconds = row.timeout_seconds;
    this.rateLimit = row.rate_limit;
  }

  /**
   * The secrets that sign at a moment, newest first: the one of now and those of before a rotation
   * whose overlap is not over.
   * @param nowMs Unix milliseconds
   * @throws Error where one does not open
   */
  secretsAt(nowMs: number): readonly string[] {
    // Looked up for each POST: most webhooks have nothing to look through.
    this.newest ??= [this.open(this.row.sealed_secret)];
    if (this.row.previous_secrets === '[]') return this.newest;
    this.previous ??= JSON.parse(this.row.previous_secrets) as PreviousSecret[];
    return [
      ...this.newest,
      ...this.previous
        .filter(({ validUntil }) => Date.parse(validUntil) > nowMs)
        .map(({ sealedSecret }) => this.open(sealedSecret)),
    ];
  }

  /**
   * The headers its owner has every POST carry.
   * @throws Error where they do not open
   */
  get customHeaders(): readonly (readonly [name: string, value: string])[] {
    const { sealed_headers: sealed } = this.row;
    this.headers ??=
      sealed === null ? [] : Object.entries(JSON.parse(this.open(sealed)) as CustomHeaders);
    return this.headers;
  }

  /** Whether nothing has changed since it was read. */
  isOf(row: EndpointRow): boolean {
    return COLUMNS.every((column) => this.row[column] === row[column]);
  }

  private open(sealed: string): string {
    const text = this.opened.get(sealed) ?? this.secretBox.open(sealed);
    this.opened.set(sealed, text);
    return text;
  }
}

/** A callback has no settings, and so the defaults. */
const find = (ids: string): string => `
  SELECT id, account_id, url, sealed_secret, previous_secrets, timeout_seconds, rate_limit,
         sealed_headers, disabled_reason, 0 AS is_callback
  FROM webhooks WHERE id IN ${ids}
  UNION ALL
  SELECT webhook_id, account_id, url, sealed_secret, '[]', ${DEFAULT_DELIVERY_SETTINGS.timeoutSeconds}, NULL,
         NULL, NULL, 1
  FROM inbox_callbacks
  WHERE webhook_id IN ${ids} AND url <> ''`;

/** Looks endpoints up for the sender of deliveries: one query for all the webhooks of a batch. */
@Injectable()
export class WebhookEndpoints {
  private readonly known = new Map<number, WebhookEndpoint>();

  constructor(
    private readonly database: Database,
    private readonly secretBox: SecretBox,
  ) {}

  /**
   * @param webhookIds of webhooks and of callbacks
   * @returns the endpoints by webhook id, also of disabled webhooks; a deleted webhook has none, nor
   * has a callback without a URL
   */
  async find(webhookIds: readonly number[]): Promise<ReadonlyMap<number, WebhookEndpoint>> {
    const ids = JSON.stringify(webhookIds);
    const rows = await this.database.query<EndpointRow>(find(this.database.dialect.numbers), [
      ids,
      ids,
    ]);
    return new Map(rows.map((row) => [row.id, this.endpointOf(row)]));
  }

  /** The one of the last time where it is as it was: its secrets are open. */
  private endpointOf(row: EndpointRow): WebhookEndpoint {
    const known = this.known.get(row.id);
    if (known?.isOf(row)) return known;
    const endpoint = new WebhookEndpoint(row, this.secretBox);
    if (this.known.size === MOST_KNOWN) this.known.clear();
    this.known.set(row.id, endpoint);
    return endpoint;
  }
}
