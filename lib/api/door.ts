import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import { notAllowed } from '#lib/access/not-allowed.ts'
import { mayAny } from '#lib/access/permissions.ts'
import { apiEntry } from '#lib/access/registry.ts'
import { type OpenToken, readToken } from '#lib/access/token.store.ts'
import { hashOfToken } from '#lib/access/token-text.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { askedOf } from '#lib/typed.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import { readJson } from './body.ts'
import { commandKeyOf, isIdempotencyKey } from './command-key.ts'
import type { ApiAnswer, Operation } from './operation.ts'
import { operationAt } from './path.rules.ts'
import { doorProblem, inputProblem, type Problem, problemResponse, refusalProblem } from './problem.ts'

const newId = systemIds(systemClock)
const PACE_SECONDS = 60

/** What every answer of the API carries: never kept by caches, never guessed at. */
const ALWAYS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

type Headers = Record<string, string>

/**
 * The one door of the API. In this order: the path and method (table of operations), the token and its pace, the
 * permission with the token's scopes, for a POST its Idempotency-Key and JSON, then the operation, which asks again.
 * Cookies are never read here, as tokens are nowhere else. Whatever is wrong is a problem document (RFC 9457).
 */
export async function serve(
  request: Request,
  operations: readonly Operation[],
  clock: () => Date = systemClock,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  const answer = (problem: Problem, headers: Headers = {}) =>
    problemResponse(problem, pathname, { ...ALWAYS, ...headers })
  const found = operationAt(operations, request.method, pathname)
  if (!found.ok) {
    const allow = found.allow.join(', ')
    if (allow && request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { ...ALWAYS, allow } })
    return answer(doorProblem(allow ? 'WRONG_METHOD' : 'NO_SUCH_PATH'), allow ? { allow } : {})
  }
  const { operation, params } = found
  const now = clock()
  const token = await tokenOf(request, now)
  if (typeof token === 'string') {
    const error = token === 'TOKEN_INVALID' ? ', error="invalid_token"' : ''
    return answer(doorProblem(token), { 'www-authenticate': `Bearer realm="Tincture"${error}` })
  }
  const pace = paceHeaders(token)
  if (token.remaining < 0) return answer(doorProblem('TOO_FAST'), { ...pace, 'retry-after': String(token.reset) })
  try {
    const { actor } = token
    const shut = whyShut(actor, operation)
    if (shut) return answer(shut, pace)
    const keyed = await actOf(request, actor, now, pathname, operation)
    if (!keyed.ok) return answer(keyed.problem, pace)
    const query = askedOf(new URL(request.url))
    const result = await operation.handle(keyed.act, { params, query, body: keyed.body })
    if (result.ok) return respond(result.value, operation.status, pace)
    return answer('refusal' in result ? refusalProblem(result.refusal) : inputProblem(result.errors), pace)
  } catch (fault) {
    log.error({ err: fault, operation: operation.id }, 'fault at the API')
    return answer(doorProblem('FAULT'), pace)
  }
}

/** The token that asks, at this moment; else what is wrong with it. */
async function tokenOf(request: Request, now: Date): Promise<OpenToken | 'TOKEN_MISSING' | 'TOKEN_INVALID'> {
  const given = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (given === undefined) return 'TOKEN_MISSING'
  const hash = hashOfToken(given)
  const pace = { most: env().API_REQUESTS_A_MINUTE, seconds: PACE_SECONDS }
  return (hash && (await readToken(hash, now, pace))) || 'TOKEN_INVALID'
}

function paceHeaders({ remaining, reset }: OpenToken): Headers {
  return {
    'ratelimit-limit': String(env().API_REQUESTS_A_MINUTE),
    'ratelimit-remaining': String(Math.max(0, remaining)),
    'ratelimit-reset': String(reset),
  }
}

/** Why this door stays shut to a token: its scopes where its person might, else its person's roles. */
function whyShut(actor: Actor, { id }: Operation): Problem | null {
  const { permission, scope } = apiEntry(id)
  if (mayAny(actor, permission)) return null
  notAllowed('api', id, permission, actor)
  const byRoles = mayAny({ roles: actor.roles }, permission)
  if (byRoles) return doorProblem('SCOPE_MISSING', { scope })
  return refusalProblem({ code: 'NOT_ALLOWED', permission: permission[0] ?? '' })
}

type Keyed = { ok: true; act: Act; body: unknown } | { ok: false; problem: Problem }

/** The act of a request: for a POST under the caller's own key. */
async function actOf(
  request: Request,
  actor: Actor,
  now: Date,
  pathname: string,
  { method }: Operation,
): Promise<Keyed> {
  if (method === 'GET') return { ok: true, act: { actor, now, newId, key: newId() }, body: null }
  const key = request.headers.get('idempotency-key')
  if (!isIdempotencyKey(key)) return { ok: false, problem: doorProblem('KEY_MISSING') }
  const body = await readJson(request)
  if (!body.ok) return { ok: false, problem: doorProblem(body.code) }
  const commandKey = commandKeyOf(actor.personId ?? '', method, pathname, key)
  return { ok: true, act: { actor, now, newId, key: commandKey }, body: body.value }
}

function respond(answer: ApiAnswer, status: number, pace: Headers): Response {
  if ('json' in answer) {
    const location: Headers = answer.location ? { location: answer.location } : {}
    return Response.json(answer.json, { status, headers: { ...ALWAYS, ...pace, ...location } })
  }
  const { fileName, mediaType, content } = answer.file
  return new Response(new Uint8Array(content), {
    headers: {
      ...{ ...ALWAYS, ...pace, 'content-type': mediaType },
      'content-disposition': `attachment; filename="${fileName.replace(/[^A-Za-z0-9@._-]/g, '_')}"`,
      'content-length': String(content.byteLength),
    },
  })
}
