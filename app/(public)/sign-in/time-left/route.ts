import { sessionIdOfRequest } from '#lib/access/session.ts'
import { timeLeft } from '#lib/access/sessions/sessions.queries.ts'
import { systemClock } from '#lib/values/clock.ts'

export const dynamic = 'force-dynamic'

/** How long the session of this request still lives, and whose it is to its own holder; asking does not make it longer. */
export async function GET(): Promise<Response> {
  const left = await timeLeft(await sessionIdOfRequest(), systemClock())
  return Response.json({ left }, { headers: { 'cache-control': 'no-store' } })
}
