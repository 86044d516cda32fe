import { scryptSync } from 'node:crypto';
import { hashPassword } from './password';

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
