/** Passwords are kept as scrypt hashes that carry their own cost, so that the cost can rise without a migration. */
import { randomBytes, scrypt } from 'node:crypto';
import { sameBytes } from '../../infra/crypto.ts';

// 32 MB and three passes: about as slow for a guesser as 128 MB and one, and kinder to a small server.
const cost = { N: 2 ** 15, r: 8, p: 3 };
const keyLength = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** @throws RangeError when `stored` is not a hash made here. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !key) throw new RangeError('not a password hash');
  const derived = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return sameBytes(derived, Buffer.from(key, 'base64url'));
}

let decoy: Promise<string> | undefined;

/** Takes as long as a real check, so that the time of an answer does not tell which usernames exist. */
export async function pretendToCheck(password: string): Promise<false> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  await passwordMatches(password, await decoy);
  return false;
}

function derive(password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same characters typed on another keyboard may arrive composed differently; NFKC makes them one.
    scrypt(password.normalize('NFKC'), salt, keyLength, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
