import { cleanJson } from '#lib/typed.ts'
import type { ProblemCode } from './problem.ts'

/** The largest body that is read. */
export const MOST_BYTES = 1_000_000

/** The JSON of a request's body, or what is wrong with it. Never reads beyond the most it takes. */
export async function readJson(
  request: Request,
): Promise<{ ok: true; value: unknown } | { ok: false; code: ProblemCode }> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') return { ok: false, code: 'NOT_JSON' }
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) return { ok: false, code: 'TOO_LARGE' }
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > MOST_BYTES) return { ok: false, code: 'TOO_LARGE' }
    parts.push(part)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
    return { ok: true, value: cleanJson(text) }
  } catch {
    return { ok: false, code: 'BAD_JSON' }
  }
}
