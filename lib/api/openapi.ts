import { z } from 'zod'
import { apiEntry } from '#lib/access/registry.ts'
import { SCOPES } from '#lib/access/scopes.ts'
import { event } from './event.schema.ts'
import type { Operation } from './operation.ts'
import { order, orderDocument, orderLine, orderSummary } from './order.schema.ts'
import { PROBLEMS, type ProblemCode, typeOf } from './problem.ts'

type Json = Record<string, unknown>

/** Shapes with a name of their own; every answer that holds one points to it. */
const NAMED = {
  Order: order,
  OrderLine: orderLine,
  OrderSummary: orderSummary,
  OrderDocument: orderDocument,
  Event: event,
}

/** The problem document (RFC 9457) as the API sends it. */
export const problemShape = z.object({
  type: z.url().meta({ description: 'The page that explains the code' }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().meta({ description: 'The path that was asked' }),
  code: z.string().meta({ description: 'What is wrong, for programs', examples: ['OVER_LIMIT'] }),
  data: z.record(z.string(), z.unknown()).optional().meta({ description: 'What the code says more' }),
  errors: z
    .array(z.object({ pointer: z.string().optional(), parameter: z.string().optional(), detail: z.string() }))
    .optional()
    .meta({ description: 'Every place of the request that is wrong: JSON pointer into the body, or parameter' }),
})

const INTRODUCTION = `Tincture's API does what its pages do, by the same rules: same permissions, same refusals.

**Tokens.** A token acts as its person, narrowed to its scopes, until its day. Make one under Settings, API tokens, or with \`npm run token -- EMAIL\`. Send it as \`Authorization: Bearer tin_…\`.

**Once.** Every POST needs an \`Idempotency-Key\`: new for each act, the same when you send it again. The same key and body get the first answer again; the same key with another body is refused (\`KEY_REUSED\`). A refusal frees the key.

**Versions.** \`version\` is what approvals and documents are bound to, \`revision\` counts every write of an order. Send those you read; where the order has moved on you get \`CHANGED_MEANWHILE\`, read it again and decide again.

**Values.** Money is decimal text in pounds sterling; prices are per pack ex VAT. Packs are whole numbers; stock and usage are units of the medicine as decimal text. Days are YYYY-MM-DD in London, instants ISO 8601 in UTC. Products are named by dm+d AMPP id, GTIN or a supplier's product code.

**Lists** answer \`after\`: ask with it for the next page.

**Pace.** Each answer says in \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (seconds) how many requests the token has left; beyond that 429 with \`Retry-After\`.

**Problems** are \`application/problem+json\` (RFC 9457) with a \`code\` that does not change.

**Webhooks** are set up by an administrator under Settings, Webhooks. Each delivery is a POST of one event (as listEvents tells it, without amounts) with \`Tincture-Signature: t=SECONDS,v1=HMAC\`: HMAC-SHA-256 in hexadecimal over \`SECONDS.BODY\` with the webhook's secret. Answer 2xx within ten seconds; anything else is tried again.`

/** The document that tells the whole API (OpenAPI 3.1), from the very schemas that the door checks with. */
export function openApi(operations: readonly Operation[], server: string): Json {
  const shapes = shapesOf(operations)
  return {
    openapi: '3.1.1',
    info: { title: 'Tincture', version: '1', description: INTRODUCTION },
    servers: [{ url: server }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ token: [] }],
    paths: pathsOf(operations),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: `Scopes: ${scopeWords()}.` },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description: 'New for each act, the same for its repeats',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
          example: '0b8f2c1e-8a4f-4c57-9f0c-2a1d5d1f7a10',
        },
      },
      headers: Object.fromEntries(
        ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'].map((name) => [
          name,
          { schema: { type: 'integer' } },
        ]),
      ),
      responses: problemResponses(),
      schemas: shapes,
    },
  }
}

function scopeWords(): string {
  return Object.entries(SCOPES)
    .map(([scope, { name }]) => `${scope} (${name})`)
    .join(', ')
}

/** Names of the schemas of an operation, as components have them. */
function namesOf({ id }: Operation): { body: string; answer: string } {
  const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}`
  return { body: `${name}Request`, answer: `${name}Answer` }
}

/** The first of the operations that answer in this shape lends it its name. */
function answerNameOf(operations: readonly Operation[], answer: z.ZodType): string {
  const named = Object.entries(NAMED).find(([, shape]) => shape === answer)
  const first = operations.find((operation) => operation.answer === answer)
  return named?.[0] ?? (first ? namesOf(first).answer : '')
}

function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` }
}

function shapesOf(operations: readonly Operation[]): Json {
  const answers = z.registry<{ id: string }>()
  const bodies = z.registry<{ id: string }>()
  for (const [id, shape] of Object.entries({ ...NAMED, Problem: problemShape })) answers.add(shape, { id })
  for (const operation of operations) {
    const { answer, body } = operation
    if (answer && !answers.has(answer)) answers.add(answer, { id: answerNameOf(operations, answer) })
    if (body) bodies.add(body, { id: namesOf(operation).body })
  }
  const uri = (id: string) => `#/components/schemas/${id}`
  const told = z.toJSONSchema(answers, { uri, io: 'output' }).schemas
  const asked = z.toJSONSchema(bodies, { uri, io: 'input' }).schemas
  return { ...mapped(told, openShape), ...mapped(asked, plainShape) }
}

function mapped(shapes: Record<string, object>, change: (shape: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, change(shape)]))
}

/** Without what only a document of its own needs. */
function plainShape(shape: unknown): unknown {
  return withoutKeys(shape, ['$schema', '$id'])
}

/** Answers may grow: what is not named yet is no mistake. */
function openShape(shape: unknown): unknown {
  return withoutKeys(shape, ['$schema', '$id', 'additionalProperties'])
}

function withoutKeys(value: unknown, keys: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((part) => withoutKeys(part, keys))
  if (value === null || typeof value !== 'object') return value
  const isRecord = 'propertyNames' in value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      keys.includes(key) && !isRecord ? [] : [[key, withoutKeys(part, keys)] as const],
    ),
  )
}

function pathsOf(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = operation.path.replace(/\[(\w+)\]/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationOf(operation, operations) }
  }
  return paths
}

function operationOf(operation: Operation, operations: readonly Operation[]): Json {
  const { scope } = apiEntry(operation.id)
  const names = namesOf(operation)
  const description = [operation.description, `Needs the scope \`${scope}\`.`].filter(Boolean).join(' ')
  const key = operation.method === 'POST' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description,
    'x-scope': scope,
    parameters: [...parametersOf(operation.params, 'path'), ...parametersOf(operation.query, 'query'), ...key],
    ...(operation.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: refTo(names.body),
                ...(operation.example === undefined ? {} : { example: operation.example }),
              },
            },
          },
        }
      : {}),
    responses: {
      [operation.status]: {
        description: operation.status === 201 ? 'Done' : 'Here it is',
        headers: Object.fromEntries(
          ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'].map((name) => [
            name,
            { $ref: `#/components/headers/${name}` },
          ]),
        ),
        content: contentOf(operation, operations),
      },
      ...responsesOf(operation),
    },
  }
}

function contentOf({ answer, files = [] }: Operation, operations: readonly Operation[]): Json {
  if (answer) return { 'application/json': { schema: refTo(answerNameOf(operations, answer)) } }
  return Object.fromEntries(files.map((type) => [type, {}]))
}

function parametersOf(shape: z.ZodObject, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(shape, { io: 'input' }) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, told]) => {
    const { description, examples, ...schema } = told as { description?: string; examples?: unknown[] }
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      ...(examples?.[0] === undefined ? {} : { example: examples[0] }),
      schema,
    }
  })
}

/** Problems of every operation, by status. */
const EVERYWHERE = [401, 403, 422, 429, 500]
const OF_POSTS = [400, 409, 413, 415]

function responsesOf({ method, params, problems = [] }: Operation): Json {
  const missing = Object.keys(params.shape).length > 0 || problems.includes('NOT_FOUND') ? [404] : []
  const statuses = [...EVERYWHERE, ...missing, ...(method === 'POST' ? OF_POSTS : [])].sort()
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]))
}

const STATUS_WORDS: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'No token, or one that does not work',
  403: 'The token’s scope, its person’s role or a duty forbids it',
  404: 'There is no such record in the token’s trust',
  409: 'The record stands otherwise than you thought',
  413: 'The body is too large',
  415: 'The body is no JSON',
  422: 'The request is not right: see code and errors',
  429: 'Too many requests',
  500: 'A fault on our side',
}

function problemResponses(): Json {
  return Object.fromEntries(
    Object.entries(STATUS_WORDS).map(([status, description]) => [
      `Problem${status}`,
      {
        description,
        content: { 'application/problem+json': { schema: refTo('Problem'), ...exampleOf(Number(status)) } },
      },
    ]),
  )
}

function exampleOf(status: number): Json {
  const found = (Object.keys(PROBLEMS) as ProblemCode[]).find((code) => PROBLEMS[code].status === status)
  if (!found) return {}
  const { title, detail } = PROBLEMS[found]
  return { example: { type: typeOf(found), title, status, detail, instance: '/api/v1/orders', code: found } }
}
