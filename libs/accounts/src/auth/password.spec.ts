import { scryptSync } from 'node:crypto';
import { hashPassword, verifyPassword } from './password';

const PHC = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** As whoever only knows the format would do it. */
function isHashOf(password: string, hash: string): boolean {
  const [, ln, r, p, salt = '', key = ''] = PHC.exec(hash) ?? [];
  const expected = Buffer.from(key, 'base64');
  const derived = scryptSync(password, Buffer.from(salt, 'base64'), expected.length, {
    cost: 2 ** Number(ln),
    blockSize: Number(r),
    parallelization: Number(p),
    maxmem: 2 ** 27,
  });
  return derived.equals(expected);
}

describe('the hash of a password', () => {
  it('holds all that it takes to check the password', async () => {
    const hash = await hashPassword('correct horse');
    expect(hash).toMatch(PHC);
    expect(isHashOf('correct horse', hash)).toBe(true);
    expect(isHashOf('Correct horse', hash)).toBe(false);
  });

  it('is salted', async () => {
    expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'));
  });

  it('is of one password however its letters are composed', async () => {
    const decomposed = 'passwo\u0308rter'; // o and a combining diaeresis
    expect(isHashOf('passw\u00f6rter', await hashPassword(decomposed))).toBe(true);
  });
});

describe('checking a password', () => {
  it('takes the one that was hashed, and no other', async () => {
    const hash = await hashPassword('correct horse');
    expect(await verifyPassword('correct horse', hash)).toBe(true);
    expect(await verifyPassword('Correct horse', hash)).toBe(false);
  });

  it('takes it however its letters are composed', async () => {
    const hash = await hashPassword('passw\u00f6rter');
    expect(await verifyPassword('passwo\u0308rter', hash)).toBe(true);
  });

  it('takes no password where none was set', async () => {
    expect(await verifyPassword('', null)).toBe(false);
  });

  it('derives by the parameters that stand in the hash', async () => {
    const key = scryptSync('correct horse', 'salt', 32, { cost: 2 ** 10, blockSize: 4 });
    const salt = Buffer.from('salt').toString('base64');
    const hash = `$scrypt$ln=10,r=4,p=1$${salt}$${key.toString('base64')}`;
    expect(await verifyPassword('correct horse', hash)).toBe(true);
  });
});
