import type { Socket } from 'node:net';
import type { SendResult } from '../../send-result';

/** One way to mistreat who calls. */
export interface Behaviour {
  /** As in "a receiver that …". */
  readonly does: string;
  /** Called once for each request. */
  readonly answer: (socket: Socket, requestHead: string) => void;
  /** Whether it speaks TLS, with a certificate that nobody trusts. */
  readonly overTls?: boolean;
  /** Whether it answers as soon as it has the head; it reads the body afterwards. */
  readonly answersEarly?: boolean;
  /** How the POST ends. */
  readonly ends: Partial<SendResult>;
  /** Whether only the deadline ends it. */
  readonly outlasts?: boolean;
}

/** Writes as fast as the other side takes it, for as long as it does. */
export const pour = (socket: Socket, chunk: string | Buffer): void => {
  const fill = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', fill);
  fill();
};

/** Writes a little at a time, for as long as the other side listens. */
export const drip = (socket: Socket, everyMs: number, chunk: string): void => {
  const timer = setInterval(() => socket.write(chunk), everyMs);
  socket.on('close', () => clearInterval(timer));
};

/** The head of a response, and what follows it. */
export const response = (statusLine: string, headers: readonly string[], rest = ''): string =>
  [statusLine, ...headers, '', rest].join('\r\n');
