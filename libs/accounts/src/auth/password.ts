import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const LOG2_COST = 15;
const BLOCK_SIZE = 8;
const PARALLELIZATION = 3;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** 32 MiB a hash: OWASP's parameters for scrypt where memory is shared with other work. */
const OPTIONS: ScryptOptions = {
  cost: 2 ** LOG2_COST,
  blockSize: BLOCK_SIZE,
  parallelization: PARALLELIZATION,
  // What these parameters take, and Node's default of 32 MiB is a little short of.
  maxmem: 64 * 1024 * 1024,
};

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/**
 * A PHC string, `$scrypt$ln=15,r=8,p=3$<salt>$<key>`: what it takes to check a password stands in
 * it, so that the parameters can be raised later. Takes some tenths of a second.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  // One character may be spelt in two ways, by two keyboards of one person.
  const key = await derive(password.normalize('NFKC'), salt, KEY_BYTES, OPTIONS);
  const parameters = `ln=${LOG2_COST},r=${BLOCK_SIZE},p=${PARALLELIZATION}`;
  return `$scrypt$${parameters}$${unpadded(salt)}$${unpadded(key)}`;
}

const PHC_STRING = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/;

/**
 * Whether a hash that `hashPassword` made, with these parameters or others, is the password's.
 * Where there is none, false after as long, so that the time does not tell who has a password.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const match = hash === null ? null : PHC_STRING.exec(hash);
  if (!match) {
    await hashPassword(password);
    return false;
  }
  const [, log2Cost, blockSize, parallelization, salt = '', key = ''] = match;
  const expected = Buffer.from(key, 'base64');
  const derived = await derive(
    password.normalize('NFKC'),
    Buffer.from(salt, 'base64'),
    expected.length,
    {
      ...OPTIONS,
      cost: 2 ** Number(log2Cost),
      blockSize: Number(blockSize),
      parallelization: Number(parallelization),
    },
  );
  return timingSafeEqual(derived, expected);
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
