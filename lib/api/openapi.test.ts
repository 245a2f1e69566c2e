import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApi } from './openapi.ts'
import { OPERATIONS } from './operations.ts'
import { meanings, REFUSAL_MEANINGS } from './problem-words.ts'

process.env.APP_DATABASE_URL ??= 'postgres://nobody@localhost/none'
process.env.AUDIT_KEY ??= 'ab'.repeat(32)
const document = openApi(OPERATIONS, 'https://tincture.example')

test('openapi.json is a valid OpenAPI 3.1 document whose references all lead somewhere', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
  const text = JSON.stringify(document)
  const refs = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)].map(([, kind, name]) => `${kind}/${name}`),
  )
  const { components } = document as { components: Record<string, Record<string, unknown>> }
  expect(
    [...refs].filter((ref) => components[ref.split('/')[0] ?? '']?.[ref.split('/')[1] ?? ''] === undefined),
  ).toEqual([])
  expect(refs.size).toBeGreaterThan(20)
  expect(text).not.toContain('"$schema"')
})

test('it tells every operation, with summary, scope, parameters and its problems', () => {
  const { paths } = document as { paths: Record<string, Record<string, Record<string, unknown>>> }
  const told = Object.values(paths).flatMap((path) => Object.values(path))
  expect(told.map((one) => one.operationId).sort()).toEqual(OPERATIONS.map(({ id }) => id).sort())
  for (const one of told) {
    expect(one.summary, String(one.operationId)).toMatch(/^[A-Z]/)
    expect(Object.keys(one.responses as object)).toEqual(expect.arrayContaining(['401', '403', '422', '429', '500']))
  }
})

test('each example of a body is one that the operation takes, and that the document’s own schema takes', () => {
  const { components } = document as { components: { schemas: Record<string, object> } }
  for (const { id, body, example } of OPERATIONS) {
    if (!body) continue
    expect(example, id).toBeDefined()
    expect(body.safeParse(example).error?.issues ?? [], id).toEqual([])
    const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}Request`
    const told = z.fromJSONSchema({ ...components.schemas[name], components } as Parameters<typeof z.fromJSONSchema>[0])
    expect(told.safeParse(example).error?.issues ?? [], id).toEqual([])
  }
})

test('every code that an operation names is explained on the page', () => {
  const codes = new Set(OPERATIONS.flatMap(({ problems = [] }) => problems))
  expect([...codes].filter((code) => REFUSAL_MEANINGS[code] === undefined)).toEqual([])
  expect(meanings(() => 422).length).toBeGreaterThan(30)
})
