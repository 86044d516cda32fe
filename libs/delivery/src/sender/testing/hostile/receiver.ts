import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { SELF_SIGNED } from '../self-signed';
import { type Behaviour, response } from './behaviour';

const END_OF_HEAD = '\r\n\r\n';

/** A server on 127.0.0.1 that mistreats who calls, until it is made to behave. */
export class HostileReceiver {
  /** Requests whose heads came in. */
  requests = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private held: Socket[] | null = null;

  private constructor(readonly behaviour: Behaviour) {
    this.server = behaviour.overTls
      ? createTlsServer(SELF_SIGNED, (socket) => this.listenTo(socket))
      : createServer((socket) => this.listenTo(socket));
    this.server.on('connection', (socket: Socket) => this.track(socket));
  }

  static async start(behaviour: Behaviour): Promise<HostileReceiver> {
    const receiver = new HostileReceiver(behaviour);
    await once(receiver.server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `${this.behaviour.overTls ? 'https' : 'http'}://127.0.0.1:${port}/hook`;
  }

  /** Connections that stand. */
  get open(): number {
    return this.sockets.size;
  }

  /** From now on it holds every request, and answers 200 when it is told to. */
  behave(): void {
    this.held = [];
  }

  get holding(): number {
    return this.held?.length ?? 0;
  }

  answerHeld(): void {
    const held = this.held ?? [];
    this.held = [];
    held.forEach((socket) => socket.write(response('HTTP/1.1 200 OK', ['Content-Length: 0'])));
  }

  async close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }

  private track(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
  }

  private listenTo(socket: Socket): void {
    let heard = '';
    let bytesToSkip = 0;
    socket.on('error', () => socket.destroy());
    socket.setEncoding('latin1').on('data', (text: string) => {
      heard += text.slice(bytesToSkip);
      bytesToSkip = Math.max(0, bytesToSkip - text.length);
      const headLength = heard.indexOf(END_OF_HEAD) + END_OF_HEAD.length;
      if (headLength < END_OF_HEAD.length) {
        return;
      }
      const head = heard.slice(0, headLength);
      const bodyLength = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      const missing = headLength + bodyLength - heard.length;
      if (missing > 0 && (!this.behaviour.answersEarly || this.held)) {
        return;
      }
      heard = '';
      bytesToSkip = missing;
      this.requests += 1;
      if (this.held) {
        this.held.push(socket);
      } else {
        this.behaviour.answer(socket, head);
      }
    });
  }
}
