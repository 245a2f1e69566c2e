type Json = Record<string, unknown>

/** A field of a request or an answer, as a page tells it: its path, what it is, whether it must be there. */
export type ToldField = { name: string; type: string; needed: boolean; description: string }

/** An operation as a page tells it. */
export type ToldOperation = {
  id: string
  tag: string
  method: string
  path: string
  summary: string
  description: string
  parameters: ToldField[]
  body: ToldField[]
  answer: ToldField[]
  example: string | null
}

type Schemas = Record<string, Json>

/** The operations of an OpenAPI document of ours in plain words: the page is told from what programs are told. */
export function readable(document: unknown): ToldOperation[] {
  const { paths, components } = document as {
    paths: Record<string, Record<string, Json>>
    components: { schemas: Schemas; parameters: Record<string, Json> }
  }
  const { schemas, parameters } = components
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]): ToldOperation => {
      const body = contentOf(told.requestBody)
      const responses = told.responses as Record<string, Json>
      const answer = contentOf(responses['200'] ?? responses['201'])
      return {
        id: String(told.operationId),
        tag: String((told.tags as string[])[0]),
        method: method.toUpperCase(),
        path,
        summary: String(told.summary),
        description: String(told.description ?? ''),
        parameters: (told.parameters as Json[]).map((one) => parameterOf(one, parameters)),
        body: body ? fieldsOf(body.schema as Json, schemas) : [],
        answer: answer?.schema ? fieldsOf(answer.schema as Json, schemas) : [],
        example: body?.example === undefined ? null : JSON.stringify(body.example, null, 2),
      }
    }),
  )
}

function contentOf(part: unknown): { schema?: unknown; example?: unknown } | null {
  const { content } = (part ?? {}) as { content?: Record<string, Json> }
  return content?.['application/json'] ?? null
}

function parameterOf(given: Json, parameters: Record<string, Json>): ToldField {
  const name = typeof given.$ref === 'string' ? given.$ref.split('/').at(-1) : undefined
  const told = name === undefined ? given : (parameters[name] ?? given)
  return {
    name: String(told.name),
    type: `${typeOfSchema(told.schema as Json)}, in the ${told.in}`,
    needed: told.required === true,
    description: String(told.description ?? ''),
  }
}

const DEEPEST = 4

/** Every field of a schema, those inside others by their path: `lines[].packs`. */
function fieldsOf(schema: Json, schemas: Schemas, at = '', depth = 0): ToldField[] {
  const told = followed(schema, schemas)
  const inner = told.type === 'array' ? followed(told.items as Json, schemas) : told
  const path = told.type === 'array' && depth > 0 ? `${at}[]` : at
  const variants = (inner.oneOf ?? inner.anyOf) as Json[] | undefined
  if (variants) return unique(variants.flatMap((one) => fieldsOf(one, schemas, path, depth)))
  const needed = (inner.required ?? []) as string[]
  return Object.entries((inner.properties ?? {}) as Record<string, Json>).flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`
    const own = followed(field, schemas)
    const row = {
      name: here,
      type: typeOfSchema(own),
      needed: needed.includes(name),
      description: String(field.description ?? own.description ?? ''),
    }
    return [row, ...(depth < DEEPEST ? fieldsOf(own, schemas, here, depth + 1) : [])]
  })
}

function unique(fields: readonly ToldField[]): ToldField[] {
  return [...new Map(fields.map((field) => [field.name, field])).values()]
}

function followed(schema: Json, schemas: Schemas): Json {
  const ref = schema.$ref
  return typeof ref === 'string' ? (schemas[ref.split('/').at(-1) ?? ''] ?? {}) : schema
}

/** What a value is, in a few words. */
function typeOfSchema(schema: Json): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.join(' | ')
  const variants = (schema.oneOf ?? schema.anyOf) as Json[] | undefined
  if (variants) return [...new Set(variants.map(typeOfSchema))].join(' | ')
  const types = [schema.type ?? 'object'].flat().map(String)
  const format = schema.format === 'date-time' ? 'instant' : schema.format === 'date' ? 'day' : schema.format
  return types.map((type) => (type === 'string' && format ? String(format) : type)).join(' | ')
}
