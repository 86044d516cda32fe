import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EgressGuard } from './egress-guard';
import type { ResolveAll } from './guarded-lookup';
import { HttpSender } from './http-sender';
import { type Endpoint, httpEndpoint } from './testing/endpoint';

/** In a URL of these tables it stands for the port that somebody listens on at 127.0.0.1. */
const PORT = 'PORT';

/** WHATWG URL, section 3.5: every way to write an IPv4 address becomes the dotted one. */
const HOSTS_BY_SPELLING: Readonly<Record<string, readonly string[]>> = {
  dotted: [
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    '255.255.255.255',
  ],
  integer: ['2130706433', '0', '167772161', '2852039166', '4294967295'],
  octal: ['0177.0.0.1', '0177.1', '017700000001', '012.0.0.1', '0251.0376.0251.0376'],
  hexadecimal: ['0x7f000001', '0x7f.0.0.1', '0X7F.1', '0xa9fea9fe', '0xA9.0xFE.0xA9.0xFE', '0x'],
  short: ['127.1', '127.0.1', '10.1', '192.168.257', '169.254.43518'],
  mixed: ['0x7f.0.0.01', '0177.0.0x1', '127.0x0.1'],
  'percent-encoded': ['%31%32%37.0.0.1', '127%2E0%2e0%2E1', '%30x7f.1', '%e2%91%a027.0.0.1'],
  'in other digits and dots': [
    '１２７.０.０.１',
    '①②⑦.⓪.⓪.①',
    '𝟏𝟐𝟕.𝟎.𝟎.𝟏',
    '127。0。0。1',
    '127．0．0．1',
    '０ｘ７ｆ.１',
  ],
  'with a dot at its end': ['127.0.0.1.', '127.1.', '2130706433.', '0x7f000001.'],
  IPv6: [
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[0000:0000:0000:0000:0000:0000:0000:0001]',
    '[::0.0.0.1]',
    '[::]',
    '[fe80::1]',
    '[fec0::1]',
    '[feff:ffff::1]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    '[100::1]',
    '[100:0:0:1::1]',
    '[2001:db8::1]',
    '[3fff::1]',
    '[5f00::1]',
    '[2001:20::1]',
    '[2620:4f:8000::1]',
  ],
  'IPv4-compatible': ['[::127.0.0.1]', '[::7f00:1]', '[::a00:1]'],
  'IPv4-mapped': [
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:FFFF:7F00:0001]',
    '[::FFFF:10.0.0.1]',
    '[::ffff:a9fe:a9fe]',
  ],
  'IPv4-translated': ['[::ffff:0:127.0.0.1]', '[::ffff:0:808:808]'],
  NAT64: [
    '[64:ff9b::127.0.0.1]',
    '[64:FF9B::7f00:1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::7f00:1]',
    '[64:ff9b:1::808:808]',
  ],
  '6to4': ['[2002:7f00:1::]', '[2002:a00:1::1]', '[2002:808:808::1]'],
  Teredo: ['[2001::1]', '[2001:0:7f00:1::]', '[2001:0:4136:e378:8000:63bf:3fff:fdd2]'],
};

const REFUSED_URLS: readonly string[] = [
  `http://example.com@127.0.0.1:${PORT}/`,
  `http://example.com:80@127.0.0.1:${PORT}/`,
  `http://8.8.8.8%3A80%2F@127.0.0.1:${PORT}/`,
  `http://8.8.8.8 &@127.0.0.1:${PORT}# @8.8.8.8/`,
  `http://127.0.0.1:${PORT}\\@8.8.8.8/`,
  `http://127.0.0.1:${PORT}#@8.8.8.8/`,
  `http://127.0.0.1:${PORT}?@8.8.8.8/`,
  `http:127.0.0.1:${PORT}/`,
  `http:/127.0.0.1:${PORT}/`,
  `http:////127.0.0.1:${PORT}/`,
  `http:\\\\127.0.0.1:${PORT}\\`,
  ` ht\ntp://127.0.\t0.1:${PORT}/ `,
  `HTTP://127.0.0.1:${PORT}/`,
  'https://10.0.0.1/',
  'https://[::ffff:127.0.0.1]/',
];

const INVALID_URLS: readonly string[] = [
  'http://[fe80::1%25eth0]/',
  'http://[fe80::1%eth0]/',
  'http://[::1%25lo]/',
  'http://256.0.0.1/',
  'http://127.0.0.1.1/',
  'http://4294967296/',
  'http://0x100000000/',
  'http://127.0.0.08/',
  'http://127.0.0.1%00.example.com/',
  'http://[127.0.0.1]/',
  'http://[::ffff:127.0.0.256]/',
  'http://::1/',
  'http://127.0.0.1:65536/',
  '//127.0.0.1/',
  'gopher://127.0.0.1/',
  'file:///etc/passwd',
];

const LOCALHOSTS = ['localhost', 'LocalHost', 'loc%61lhost', 'ｌｏｃａｌｈｏｓｔ'];

/** A name server whose every answer is the next of these; the last one stays. */
const nameServer = (...answers: string[][]) => {
  const asked: string[] = [];
  const resolve: ResolveAll = (hostname, _options, callback) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)]!;
    asked.push(hostname);
    setImmediate(
      callback,
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { asked, resolve };
};

const post = (sender: HttpSender, url: string) =>
  sender.send({ url, headers: [], body: '{}', timeoutMs: 10_000 });

describe('A POST', () => {
  const sender = new HttpSender({ guard: new EgressGuard([]) });
  let endpoint: Endpoint;

  beforeAll(async () => {
    endpoint = await httpEndpoint((response) =>
      response.writeHead(200, { 'X-Internal': 'yes' }).end('what only insiders may read'),
    );
  });
  afterAll(() => Promise.all([sender.close(), endpoint.close()]));

  describe.each(Object.entries(HOSTS_BY_SPELLING))('to an address, %s,', (_spelling, hosts) => {
    it.each(hosts)('is refused without a connection: %s', async (host) => {
      expect(await post(sender, `http://${host}:${endpoint.port}/`)).toMatchObject({
        ok: false,
        statusCode: null,
        errorClass: 'refused-address',
        errorMessage: expect.stringContaining('is not a public address'),
        responseBody: '',
        responseHeaders: {},
        timings: { connectMs: null, tlsMs: null, firstByteMs: null },
      });
      expect(endpoint.accepted()).toBe(0);
    });
  });

  it.each(REFUSED_URLS)('is refused without a connection: %j', async (url) => {
    const { errorClass } = await post(sender, url.replaceAll(PORT, String(endpoint.port)));

    expect(errorClass).toBe('refused-address');
    expect(endpoint.accepted()).toBe(0);
  });

  it.each(INVALID_URLS)('has no place to go: %j', async (url) => {
    expect(await post(sender, url)).toMatchObject({ errorClass: 'invalid-url', statusCode: null });
  });

  it.each(LOCALHOSTS)('to this machine by its name is refused: %s', async (host) => {
    expect(await post(sender, `http://${host}:${endpoint.port}/`)).toMatchObject({
      errorClass: 'refused-address',
    });
    expect(endpoint.accepted()).toBe(0);
  });

  it.each([
    ['http://8.8.8.8:22/', 22],
    ['http://8.8.8.8:025/', 25],
    ['https://[2606:4700::1]:53/', 53],
    ['https://8.8.8.8:0/', 0],
    ['http://[64:ff9b::8.8.8.8]:1023/', 1023],
  ])('to a port of machines and not of the web is refused: %s', async (url, port) => {
    expect(await post(sender, url)).toMatchObject({
      statusCode: null,
      errorClass: 'refused-address',
      errorMessage: expect.stringContaining(`Port ${port} of`),
    });
  });
});

describe('A name', () => {
  const senders: HttpSender[] = [];
  const givenSender = (guard: EgressGuard, resolve: ResolveAll): HttpSender => {
    const sender = new HttpSender({ guard, resolve });
    senders.push(sender);
    return sender;
  };
  afterEach(() => Promise.all(senders.splice(0).map((sender) => sender.close())));

  it.each([
    'localhost.',
    'app.localhost',
    'hooks.example.com',
    'hooks.example.com.',
    '127.0.0.1.nip.example',
    'xn--bcher-kva.example',
    'bücher.example',
  ])('that resolves to this machine is refused without a connection: %s', async (host) => {
    const endpoint = await httpEndpoint((response) => response.end());
    const { asked, resolve } = nameServer(['127.0.0.1']);
    const sender = givenSender(new EgressGuard([]), resolve);

    expect(await post(sender, `http://${host}:${endpoint.port}/`)).toMatchObject({
      errorClass: 'refused-address',
      errorMessage: expect.stringMatching(/^127\.0\.0\.1 is not a public address/),
      responseBody: '',
    });
    expect(asked).toEqual([new URL(`http://${host}`).hostname]);
    expect(endpoint.accepted()).toBe(0);
    await endpoint.close();
  });

  it.each([
    [['8.8.8.8', '10.0.0.1'], '10.0.0.1'],
    [['2606:4700::1', 'fe80::1%eth0'], 'fe80::1%eth0'],
    [['8.8.8.8', '::ffff:169.254.169.254'], '::ffff:169.254.169.254'],
    [['64:ff9b::a00:1'], '64:ff9b::a00:1'],
  ])('that resolves to %j is refused for %s', async (addresses, forbidden) => {
    const sender = givenSender(new EgressGuard([]), nameServer(addresses).resolve);

    expect(await post(sender, 'https://hooks.example.com/')).toMatchObject({
      errorClass: 'refused-address',
      errorMessage: expect.stringContaining(`${forbidden} is not a public address`),
    });
  });

  it('is refused at a port that only an address of ours may be called at', async () => {
    const sender = givenSender(new EgressGuard([]), nameServer(['8.8.8.8']).resolve);

    expect(await post(sender, 'http://hooks.example.com:22/')).toMatchObject({
      errorClass: 'refused-address',
      errorMessage: expect.stringContaining('Port 22 of 8.8.8.8 is refused'),
    });
  });

  describe('that resolves to another address each time', () => {
    /** 127.0.0.1 stands for a public address, 127.0.0.2 for one that is not. */
    const guard = new EgressGuard(['127.0.0.1/32']);
    const called: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      called.push(request.socket.localAddress);
      response.setHeader('Connection', request.url === '/last' ? 'close' : 'keep-alive').end();
    });
    let origin: string;

    beforeAll(async () => {
      await once(server.listen(0, '0.0.0.0'), 'listening');
      origin = `http://hooks.example.com:${(server.address() as AddressInfo).port}`;
    });
    beforeEach(() => called.splice(0));
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    it('is called at the address that was checked, looked up once a connection', async () => {
      const { asked, resolve } = nameServer(['127.0.0.1'], ['127.0.0.2'], ['127.0.0.1']);
      const sender = givenSender(guard, resolve);

      expect(await post(sender, `${origin}/`)).toMatchObject({ ok: true });
      // undici takes the connection back a turn after the response.
      await nextTurn();
      expect(await post(sender, `${origin}/last`)).toMatchObject({ ok: true });
      expect(asked).toHaveLength(1);
      expect(await post(sender, `${origin}/`)).toMatchObject({ errorClass: 'refused-address' });
      expect(asked).toHaveLength(2);
      expect(await post(sender, `${origin}/`)).toMatchObject({ ok: true });
      expect(asked).toHaveLength(3);
      expect(called).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1']);
    });

    it('is refused for the first answer, whatever a second would be', async () => {
      const { asked, resolve } = nameServer(['127.0.0.2'], ['127.0.0.1']);
      const sender = givenSender(guard, resolve);

      expect(await post(sender, `${origin}/`)).toMatchObject({ errorClass: 'refused-address' });
      expect(asked).toHaveLength(1);
      expect(called).toEqual([]);
      expect(await post(sender, `${origin}/`)).toMatchObject({ ok: true });
      expect(called).toEqual(['127.0.0.1']);
    });
  });
});

describe('Of public addresses the guard refuses none', () => {
  it.each([
    'http://8.8.8.8/',
    'http://134744072/',
    'http://0x08080808/',
    'http://010.8.8.8/',
    'https://93.184.216.34:8443/',
    'https://172.15.255.255/',
    'https://172.32.0.1/',
    'https://192.0.1.1/',
    'https://100.128.0.1/',
    'https://[2606:4700:4700::1111]/',
    'https://[2001:4860:4860::8888]/',
    'https://[2a00:1450::1]:3000/',
    'https://[::ffff:8.8.8.8]/',
    'https://[64:ff9b::808:808]/',
  ])('%s', (text) => {
    const { hostname, port } = new URL(text);
    const address = hostname.replaceAll(/[[\]]/g, '');

    expect(() => new EgressGuard([]).check(address, Number(port || 443))).not.toThrow();
  });
});
