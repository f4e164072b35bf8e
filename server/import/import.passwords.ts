import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { IssuedPassword } from '../account/account.import.ts'

/** What is kept for a day must not lie open in a backup: sealed under the installation's own secret, AES-256-GCM. */
export function createSeal(secret: string) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'one-time passwords of an import', 32))

  function seal(issued: IssuedPassword): string {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    const sealed = Buffer.concat([cipher.update(JSON.stringify(issued), 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
  }

  /** Throws for what was sealed under another secret. */
  function unseal(text: string): IssuedPassword {
    const bytes = Buffer.from(text, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()) as IssuedPassword
  }

  return { seal, unseal }
}

export type Seal = ReturnType<typeof createSeal>
