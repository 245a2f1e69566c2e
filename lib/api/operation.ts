import { z } from 'zod'
import type { Act, Actor } from '#lib/access/actor.ts'
import { type ApiId, apiEntry } from '#lib/access/registry.ts'
import { ok, type Result } from '#lib/result.ts'

/** A file as an operation hands it over. */
export type ApiFile = { fileName: string; mediaType: string; content: Uint8Array }

/** What an operation answers: plain JSON, or a file. `location` is the path of what was made. */
export type ApiAnswer = { json: unknown; location?: string } | { file: ApiFile }

/** What of a request an operation reads, as it came. */
export type RawInput = { params: Record<string, string>; query: Record<string, string>; body: unknown }

/** Where something is wrong with a request: in the body by JSON pointer (RFC 6901), else by parameter. */
export type InputError = { pointer?: string; parameter?: string; detail: string }

/** Who reads, and when. */
export type Asking = { actor: Actor; now: Date }

/** Words and schemas of an operation, as openapi.json tells them. The body's schema is told as it comes in. */
export type Told = {
  id: ApiId
  tag: string
  summary: string
  description?: string
  params: z.ZodObject
  query: z.ZodObject
  body: z.ZodType | null
  /** null = a file. */
  answer: z.ZodType | null
  /** The media types of the file. */
  files?: readonly string[]
  /** A body that would do, for the reader. */
  example?: unknown
  /** Codes of problems that only this operation has, beside those of every operation. */
  problems?: readonly string[]
}

/** An operation of the API: told, and done. */
export type Operation = Told & {
  method: 'GET' | 'POST'
  path: string
  status: 200 | 201
  handle: (act: Act, raw: RawInput) => Promise<Result<ApiAnswer> | { ok: false; errors: InputError[] }>
}

type Input<P extends z.ZodObject, Q extends z.ZodObject, B> = { params: z.output<P>; query: z.output<Q>; body: B }

/** An operation that reads: the same queries as the pages. */
export function apiGet<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType>(
  told: Omit<Told, 'params' | 'query' | 'body' | 'answer'> & {
    params: P
    query: Q
    answer: A
    run: (asking: Asking, input: Omit<Input<P, Q, null>, 'body'>) => Promise<Result<z.input<A>>>
  },
): Operation {
  const { run, ...rest } = told
  return {
    ...rest,
    ...place(told.id, 'GET'),
    body: null,
    status: 200,
    async handle({ actor, now }, raw) {
      const read = readInput(told, raw)
      if (!read.ok) return read
      const result = await run({ actor, now }, { params: read.params, query: read.query })
      return result.ok ? ok({ json: told.answer.parse(result.value) }) : result
    },
  }
}

/** An operation that hands over a file. */
export function apiFile<P extends z.ZodObject>(
  told: Omit<Told, 'params' | 'query' | 'body' | 'answer'> & {
    params: P
    files: readonly string[]
    query: z.ZodObject
    run: (asking: Asking, params: z.output<P>) => Promise<Result<ApiFile>>
  },
): Operation {
  const { run, ...rest } = told
  return {
    ...rest,
    ...place(told.id, 'GET'),
    body: null,
    answer: null,
    status: 200,
    async handle({ actor, now }, raw) {
      const read = readInput(told, raw)
      if (!read.ok) return read
      const result = await run({ actor, now }, read.params)
      return result.ok ? ok({ file: result.value }) : result
    },
  }
}

/** An operation that does something: the same commands as the pages, once for each Idempotency-Key. */
export function apiPost<P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  told: Omit<Told, 'params' | 'query' | 'body' | 'answer'> & {
    params: P
    body: B
    answer: A
    /** 201 where it makes something that has an address of its own. */
    status?: 200 | 201
    run: (act: Act, input: Pick<Input<P, z.ZodObject, z.output<B>>, 'params' | 'body'>) => Promise<Result<z.input<A>>>
    /** Path of what was made. */
    location?: (value: z.output<A>) => string
  },
): Operation {
  const { run, location, status = 200, ...rest } = told
  const query = z.strictObject({})
  return {
    ...rest,
    ...place(told.id, 'POST'),
    query,
    status,
    async handle(act, raw) {
      const read = readInput({ params: told.params, query }, raw)
      const body = told.body.safeParse(raw.body)
      const errors = [...(read.ok ? [] : read.errors), ...(body.success ? [] : errorsOf(body.error))]
      if (!read.ok || !body.success) return { ok: false, errors }
      const result = await run(act, { params: read.params, body: body.data })
      if (!result.ok) return result
      const json = told.answer.parse(result.value)
      return ok({ json, ...(location ? { location: location(json) } : {}) })
    },
  }
}

function place(id: ApiId, method: 'GET' | 'POST'): Pick<Operation, 'method' | 'path'> {
  const entry = apiEntry(id)
  if (entry.method !== method) throw new Error(`${id} is ${entry.method} in lib/access/registry.ts`)
  return { method, path: entry.path }
}

type Read<P, Q> = { ok: true; params: P; query: Q } | { ok: false; errors: InputError[] }

function readInput<P extends z.ZodObject, Q extends z.ZodObject>(
  told: { params: P; query: Q },
  raw: RawInput,
): Read<z.output<P>, z.output<Q>> {
  const params = told.params.safeParse(raw.params)
  const query = told.query.safeParse(raw.query)
  if (params.success && query.success) return { ok: true, params: params.data, query: query.data }
  const errors = [params.error, query.error].flatMap((error) => (error ? parameterErrors(error) : []))
  return { ok: false, errors }
}

function parameterErrors(error: z.ZodError): InputError[] {
  return error.issues.flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')]
    return names.map((parameter) => ({ parameter, detail: issue.message }))
  })
}

/** What is wrong with a body, each with the pointer to it. */
export function errorsOf(error: z.ZodError): InputError[] {
  return error.issues.flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return paths.map((path) => ({ pointer: pointerOf(path), detail: issue.message }))
  })
}

/** A path into a body as a JSON pointer. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
