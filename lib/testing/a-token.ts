import { makeToken } from '#lib/access/make-token.command.ts'
import { SCOPE_LIST, type Scope } from '#lib/access/scopes.ts'
import { serve } from '#lib/api/door.ts'
import { OPERATIONS } from '#lib/api/operations.ts'
import { done } from './a-pad.ts'
import type { TestOds, TestPerson, World } from './a-trust.ts'

/** A token of a person, by the real command; every scope and 90 days unless told. */
export async function aToken(
  world: World,
  person: TestPerson,
  { trust, scopes = SCOPE_LIST, days = 90 }: { trust?: TestOds; scopes?: readonly Scope[]; days?: number } = {},
): Promise<{ id: string; text: string }> {
  const act = world.act(person, trust ? { trust } : {})
  const { tokenId, text } = done(await makeToken(act, { name: `Token of ${person}`, scopes: [...scopes], days }))
  return { id: tokenId, text }
}

/** What the API answered: status, headers, and the body as JSON (null where there is none). */
export type Said = { status: number; headers: Headers; json: Record<string, unknown> }

/** Asks the API at its door, without a web server before it. `key` of a POST is new unless told. */
export async function ask(
  world: World,
  method: string,
  path: string,
  {
    token,
    body,
    key = world.newId(),
    headers = {},
  }: { token?: string; body?: unknown; key?: string | null; headers?: Record<string, string> } = {},
): Promise<Said> {
  const request = new Request(`http://localhost${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' && key !== null ? { 'idempotency-key': key } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const response = await serve(request, OPERATIONS, world.clock)
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, json: isJson && text ? JSON.parse(text) : {} }
}
