import { readiness } from '#lib/db/ready.queries.ts'
import { isStopping } from '#lib/stopping.ts'

export const dynamic = 'force-dynamic'

/** Whether requests may come: the database answers, is migrated as this code expects and holds the queue. */
export async function GET(): Promise<Response> {
  const state = isStopping()
    ? ({ ready: false, why: 'it is stopping' } as const)
    : await readiness(process.env.NEWEST_MIGRATION ?? '')
  const headers = { 'content-type': 'text/plain', 'cache-control': 'no-store' }
  return new Response(state.ready ? 'ok\n' : `not ready: ${state.why}\n`, { status: state.ready ? 200 : 503, headers })
}
