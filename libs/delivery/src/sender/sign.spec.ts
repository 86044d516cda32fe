import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { type PostIdentity, type SignInput, USER_AGENT, shownHeaders, signHeaders } from './sign';

const secretOf = (bytes: number) => `whsec_${randomBytes(bytes).toString('base64')}`;

type Post = PostIdentity & SignInput;

const input = (over: Partial<Post> = {}): Post => ({
  format: 'hoory',
  messageId: 'dlv_1',
  timestampSeconds: 1767225600,
  attempt: 1,
  test: false,
  secrets: [secretOf(24)],
  customHeaders: [],
  body: '{"event":"message_created","id":42}',
  ...over,
});

const sign = (post: Post) => signHeaders(post, post);

const asRecord = ({ headers: flat }: { headers: string[] }): Record<string, string> =>
  Object.fromEntries(
    flat.flatMap((value, index) => (index % 2 ? [[flat[index - 1], value] as const] : [])),
  );

describe('The headers of a POST', () => {
  it('carry the content type, the user agent and the id, time and number of the attempt', () => {
    expect(asRecord(sign(input({ attempt: 3 })))).toMatchObject({
      'Content-Type': 'application/json',
      Accept: 'application/json',
      'User-Agent': USER_AGENT,
      'webhook-id': 'dlv_1',
      'webhook-timestamp': '1767225600',
      'webhook-attempt': '3',
    });
  });

  it.each([24, 32, 64])('are verified by Standard Webhooks with a secret of %i bytes', (bytes) => {
    const secret = secretOf(bytes);
    const body = '{"content":"þetta er prófun 🙂"}';
    const timestampSeconds = Math.floor(Date.now() / 1000);
    const headers = asRecord(sign(input({ secrets: [secret], timestampSeconds, body })));

    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature');
  });

  it('hold one Standard Webhooks signature a secret, newest first, while two are honoured', () => {
    const [newest, old] = [secretOf(32), secretOf(32)];
    const timestampSeconds = Math.floor(Date.now() / 1000);
    const signed = input({ secrets: [newest, old], timestampSeconds });
    const headers = asRecord(sign(signed));
    const alone = (secret: string) =>
      asRecord(sign({ ...signed, secrets: [secret] }))['webhook-signature'];

    expect(headers['webhook-signature']).toBe(`${alone(newest)} ${alone(old)}`);
    for (const secret of [newest, old]) {
      expect(() => new Webhook(secret).verify(String(signed.body), headers)).not.toThrow();
    }
  });

  it.each([
    ['hoory', 'X-Hoory'],
    ['chatwoot', 'X-Chatwoot'],
  ] as const)('in the %s format repeat id, time and signature as %s-…', (format, family) => {
    const secrets = ['hk_9f2c1d7b4e8a', 'hk_older'];
    const headers = asRecord(sign(input({ format, secrets })));

    // A vector that other implementations of this family are tested with.
    expect(headers[`${family}-Signature`]).toBe(
      'sha256=d396d81f06d0ae4e91b586fe4ede0d693a75001cc6bdef07bb2ec395d5666044',
    );
    expect(headers[`${family}-Delivery`]).toBe('dlv_1');
    expect(headers[`${family}-Timestamp`]).toBe('1767225600');
    expect(Object.keys(headers).filter((name) => name.startsWith('X-'))).toHaveLength(3);
  });

  it('name the replay of a replayed delivery, and none otherwise', () => {
    expect(asRecord(sign(input({ replayId: 'rpl_7' })))['webhook-replay']).toBe('rpl_7');
    expect(sign(input()).headers).not.toContain('webhook-replay');
  });

  it('say of a test that it is one, and nothing otherwise', () => {
    expect(asRecord(sign(input({ test: true })))['webhook-test']).toBe('true');
    expect(sign(input()).headers).not.toContain('webhook-test');
  });

  it('end with those of the webhook, in its order', () => {
    const customHeaders = [
      ['X-Team', 'support'],
      ['Authorization', 'Bearer abc'],
    ] as const;
    const signed = input({ replayId: 'rpl_7', test: true });
    const { headers } = sign({ ...signed, customHeaders });

    expect(headers).toEqual([...sign(signed).headers, ...customHeaders.flat()]);
  });

  it('come with the signatures to keep: the standard ones, a line break, that of the format', () => {
    const signed = sign(input({ secrets: [secretOf(32), secretOf(32)] }));
    const headers = asRecord(signed);

    expect(signed.signatures.split('\n')).toEqual([
      headers['webhook-signature'],
      headers['X-Hoory-Signature'],
    ]);
  });

  it.each(['hoory', 'chatwoot'] as const)(
    'in the %s format are shown as they were sent, but for the values of the webhook’s own',
    (format) => {
      const post = input({ format, attempt: 2, replayId: 'rpl_7', test: true });
      const customHeaders = [
        ['X-Team', 'support'],
        ['Authorization', 'Bearer abc'],
      ] as const;
      const { headers, signatures } = sign({ ...post, customHeaders });
      const customHeaderNames = customHeaders.map(([name]) => name);
      const shown = shownHeaders({ ...post, signatures, customHeaderNames });

      expect(shown.flat()).toEqual(
        headers.map((text) => (text === 'support' || text === 'Bearer abc' ? '***' : text)),
      );
    },
  );

  it('are the same for a body given as bytes', () => {
    const signed = input({ body: '{"content":"🙂"}' });
    expect(sign({ ...signed, body: Buffer.from(String(signed.body)) })).toEqual(sign(signed));
  });

  it('cannot be made without a secret', () => {
    expect(() => sign(input({ secrets: [] }))).toThrow(RangeError);
  });
});
