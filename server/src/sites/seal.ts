import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const VERSION = 1
const NONCE = 12
const TAG = 16

/**
 * Encrypts a secret at rest: AES-256-GCM under a key derived from the admin key. The site's id is bound in, so that a
 * sealed secret moved to another site does not open.
 * @returns version, nonce, tag and ciphertext in one buffer.
 */
export function seal(secret: Buffer, adminKey: string, site: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyOf(adminKey), nonce).setAAD(Buffer.from(site))
  const body = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
}

/** @throws when the admin key is not the one that sealed it, or the bytes were changed. */
export function unseal(sealed: Buffer, adminKey: string, site: string): Buffer {
  const nonce = sealed.subarray(1, 1 + NONCE)
  const tag = sealed.subarray(1 + NONCE, 1 + NONCE + TAG)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(adminKey), nonce)
    .setAAD(Buffer.from(site))
    .setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()])
}

const keyOf = (adminKey: string) =>
  Buffer.from(hkdfSync('sha256', adminKey, '', 'mouse-tracking site secrets', 32))
