/** Random secrets and their hashes. Only hashes are stored: a copy of the database lets nobody in. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const scryptAsync = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;
const keyLength = 32;

/** 256 bits, URL-safe. */
export function newSecret(prefix = ''): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** `scrypt$<salt>$<key>`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await scryptAsync(password.normalize('NFC'), salt, keyLength);
  return `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** A hash of nothing anybody knows; compared against when the user name is unknown, so that both answers take as long. */
const unknownUserHash = `scrypt$${randomBytes(16).toString('base64url')}$${randomBytes(keyLength).toString('base64url')}`;

export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  const [, salt = '', key = ''] = (stored ?? unknownUserHash).split('$');
  const expected = Buffer.from(key, 'base64url');
  const given = await scryptAsync(password.normalize('NFC'), Buffer.from(salt, 'base64url'), keyLength);
  return expected.length === given.length && timingSafeEqual(expected, given) && stored !== undefined;
}
