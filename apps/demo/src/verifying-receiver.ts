import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  verifyChatwootSignature,
  verifyHoorySignature,
  verifyWebhook,
  type WebhookFormat,
} from '@app/client';
import type { Payload, ReceivedPost } from './received-post';

/** The signature by the headers that belong to the format, beside that of Standard Webhooks. */
const VERIFY_OWN_SIGNATURE = { hoory: verifyHoorySignature, chatwoot: verifyChatwootSignature };

/** An endpoint as an integrator would write it, which tells of each POST once it has answered it. */
export class VerifyingReceiver extends EventEmitter<{ post: [ReceivedPost] }> {
  /** What the signatures of each webhook are verified with. */
  readonly secrets: Record<WebhookFormat, string> = { hoory: '', chatwoot: '' };
  /** Whether it answers 503, as an overloaded server does. */
  busy = false;
  /** The port of the first opening, kept for those that follow. */
  port = 0;
  private server: Server | undefined;

  /** Each format has a URL of its own, and so a webhook. */
  urlOf(format: WebhookFormat): string {
    return `http://127.0.0.1:${this.port}/${format}`;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      // A body that broke off is no POST: it will come again.
      this.receive(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Closes the listening socket and every connection: who calls now is refused. */
  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const receivedAtMs = Date.now();
    const format = request.url === '/chatwoot' ? 'chatwoot' : 'hoory';
    const verified = this.verify(format, request, body);
    const signed = 'payload' in verified;
    const status = signed ? (this.busy ? 503 : 204) : 401;
    const { 'webhook-id': webhookId, 'webhook-attempt': attempt } = request.headers;
    response.writeHead(status).end(() => {
      this.emit('post', {
        format,
        receivedAtMs,
        webhookId: String(webhookId),
        attempt: Number(attempt),
        status,
        ...verified,
      });
    });
  }

  private verify(
    format: WebhookFormat,
    { headers }: IncomingMessage,
    body: Buffer,
  ): { payload: Payload } | { signatureProblem: string } {
    const secret = this.secrets[format];
    try {
      VERIFY_OWN_SIGNATURE[format](secret, headers, body);
      return { payload: verifyWebhook<Payload>(secret, headers, body) };
    } catch (error) {
      return { signatureProblem: (error as Error).message };
    }
  }
}
