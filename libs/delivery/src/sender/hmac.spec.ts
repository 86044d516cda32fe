import { createHmac, randomBytes } from 'node:crypto';
import { hmacSha256 } from './hmac';

/** https://www.rfc-editor.org/rfc/rfc4231#section-4, but for the truncated one. */
const RFC_4231: [name: string, key: Buffer, text: string | Buffer, mac: string][] = [
  [
    'a key of 20 bytes',
    Buffer.alloc(20, 0x0b),
    'Hi There',
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  ],
  [
    'a key shorter than the digest',
    Buffer.from('Jefe'),
    'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'key and text longer than a block together',
    Buffer.alloc(20, 0xaa),
    Buffer.alloc(50, 0xdd),
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  ],
  [
    'a key of 25 bytes',
    Buffer.from('0102030405060708090a0b0c0d0e0f10111213141516171819', 'hex'),
    Buffer.alloc(50, 0xcd),
    '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  ],
  [
    'a key longer than a block',
    Buffer.alloc(131, 0xaa),
    'Test Using Larger Than Block-Size Key - Hash Key First',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
  [
    'key and text longer than a block each',
    Buffer.alloc(131, 0xaa),
    'This is a test using a larger than block-size key and a larger than block-size data. ' +
      'The key needs to be hashed before being used by the HMAC algorithm.',
    '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  ],
];

describe('HMAC-SHA-256', () => {
  it.each(RFC_4231)('is that of RFC 4231 with %s', (_name, key, text, mac) => {
    expect(hmacSha256(key, '', Buffer.from(text), 'hex')).toBe(mac);
  });

  it.each([0, 1, 63, 64, 65, 16_320, 16_384, 300_000, 100])(
    'is what node:crypto makes of a prefix and a body of %i bytes',
    (bytes) => {
      const [key, body] = [randomBytes(32), randomBytes(bytes)];
      const mac = createHmac('sha256', key).update('1767225600.').update(body);

      expect(hmacSha256(key, '1767225600.', body, 'base64')).toBe(mac.digest('base64'));
    },
  );
});
