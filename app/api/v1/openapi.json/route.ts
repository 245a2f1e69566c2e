import { openApi } from '#lib/api/openapi.ts'
import { OPERATIONS } from '#lib/api/operations.ts'
import { env } from '#lib/env.ts'

/** The description of the API, for programs. Open: it tells what there is, nothing of anybody. */
export function GET(): Response {
  const document = openApi(OPERATIONS, env().PUBLIC_URL.replace(/\/+$/, ''))
  return Response.json(document, { headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } })
}
