import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { EgressGuard, EgressRefusedError } from './egress-guard';
import { type ResolveAll, guardedLookup } from './guarded-lookup';

/** A name server that knows one name and counts what it is asked. */
const nameServer = (...addresses: string[]) => {
  const state = { asked: 0 };
  const resolve: ResolveAll = (_hostname, _options, callback) => {
    state.asked += 1;
    setImmediate(
      callback,
      null,
      addresses.map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      })),
    );
  };
  return { state, resolve };
};

const listen = async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};

describe('A guarded look-up', () => {
  const loopbackAllowed = new EgressGuard(['127.0.0.0/8']);

  it.each([true, false])(
    'connects to the checked address and asks for the name once (autoSelectFamily: %s)',
    async (autoSelectFamily) => {
      const server = await listen();
      const { state, resolve } = nameServer('127.0.0.1');
      const socket = connect({
        host: 'hooks.example.com',
        port: server.port,
        autoSelectFamily,
        lookup: guardedLookup(loopbackAllowed, 443, resolve),
      });
      await once(socket, 'connect');

      expect(socket.remoteAddress).toBe('127.0.0.1');
      expect(state.asked).toBe(1);
      socket.destroy();
      await server.close();
    },
  );

  it.each([
    [['127.0.0.1', '10.0.0.1'], '10.0.0.1'],
    [['10.0.0.1', '127.0.0.1'], '10.0.0.1'],
    [['127.0.0.1', '::1'], '::1'],
  ])('refuses a name altogether that resolves to %j', async (addresses, forbidden) => {
    const server = await listen();
    const socket = connect({
      host: 'hooks.example.com',
      port: server.port,
      lookup: guardedLookup(loopbackAllowed, 443, nameServer(...addresses).resolve),
    });
    const [error] = await once(socket, 'error');

    expect(error).toBeInstanceOf(EgressRefusedError);
    expect(error.message).toContain(forbidden);
    expect(server.connections()).toBe(0);
    await server.close();
  });

  it('passes on that a name does not resolve', async () => {
    const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND nowhere.example'), {
      code: 'ENOTFOUND',
    });
    const resolve: ResolveAll = (_hostname, _options, callback) =>
      setImmediate(callback, notFound, []);
    const socket = connect({
      host: 'nowhere.example',
      port: 80,
      lookup: guardedLookup(loopbackAllowed, 443, resolve),
    });

    expect(await once(socket, 'error')).toEqual([notFound]);
  });
});
