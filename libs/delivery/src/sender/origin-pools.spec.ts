import { buildConnector } from 'undici';
import { OriginPools } from './origin-pools';
import { httpEndpoint, unusedPort, until } from './testing/endpoint';

describe('The pools of origins', () => {
  const pools = new OriginPools({
    connectorTo: () => buildConnector({}),
    maxConnectionsPerOrigin: 2,
    maxOrigins: 10,
  });

  afterAll(() => pools.destroy());

  it('stay the same while a connection stands', async () => {
    const endpoint = await httpEndpoint((response) => response.end());
    const origin = `http://127.0.0.1:${endpoint.port}`;
    const pool = pools.get(origin);
    const { body } = await pool.request({ path: '/', method: 'POST' });
    await body.dump();

    expect(pools.get(origin)).toBe(pool);
    await endpoint.close();
  });

  it('go with their last connection', async () => {
    const endpoint = await httpEndpoint((response) => response.end());
    const origin = `http://127.0.0.1:${endpoint.port}`;
    const pool = pools.get(origin);
    const { body } = await pool.request({ path: '/', method: 'POST' });
    await body.dump();
    await endpoint.close();
    await until(() => pool.closed);

    expect(pools.get(origin)).not.toBe(pool);
  });

  it('go when no connection comes about', async () => {
    const origin = `http://127.0.0.1:${await unusedPort()}`;
    const pool = pools.get(origin);
    await expect(pool.request({ path: '/', method: 'POST' })).rejects.toThrow('ECONNREFUSED');

    expect(pool.closed).toBe(true);
    expect(pools.get(origin)).not.toBe(pool);
  });
});
