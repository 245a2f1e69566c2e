import { env } from '#lib/env.ts'
import { mayReadMetrics, metrics } from '#lib/metrics.ts'

export const dynamic = 'force-dynamic'

/** Measurements for Prometheus, for whoever has METRICS_TOKEN. Nobody else learns that they exist. */
export async function GET(request: Request): Promise<Response> {
  const { headers } = request
  if (!mayReadMetrics(headers.get('authorization'), env().METRICS_TOKEN)) {
    return new Response('not found\n', { status: 404 })
  }
  const { registry } = metrics()
  return new Response(await registry.metrics(), {
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
  })
}
