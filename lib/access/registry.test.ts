import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { OPERATIONS } from '#lib/api/operations.ts'
import { PERMISSIONS } from './permissions.ts'
import { type ActionEntry, type ApiEntry, type PageEntry, REGISTRY } from './registry.ts'
import { scopesAllow } from './scopes.ts'

const { pages, actions, routes, api, open } = REGISTRY
const API_DOOR = 'app/api/v1/[[...path]]/route.ts'
const opened = (kind: string) => Object.values(open).filter((entry) => entry.kind === kind)

/** The address of a file under app/: without groups in brackets and its own name. */
function addressOf(file: string): string {
  const folders = file.split('/').slice(1, -1)
  return `/${folders.filter((folder) => !/^\(.*\)$/.test(folder)).join('/')}`
}

/** Whether the file is there and exports the action under its name. */
function exportsAction(file: string, id: string): boolean {
  return (
    existsSync(file) &&
    new RegExp(`^export (const|async function) ${id}Action\\b`, 'm').test(readFileSync(file, 'utf8'))
  )
}

const pageFiles = globSync('app/**/page.tsx').sort()
const routeFiles = globSync('app/**/route.ts')
  .filter((file) => file !== API_DOOR)
  .sort()
const actionFiles = globSync('lib/**/*.actions.ts').sort()

test.each(pageFiles)('%s is a page of the registry and asks by its own id first', (file) => {
  const path = addressOf(file)
  if (opened('page').some((entry) => entry.path === path)) return
  const ids = Object.keys(pages).filter((id) => pages[id]?.path === path)
  const text = readFileSync(file, 'utf8')
  const asked = /(?:pageActor|pageSession)\('(\w+)'\)/.exec(text)?.[1]
  expect(ids, `${path} is in lib/access/registry.ts`).toContain(asked)
  const firstAwait = text.indexOf('await ', text.indexOf('export default'))
  expect(text.slice(firstAwait)).toMatch(/^await (pageActor|pageSession)\(/)
})

test.each(routeFiles)('%s is a route of the registry and is made by its id, or stands open for a reason', (file) => {
  const path = addressOf(file)
  if (opened('route').some((entry) => entry.path === path)) return
  const text = readFileSync(file, 'utf8')
  expect(text, 'methods are exported where they are made').not.toMatch(/^export\s*[{*]/m)
  const made = [...text.matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g)]
  expect(made.length).toBeGreaterThan(0)
  for (const [, method] of made) {
    const ids = Object.keys(routes).filter((id) => routes[id]?.path === path && routes[id]?.method === method)
    expect(ids, `${method} ${path} is in lib/access/registry.ts`).toHaveLength(1)
    expect(text).toContain(`'${ids[0]}'`)
  }
})

test('pages and routes are called page.tsx and route.ts, and there are no others', () => {
  const served = globSync('{app,pages}/**/{page,route,default}.*')
  expect(served.filter((file) => !/^app\/.*(page\.tsx|route\.ts)$/.test(file))).toEqual([])
  expect(globSync('pages/**/*')).toEqual([])
})

test.each(actionFiles)('every action of %s is in the registry under its name', (file) => {
  const text = readFileSync(file, 'utf8')
  expect(text.startsWith("'use server'")).toBe(true)
  const place = file.replace(/^lib\//, '')
  const names = [...text.matchAll(/^export (?:const|async function) (\w+)Action\b/gm)].map((match) => match[1] ?? '')
  expect(names.length).toBeGreaterThan(0)
  for (const name of names) {
    expect(actions[name]?.file ?? open[name]?.path, `${name} is in lib/access/registry.ts`).toBe(place)
  }
  for (const [, id] of text.matchAll(/\bid: '(\w+)'/g)) expect(names).toContain(id)
})

test('the API is one door to the operations of the registry, each there once under its own id', () => {
  expect(readFileSync(API_DOOR, 'utf8')).toContain('serve(request, OPERATIONS)')
  expect(OPERATIONS.map(({ id, method, path }) => [id, { method, path }]).sort()).toEqual(
    Object.entries(api)
      .map(([id, { method, path }]) => [id, { method, path }])
      .sort(),
  )
  const doors = Object.values(api).map(({ method, path }) => `${method} ${path.replace(/\[\w+\]/g, '[]')}`)
  expect(new Set(doors).size).toBe(doors.length)
  for (const { path, permission, scope } of Object.values(api)) {
    expect(path).toMatch(/^\/api\/v1\/[a-z]/)
    // the scope is the one that lets these permissions through
    expect(permission.every((one) => scopesAllow([scope], one))).toBe(true)
  }
})

test('nothing in the registry is without its file', () => {
  const addresses = (files: string[]) => files.map(addressOf)
  const missing = [
    ...[...Object.values(pages), ...opened('page')].filter(({ path }) => !addresses(pageFiles).includes(path)),
    ...[...Object.values(routes), ...opened('route')].filter(({ path }) => !addresses(routeFiles).includes(path)),
    ...Object.entries(actions).filter(([id, { file }]) => !exportsAction(`lib/${file}`, id)),
  ]
  expect(missing).toEqual([])
})

test('nothing says that it runs on the server for the browser but actions', () => {
  const others = globSync('{lib,app,components}/**/*.{ts,tsx}').filter(
    (file) =>
      !file.endsWith('.actions.ts') && /^\s*'use server'/m.test(readFileSync(file, 'utf8')) && !file.includes('.test.'),
  )
  expect(others).toEqual([])
})

test('every door but the open ones needs a permission that exists', () => {
  const entries = [pages, actions, routes, api].flatMap((kind) =>
    Object.values<PageEntry | ActionEntry | ApiEntry>(kind),
  )
  for (const entry of entries) {
    expect(entry.permission.length).toBeGreaterThan(0)
    for (const permission of entry.permission) expect(PERMISSIONS).toHaveProperty([permission])
  }
})
