import 'server-only'
import { trustsOfSession } from './session.store.ts'
import { tokenHash } from './session-token.ts'

/** The trusts that the holder of this session works for; none without one. */
export async function ownTrusts(sessionId: string | null, now: Date): Promise<{ id: string; name: string }[]> {
  return sessionId ? trustsOfSession(tokenHash(sessionId), now) : []
}
