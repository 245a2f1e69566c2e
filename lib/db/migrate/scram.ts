import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

/**
 * A password as PostgreSQL stores it (SCRAM-SHA-256, RFC 5802 and 7677), so that CREATE ROLE carries no password that a
 * statement log could keep.
 * @param password ASCII, as ours are (no SASLprep is done)
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const clientKey = createHmac('sha256', salted).update('Client Key').digest()
  const storedKey = createHash('sha256').update(clientKey).digest('base64')
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
