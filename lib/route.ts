import 'server-only'
import type { z } from 'zod'
import type { Act, Actor } from './access/actor.ts'
import { notAllowed } from './access/not-allowed.ts'
import { mayAny } from './access/permissions.ts'
import { type RouteId, routeEntry } from './access/registry.ts'
import { originForLog, sameOrigin } from './access/same-origin.rules.ts'
import { currentSession } from './access/session.ts'
import { log } from './log.ts'
import type { Refusal } from './refusal.ts'
import { wordsFor } from './refusal-words.ts'
import { type Result, refuse } from './result.ts'
import { askedOf, jsonOf } from './typed.ts'
import { systemClock } from './values/clock.ts'
import { isUuid, systemIds } from './values/ids.ts'

const newId = systemIds(systemClock)

const STATUS: Partial<Record<Refusal['code'], number>> = {
  SIGNED_OUT: 401,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  FILE_OVER: 410,
  CHANGED_MEANWHILE: 409,
  KEY_REUSED: 409,
  WRONG_TRUST: 409,
}

type Params = { params: Promise<Record<string, string>> }

/** A GET of the app's own pages (type-ahead, lists): session, permission, shape of the address, then the query. */
export function getRoute<S extends z.ZodType, T>(door: {
  id: RouteId
  schema: S
  run: (asking: { actor: Actor; now: Date }, input: z.output<S>) => Promise<Result<T>>
}): (request: Request, context: Params) => Promise<Response> {
  return async (request, context) => {
    const asking = await who(door.id)
    if (!asking.ok) return answer(asking)
    const parsed = door.schema.safeParse({ ...askedOf(new URL(request.url)), ...(await context.params) })
    if (!parsed.success) return answer(invalid(parsed.error))
    return answer(await door.run({ actor: asking.value, now: systemClock() }, parsed.data))
  }
}

/**
 * A POST of the app's own pages (autosave, scanning), as JSON `{ trustId, commandKey, ...input }`: like an action, but
 * called by fetch, because the browser sends server actions one behind the other. Another origin is refused.
 */
export function postRoute<S extends z.ZodType, T>(door: {
  id: RouteId
  schema: S
  run: (act: Act, input: z.output<S>) => Promise<Result<T>>
}): (request: Request, context: Params) => Promise<Response> {
  return async (request, context) => {
    if (!sameOrigin(request.headers, false)) {
      log.warn({ route: door.id, origin: originForLog(request.headers.get('origin')) }, 'another origin')
      return answer(refuse({ code: 'NOT_ALLOWED', permission: 'same origin' }))
    }
    const asking = await who(door.id)
    if (!asking.ok) return answer(asking)
    const actor = asking.value
    const body = await jsonOf(request)
    const { trustId, commandKey, ...input } = (body && typeof body === 'object' ? body : {}) as Record<string, unknown>
    if (trustId !== actor.trustId) return answer(refuse({ code: 'WRONG_TRUST' }))
    if (typeof commandKey !== 'string' || !isUuid(commandKey)) return answer(refuse({ code: 'KEY_REUSED' }))
    const parsed = door.schema.safeParse({ ...input, ...(await context.params) })
    if (!parsed.success) return answer(invalid(parsed.error))
    return answer(await door.run({ actor, now: systemClock(), newId, key: commandKey }, parsed.data))
  }
}

async function who(id: RouteId): Promise<Result<Actor>> {
  const session = await currentSession()
  if (!session) return refuse({ code: 'SIGNED_OUT' })
  const { permission } = routeEntry(id)
  if (mayAny(session.actor, permission)) return { ok: true, value: session.actor }
  notAllowed('route', id, permission, session.actor)
  return refuse({ code: 'NOT_ALLOWED', permission: permission[0] ?? '' })
}

function invalid(error: z.ZodError): Result<never> {
  const errors = error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }))
  return refuse({ code: 'INVALID', errors })
}

function answer<T>(result: Result<T>): Response {
  const headers = { 'cache-control': 'no-store' }
  if (result.ok) return Response.json({ ok: true, value: result.value ?? null }, { headers })
  const { refusal } = result
  const words = wordsFor(refusal)
  return Response.json({ ok: false, refusal, ...words }, { status: STATUS[refusal.code] ?? 422, headers })
}

/** A file that is handed over in parts as they are made. `size` in bytes, where it is known before. */
export type Download = { fileName: string; mediaType: string; size?: number; parts: AsyncIterable<Uint8Array> }

/**
 * A GET that hands over a file in parts as they are made, or leads elsewhere (`to`); session, permission and address are
 * checked first. The act lets it put on the record that somebody took it.
 */
export function downloadRoute<S extends z.ZodType>(door: {
  id: RouteId
  schema: S
  run: (act: Act, input: z.output<S>) => Promise<Result<Download | { to: string }>>
}): (request: Request, context: Params) => Promise<Response> {
  return async (request, context) => {
    const asking = await who(door.id)
    if (!asking.ok) return answer(asking)
    const parsed = door.schema.safeParse({ ...askedOf(new URL(request.url)), ...(await context.params) })
    if (!parsed.success) return answer(invalid(parsed.error))
    const file = await door.run({ actor: asking.value, now: systemClock(), newId, key: newId() }, parsed.data)
    if (!file.ok) return answer(file)
    if ('to' in file.value)
      return new Response(null, { status: 303, headers: { location: file.value.to, 'cache-control': 'no-store' } })
    const { fileName, mediaType, size, parts } = file.value
    const headers = {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
      ...(size === undefined ? {} : { 'content-length': String(size) }),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    }
    return new Response(streamed(parts), { headers })
  }
}

function streamed(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const each = parts[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await each.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await each.return?.()
    },
  })
}

/**
 * A GET that hands over one kept file. PDF and HTML open in the browser, everything else is saved; `attachment` saves in
 * any case. Never cached, never guessed at.
 */
export function fileRoute<S extends z.ZodType>(door: {
  id: RouteId
  schema: S
  run: (
    asking: { actor: Actor; now: Date },
    input: z.output<S>,
  ) => Promise<Result<{ fileName: string; mediaType: string; content: Uint8Array; attachment?: boolean }>>
}): (request: Request, context: Params) => Promise<Response> {
  return async (request, context) => {
    const asking = await who(door.id)
    if (!asking.ok) return answer(asking)
    const parsed = door.schema.safeParse({ ...askedOf(new URL(request.url)), ...(await context.params) })
    if (!parsed.success) return answer(invalid(parsed.error))
    const file = await door.run({ actor: asking.value, now: systemClock() }, parsed.data)
    if (!file.ok) return answer(file)
    const { fileName, mediaType, content, attachment } = file.value
    const shown = !attachment && (mediaType === 'application/pdf' || mediaType === 'text/html')
    const safeName = fileName.replace(/[^A-Za-z0-9@._-]/g, '_')
    const headers = {
      'content-type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename="${safeName}"`,
      'content-length': String(content.byteLength),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    }
    return new Response(new Uint8Array(content), { headers })
  }
}
