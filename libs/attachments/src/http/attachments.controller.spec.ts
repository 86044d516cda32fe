import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { request } from 'undici';
import { openApp, type TestApp } from '../testing/open-app';
import { png } from '../testing/sample-files';

const html = Buffer.from('<!doctype html><script>alert(1)</script>');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

let app: TestApp;

beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

async function keep(content: Buffer, name: string, type: string): Promise<string> {
  const file = await app.store.receive(Readable.from([content]), name, type);
  const [stored] = await app.store.keep([file]);
  return stored!.dataUrl;
}

/** The status line's number for a request whose path no client would send as it stands. */
function statusOfRawPath(path: string): Promise<number> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname)
      .setEncoding('latin1')
      .on('data', (text: string) => (answer += text))
      .on('error', reject)
      .on('close', () => resolve(Number(answer.split(' ')[1])));
    socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`);
  });
}

describe('a kept file', () => {
  it('is given out to whoever knows its URL, with the same bytes', async () => {
    const content = Buffer.concat([png(640, 480), Buffer.alloc(300_000, 7)]);
    const response = await fetch(await keep(content, '日本 #1 100%.png', 'image/png'));
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-disposition': 'inline',
      'content-length': String(content.length),
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'image/png',
      etag: expect.stringMatching(/^(W\/)?".+"$/),
      'x-content-type-options': 'nosniff',
    });
  });

  it('may have a name of any length', async () => {
    const url = await keep(png(1, 1), `${'日'.repeat(300)}.png`, 'image/png');
    expect((await fetch(url)).status).toBe(200);
  });

  it('may be empty', async () => {
    const response = await fetch(await keep(Buffer.alloc(0), 'empty.txt', 'text/plain'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('0');
    expect(await response.text()).toBe('');
  });

  it('is given out in part', async () => {
    const url = await keep(Buffer.from('0123456789'), 'digits.txt', 'text/plain');
    const response = await fetch(url, { headers: { range: 'bytes=2-4' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(await response.text()).toBe('234');
  });

  it('has no part past its end', async () => {
    const url = await keep(png(1, 1), 'photo.png', 'image/png');
    const response = await fetch(url, { headers: { range: 'bytes=33-' } });
    expect(response.status).toBe(416);
    expect(await response.json()).toEqual({ error: 'Range Not Satisfiable' });
    expect(response.headers.get('content-type')).toMatch('application/json');
  });

  it('is not sent again to whoever has it', async () => {
    const url = await keep(png(1, 1), 'photo.png', 'image/png');
    const etag = (await fetch(url)).headers.get('etag')!;
    // Not by fetch, which would ask for the file in any case.
    const { statusCode, body } = await request(url, { headers: { 'if-none-match': etag } });
    expect(statusCode).toBe(304);
    expect(await body.text()).toBe('');
  });

  it('tells its length without its bytes', async () => {
    const url = await keep(png(1, 1), 'photo.png', 'image/png');
    const response = await fetch(url, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('33');
    expect(await response.text()).toBe('');
  });

  it.each<[string, string, Buffer, string]>([
    ['page.html', 'text/html', html, 'application/octet-stream'],
    ['drawing.svg', 'image/svg+xml', svg, 'application/octet-stream'],
    ['page.png', 'image/png', html, 'application/octet-stream'],
    ['page.mp4', 'video/mp4', html, 'application/octet-stream'],
    ['page.xhtml', 'application/xhtml+xml', html, 'application/octet-stream'],
    ['script.js', 'text/javascript', html, 'application/octet-stream'],
    ['paper.pdf', 'application/pdf', Buffer.from('%PDF-1.7'), 'application/pdf'],
    ['page.txt', 'text/plain', html, 'text/plain'],
  ])('is downloaded and not shown where it is %s', async (name, type, content, contentType) => {
    const { headers } = await fetch(await keep(content, name, type));
    expect(headers.get('content-disposition')).toBe('attachment');
    expect(headers.get('content-type')).toBe(contentType);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  });
});

describe('nothing is given out for', () => {
  let id: string;

  beforeAll(async () => {
    id = new URL(await keep(png(1, 1), 'photo.png', 'image/png')).pathname.split('/')[2]!;
  });

  it.each([
    '',
    '/',
    '/ID',
    '/ID/',
    '/ID/.',
    '/ID/other.png',
    '/ID/photo.png/',
    '/ID//photo.png',
    '/ID/./photo.png',
    '/ID/photo.png%00',
    '/ID/photo.png%00.txt',
    '/ID/%00',
    '/ID/..%2fID%2fphoto.png',
    '/ID/..%5cID%5cphoto.png',
    '/ID/../ID/photo.png%20',
    '/ID/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/ID/../../../../../../etc/passwd',
    '/ID/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/ID/....//....//etc/passwd',
    '/ID//etc/passwd',
    '/..%2f..%2fetc%2fpasswd/x',
    '/../../../../etc/passwd',
    '/%2e%2e/passwd',
    '/incoming/photo.png',
    '/incoming/ID',
    '/./ID/photo.png%2e',
    '/00000000000000000000000000000000/photo.png',
    '/AID/photo.png',
    '/*/photo.png',
    '/ID/*',
    '/ID/%e2%80%aephoto.png',
  ])('%j', async (path) => {
    expect(await statusOfRawPath(`/attachments${path.replaceAll('ID', id)}`)).toBe(404);
  });

  it('an id in capitals', async () => {
    const path = `/attachments/${id.replace(/\d*/, '').toUpperCase()}${id.length}/photo.png`;
    expect(await statusOfRawPath(path)).toBe(404);
  });

  it.each(['%', '%zz', '%c0%ae%c0%ae'])('a path that is not decoded: %s', async (name) => {
    expect(await statusOfRawPath(`/attachments/${id}/${name}`)).toBeGreaterThanOrEqual(400);
  });

  it('and so nothing but files of known URLs was ever sent or failed', () => {
    expect(app.errors).toEqual([]);
  });
});
