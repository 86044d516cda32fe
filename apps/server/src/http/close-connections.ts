import type { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Has a shutdown close the connections on which no request has come yet, as browsers and load
 * balancers open them: Node waits for those, since it takes only what has had a request for idle.
 */
export function closeUnusedConnections(app: NestFastifyApplication): void {
  const unused = new Set<Socket>();
  const server = app.getHttpServer();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }: { socket: Socket }) => unused.delete(socket));
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preClose', (done) => {
      for (const socket of unused) socket.destroy();
      done();
    });
}
