import { randomUUID } from 'node:crypto'
import { z } from 'zod'

type Json = Record<string, unknown>
type Told = {
  operationId: string
  parameters: (Json & { $ref?: string; name: string; in: string; required?: boolean })[]
  requestBody?: { content: Record<string, { schema: Json }> }
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: Json }> }>
}

/** What a call sends, by the names that the document gives. */
export type CallInput = { path?: Json; query?: Json; body?: unknown; key?: string }

/** What came back: checked against the document. */
export type Called = { status: number; body: Json; headers: Headers }

/** An API as an integrator sees it who has its openapi.json and nothing else. */
export class OpenApiClient {
  readonly called = new Set<string>()
  readonly #document: { paths: Record<string, Record<string, Told>>; components: Record<string, Record<string, Json>> }
  readonly #send: (request: Request) => Promise<Response>
  readonly #server: string

  constructor(document: unknown, send: (request: Request) => Promise<Response>) {
    this.#document = document as never
    this.#server = (document as { servers: { url: string }[] }).servers[0]?.url ?? ''
    this.#send = send
  }

  /** The ids of all operations. */
  operations(): string[] {
    return Object.values(this.#document.paths).flatMap((path) => Object.values(path).map((told) => told.operationId))
  }

  /** Calls an operation and holds request and answer against the document; a problem is answered, too. */
  async call(token: string, operationId: string, input: CallInput = {}): Promise<Called> {
    const { path, method, told } = this.#find(operationId)
    this.called.add(operationId)
    const url = new URL(
      `${this.#server}${path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(input.path?.[name])))}`,
    )
    const headers: Record<string, string> = { authorization: `Bearer ${token}` }
    for (const given of told.parameters) {
      const parameter = given.$ref ? (this.#at(given.$ref) as typeof given) : given
      const value = parameter.in === 'query' ? input.query?.[parameter.name] : undefined
      if (value !== undefined && value !== null) url.searchParams.set(parameter.name, String(value))
      if (parameter.in === 'header') headers[parameter.name] = input.key ?? randomUUID()
      if (parameter.in === 'query' && parameter.required && value === undefined)
        throw new Error(`${parameter.name} is missing`)
    }
    const unknown = Object.keys(input.query ?? {}).filter((name) => !told.parameters.some((one) => one.name === name))
    if (unknown.length > 0) throw new Error(`${operationId} tells of no ${unknown.join(', ')}`)
    const schema = told.requestBody?.content['application/json']?.schema
    if (schema) {
      this.#check(schema, input.body, `request of ${operationId}`)
      headers['content-type'] = 'application/json'
    }
    const response = await this.#send(
      new Request(url, {
        method: method.toUpperCase(),
        headers,
        ...(schema ? { body: JSON.stringify(input.body) } : {}),
      }),
    )
    return { status: response.status, headers: response.headers, body: await this.#read(response, told) }
  }

  /** Calls an operation that must succeed. */
  async done(token: string, operationId: string, input: CallInput = {}): Promise<Json> {
    const { status, body } = await this.call(token, operationId, input)
    if (status >= 300) throw new Error(`${operationId}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  async #read(response: Response, told: Told): Promise<Json> {
    const given = told.responses[String(response.status)]
    if (!given) throw new Error(`${told.operationId} tells of no ${response.status}: ${await response.text()}`)
    const answer = given.$ref ? (this.#at(given.$ref) as typeof given) : given
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? ''
    const content = answer.content?.[type]
    if (!content) throw new Error(`${told.operationId} tells of no ${type}`)
    if (!content.schema) return { bytes: (await response.arrayBuffer()).byteLength }
    const body = (await response.json()) as Json
    this.#check(content.schema, body, `answer ${response.status} of ${told.operationId}`)
    return body
  }

  #find(operationId: string) {
    for (const [path, methods] of Object.entries(this.#document.paths)) {
      for (const [method, told] of Object.entries(methods)) {
        if (told.operationId === operationId) return { path, method, told }
      }
    }
    throw new Error(`The document tells of no ${operationId}`)
  }

  #at(ref: string): unknown {
    const [, , kind = '', name = ''] = ref.split('/')
    return this.#document.components[kind]?.[name]
  }

  #check(schema: Json, value: unknown, what: string): void {
    const defs = this.#document.components.schemas ?? {}
    const local = JSON.parse(
      JSON.stringify({ ...schema, $defs: defs }).replaceAll('#/components/schemas/', '#/$defs/'),
    ) as Parameters<typeof z.fromJSONSchema>[0]
    const read = z.fromJSONSchema(local).safeParse(value)
    if (!read.success) throw new Error(`The ${what} is not as told: ${z.prettifyError(read.error)}`)
  }
}
