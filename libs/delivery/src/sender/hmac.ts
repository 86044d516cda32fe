import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

/** What the inner hash is of: a block of the key, prefix, body. Longer bodies make it longer. */
let inner = Buffer.alloc(16 * 1024);
/** What the outer hash is of: a block of the key, the inner digest. */
const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);

/**
 * HMAC-SHA-256 (RFC 2104) of the prefix, which is ASCII, and the body.
 *
 * By two one-shot hashes, which make no object: 1.5 µs cheaper than `createHmac`.
 */
export function hmacSha256(
  key: Buffer,
  prefix: string,
  body: Buffer,
  encoding: 'hex' | 'base64',
): string {
  const length = BLOCK_BYTES + prefix.length + body.length;
  if (inner.length < length) inner = Buffer.alloc(length);
  mixIn(key.length > BLOCK_BYTES ? Buffer.from(hash('sha256', key), 'hex') : key);
  inner.write(prefix, BLOCK_BYTES, 'latin1');
  inner.set(body, BLOCK_BYTES + prefix.length);
  // A digest as text of one byte a character: as a Buffer it costs five times as much.
  outer.write(hash('sha256', inner.subarray(0, length), 'binary'), BLOCK_BYTES, 'latin1');
  return hash('sha256', outer, encoding);
}

function mixIn(key: Buffer): void {
  for (let index = 0; index < BLOCK_BYTES; index++) {
    const byte = index < key.length ? key[index]! : 0;
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
}
