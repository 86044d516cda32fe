import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { InvalidSecretsKeyError, SecretBox } from './secret-box';
import { makeSigningSecret } from './signing-secret';

const key = Buffer.alloc(32, 1).toString('base64');
const otherKey = Buffer.alloc(32, 2).toString('base64');
const box = new SecretBox(key);

describe('a secret box', () => {
  it('opens what it sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
        expect(box.open(box.seal(secret))).toBe(secret);
      }),
    );
  });

  it('opens what a box with the same key sealed before a restart', () => {
    expect(new SecretBox(key).open(box.seal('whsec_secret'))).toBe('whsec_secret');
  });

  it('tells what its first key sealed from what another did', () => {
    const both = new SecretBox(`${otherKey},${key}`);

    expect(both.isSealedToday(both.seal('whsec_secret'))).toBe(true);
    expect(both.isSealedToday(box.seal('whsec_secret'))).toBe(false);
    expect(both.isSealedToday('')).toBe(false);
  });

  it('shows nothing of the secret', () => {
    const secret = makeSigningSecret();
    const sealed = box.seal(secret);
    expect(sealed).toMatch(/^v1\.[\da-f]{8}\.[A-Za-z\d+/]+=*$/);
    expect(Buffer.from(sealed.split('.')[2]!, 'base64').includes(secret)).toBe(false);
  });

  it('never seals twice with one nonce', () => {
    const nonces = Array.from({ length: 100 }, () => {
      const sealed = box.seal('whsec_secret').split('.')[2]!;
      return Buffer.from(sealed, 'base64').subarray(0, 12).toString('hex');
    });
    expect(new Set(nonces).size).toBe(nonces.length);
  });

  it('does not open what was changed in any byte', () => {
    const [version, keyId, encoded] = box.seal('whsec_secret').split('.');
    const bytes = Buffer.from(encoded!, 'base64');
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[index]! ^= 1;
      expect(() => box.open(`${version}.${keyId}.${changed.toString('base64')}`)).toThrow(
        'unable to authenticate data',
      );
    }
  });

  it.each([
    ['the last byte', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['the text', (bytes: Buffer) => bytes.subarray(0, 28)],
    ['the text and a part of the tag', (bytes: Buffer) => bytes.subarray(0, 20)],
    ['everything', () => Buffer.alloc(0)],
  ])('does not open what has lost %s', (_, cut) => {
    const [version, keyId, encoded] = box.seal('whsec_secret').split('.');
    const rest = cut(Buffer.from(encoded!, 'base64')).toString('base64');
    expect(() => box.open(`${version}.${keyId}.${rest}`)).toThrow(
      /unable to authenticate data|Invalid (initialization vector|authentication tag length)/,
    );
  });

  it('says that another key sealed it, and which', () => {
    const sealed = new SecretBox(otherKey).seal('whsec_secret');
    const [, otherId] = sealed.split('.');
    const [, ownId] = box.seal('').split('.');
    expect(otherId).not.toBe(ownId);
    expect(() => box.open(sealed)).toThrow(
      `The secret was sealed with key ${otherId}, SECRETS_KEY is ${ownId}`,
    );
  });

  it('does not open what another version sealed', () => {
    expect(() => box.open(box.seal('whsec_secret').replace('v1', 'v2'))).toThrow(
      'The secret was sealed',
    );
  });

  it.each([0, 16, 31, 33, 64])('refuses a key of %d bytes', (length) => {
    const wrong = randomBytes(length).toString('base64');
    for (const secretsKey of [wrong, `${key},${wrong}`, `${wrong},${key}`]) {
      expect(() => new SecretBox(secretsKey)).toThrow(
        new InvalidSecretsKeyError(`${length} bytes`),
      );
    }
  });

  it('makes keys that fit and are not the same', () => {
    const made = SecretBox.makeKey();
    expect(Buffer.from(made, 'base64')).toHaveLength(32);
    expect(new SecretBox(made).open(new SecretBox(made).seal('whsec_secret'))).toBe('whsec_secret');
    expect(SecretBox.makeKey()).not.toBe(made);
  });

  it('gives one fingerprint for one text and one key', () => {
    expect(box.fingerprint('body')).toBe(new SecretBox(key).fingerprint('body'));
    expect(box.fingerprint('body')).not.toBe(box.fingerprint('Body'));
    expect(new SecretBox(SecretBox.makeKey()).fingerprint('body')).not.toBe(
      box.fingerprint('body'),
    );
  });
});

describe('a secret box with several keys', () => {
  const newBox = new SecretBox(`${otherKey},${key}`);
  const otherBox = new SecretBox(otherKey);

  it('seals with the first', () => {
    expect(otherBox.open(newBox.seal('whsec_secret'))).toBe('whsec_secret');
    expect(() => box.open(newBox.seal('whsec_secret'))).toThrow('The secret was sealed with key');
  });

  it('opens what any of them sealed', () => {
    for (const sealing of [box, otherBox, newBox]) {
      expect(newBox.open(sealing.seal('whsec_secret'))).toBe('whsec_secret');
    }
  });

  it('opens with the key that the secret names, and with no other', () => {
    const [, keyId] = box.seal('').split('.');
    const sealed = otherBox.seal('whsec_secret').split('.').with(1, keyId!).join('.');
    expect(() => newBox.open(sealed)).toThrow('unable to authenticate data');
  });

  it('says that none of them sealed a secret, and which did', () => {
    const sealed = new SecretBox(Buffer.alloc(32, 3).toString('base64')).seal('whsec_secret');
    const ids = [otherBox, box].map((of) => of.seal('').split('.')[1]);
    expect(newBox.keyIds).toEqual(ids);
    expect(() => newBox.open(sealed)).toThrow(
      `The secret was sealed with key ${sealed.split('.')[1]}, SECRETS_KEY is ${ids.join(', ')}`,
    );
  });

  it('gives the fingerprints of each, the first being that of the first', () => {
    expect(newBox.fingerprint('body')).toBe(otherBox.fingerprint('body'));
    expect(newBox.olderFingerprints('body')).toEqual([box.fingerprint('body')]);
    expect(box.olderFingerprints('body')).toEqual([]);
  });

  it('may have spaces around the commas', () => {
    expect(new SecretBox(` ${otherKey} , ${key}\n`).keyIds).toEqual(newBox.keyIds);
  });

  it.each([
    ['one of them twice', `${otherKey},${key},${otherKey}`, 'one twice'],
    ['one of them twice, in other words', `${key},${key.replace('=', '')}`, 'one twice'],
    ['none behind a comma', `${key},`, '0 bytes'],
    ['none before a comma', `,${key}`, '0 bytes'],
    ['a space for a comma', `${otherKey} ${key}`, 'what is not base64'],
    ['a semicolon for a comma', `${otherKey};${key}`, 'what is not base64'],
  ])('is not made with %s', (_, secretsKey, got) => {
    expect(() => new SecretBox(secretsKey)).toThrow(
      `base64 of 32 bytes, or several such keys separated by commas, got ${got}`,
    );
  });
});
