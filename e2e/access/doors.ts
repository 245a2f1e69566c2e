import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { APIRequestContext, APIResponse } from '@playwright/test'
import { demo } from '../installations.ts'

type Encode = (args: unknown[]) => Promise<string | FormData>
const { encodeReply } = createRequire(import.meta.url)(
  'next/dist/compiled/react-server-dom-turbopack/client.edge.js',
) as { encodeReply: Encode }

/** Where the server of the demo, or one beside it, is reached; as which origin and by which person it is called. */
export type Call = {
  base?: string
  person?: string
  origin?: string
  headers?: Record<string, string>
  follow?: boolean
}

type Reference = { exportedName: string; filename: string; workers: Record<string, unknown> }

/** The server actions of the build: the id under which each is called, and a page that knows it. */
export function actionIds(): Map<string, { id: string; page: string }> {
  const file = path.join(demo().build, '.next/server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as { node: Record<string, Reference> }
  return new Map(
    Object.entries(node).map(([id, { exportedName, workers }]) => [
      exportedName.replace(/Action$/, ''),
      { id, page: pathOf(Object.keys(workers).sort().at(-1) ?? '') },
    ]),
  )
}

/** The address of a page's file, with something in the place of each parameter. */
function pathOf(worker: string): string {
  const folders = worker.split('/').slice(1, -1)
  return `/${folders
    .filter((folder) => !folder.startsWith('('))
    .map((folder) => folder.replace(/^\[.*\]$/, 'none'))
    .join('/')}`
}

/** What became of a call: its status, where it leads, and what it says. */
export type Answer = { status: number; to: string | null; text: string; headers: Record<string, string> }

async function heard(response: APIResponse): Promise<Answer> {
  const headers = response.headers()
  const to = headers.location ?? headers['x-action-redirect']?.split(';')[0] ?? null
  return { status: response.status(), to, text: await response.text(), headers }
}

/** Asks for a page or a route as a browser does, without following where it leads unless told. */
export async function get(as: APIRequestContext, address: string, call: Call = {}): Promise<Answer> {
  const { base = demo().url, follow = false } = call
  return heard(await as.get(`${base}${address}`, { maxRedirects: follow ? 5 : 0, headers: { ...call.headers } }))
}

/** Posts to a route of the app's own pages as their script does. */
export async function post(as: APIRequestContext, address: string, body: object, call: Call = {}): Promise<Answer> {
  const { base = demo().url, origin = base } = call
  return heard(
    await as.post(`${base}${address}`, { data: body, maxRedirects: 0, headers: { origin, ...call.headers } }),
  )
}

/** Calls a server action directly by its id, past every form. */
export async function act(
  as: APIRequestContext,
  action: { id: string; page: string },
  args: readonly unknown[],
  call: Call = {},
): Promise<Answer> {
  const { base = demo().url, origin = base } = call
  const body = await encodeReply([...args])
  if (typeof body === 'string') throw new Error('A form was to be sent')
  const headers = { 'next-action': action.id, accept: 'text/x-component', origin, ...call.headers }
  return heard(await as.post(`${base}${action.page}`, { multipart: body, maxRedirects: 0, headers }))
}

/** What an action answered: the code of its refusal, or `invalid`, `done`, `redirect`; null when it did not run. */
export function outcomeOf({ text, to }: Answer): string | null {
  if (to) return `redirect ${to}`
  const kind = /"kind":"(invalid|refused|done)"/.exec(text)?.[1]
  if (kind === 'refused') return /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? 'refused'
  return kind ?? null
}
