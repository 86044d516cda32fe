import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { asCurl } from './as-curl';

const run = promisify(execFile);

describe('A delivery as curl', () => {
  const received: { path?: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const endpoint = createServer((request, response) => {
    const { url, headers } = request;
    void text(request)
      .then((body) => received.push({ path: url, headers, body }))
      .finally(() => response.end());
  });
  beforeAll(() => once(endpoint.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => endpoint.close());

  const BODY = `{"content":"It's \\"so\\" – $HOME \`x\` @file \\\\n","id":1}`;
  const HEADERS = {
    'Content-Type': 'application/json',
    'User-Agent': "Hoory's",
    'webhook-id': 'msg_1',
    'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  };

  it('is the same POST for a shell, whatever is in it', async () => {
    const { port } = endpoint.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/hooks?a='b'&c=$d`;
    await run('sh', ['-c', `${asCurl({ url, headers: HEADERS, body: BODY }, 'unused')} --silent`]);

    const [post] = received;
    expect(post!.path).toBe("/hooks?a='b'&c=$d");
    expect(post!.body).toBe(BODY);
    expect(post!.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': "Hoory's",
      'webhook-id': 'msg_1',
      'webhook-signature': HEADERS['webhook-signature'],
    });
  });

  it('goes to where the webhook is called now if the URL was not kept', () => {
    expect(asCurl({ url: null, headers: {}, body: '{}' }, 'https://example.com')).toContain(
      "curl 'https://example.com'",
    );
  });
});
