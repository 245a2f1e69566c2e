import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { PERMISSIONS } from './permissions.ts'
import { REGISTRY } from './registry.ts'
import { ROLES } from './roles.ts'

/** Files under a folder whose names fit, with their text. */
function files(folder: string, fits: RegExp): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => fits.test(name))
    .map((name) => ({ file: name.split(path.sep).join('/'), text: readFileSync(path.join(folder, name), 'utf8') }))
}

/** The web address of a file under app/: without groups in brackets and the file's own name. */
function addressOf(file: string): string {
  const parts = file.split('/').slice(0, -1)
  return `/${parts.filter((part) => !part.startsWith('(')).join('/')}`
}

const opened = Object.values(REGISTRY.open)
const isOpen = (kind: string, address: string) => opened.some((one) => one.kind === kind && one.path === address)
const ids = (text: string, call: RegExp) => [...text.matchAll(call)].map((match) => match[1] ?? '')

describe('the registry of pages, actions and routes', () => {
  test('every page stands in it and asks for itself who may open it', () => {
    for (const { file, text } of files('app', /(^|[\\/])page\.tsx$/)) {
      const address = addressOf(file)
      if (isOpen('page', address)) continue
      const asked = ids(text, /page(?:Actor|Session)\('(\w+)'\)/g)
      expect(asked, `${file} asks pageActor`).not.toEqual([])
      for (const id of asked) expect(REGISTRY.pages[id]?.path, `${file} is page ${id}`).toBe(address)
    }
  })

  test('every page of it has its file', () => {
    const there = new Set(files('app', /(^|[\\/])page\.tsx$/).map(({ file }) => addressOf(file)))
    for (const [id, { path: address }] of Object.entries(REGISTRY.pages)) {
      expect(there.has(address), `${id} at ${address}`).toBe(true)
    }
  })

  test('every route handler stands in it and is made by its id', () => {
    const made = new Set<string>()
    for (const { file, text } of files('app', /(^|[\\/])route\.ts$/)) {
      const address = addressOf(file)
      if (isOpen('route', address)) continue
      const handlers = ids(text, /export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g)
      const doors = ids(text, /id: '(\w+)'/g)
      expect(doors, `${file} has a door for each handler`).toHaveLength(handlers.length)
      doors.forEach((id, index) => {
        expect(REGISTRY.routes[id], `${file} is route ${id}`).toMatchObject({ path: address, method: handlers[index] })
        made.add(id)
      })
    }
    expect([...made].sort()).toEqual(Object.keys(REGISTRY.routes).sort())
  })

  test('every server action stands in it and is made by its id, and no other file says "use server"', () => {
    const made = new Set<string>()
    for (const { file, text } of files('lib', /\.tsx?$/)) {
      const says = /^'use server'/m.test(text)
      expect(says, `${file} says 'use server' only as *.actions.ts`).toBe(/\.actions\.ts$/.test(file))
      if (!says || isOpen('action', file)) continue
      const exported = ids(text, /export (?:const|async function|function) (\w+)/g)
      const doors = ids(text, /\bid: '(\w+)'/g)
      expect(doors, `${file} has a door for each action`).toHaveLength(exported.length)
      for (const id of doors) {
        expect(REGISTRY.actions[id]?.file, `${file} is action ${id}`).toBe(file)
        made.add(id)
      }
    }
    expect([...made].sort()).toEqual(Object.keys(REGISTRY.actions).sort())
    for (const folder of ['app', 'components']) {
      for (const { file, text } of files(folder, /\.tsx?$/)) {
        expect(/['"]use server['"]/.test(text), `${folder}/${file}`).toBe(false)
      }
    }
  })

  test('each entry opens to somebody and not to everybody who does other work', () => {
    for (const list of [REGISTRY.pages, REGISTRY.actions, REGISTRY.routes]) {
      for (const [id, { permission }] of Object.entries(list)) {
        expect(permission.length, id).toBeGreaterThan(0)
      }
    }
    for (const [permission, roles] of Object.entries(PERMISSIONS)) {
      expect(roles.length, permission).toBeGreaterThan(0)
      for (const role of roles) expect(ROLES).toContain(role)
    }
  })
})
