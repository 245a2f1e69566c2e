import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type PageId, REGISTRY } from '#lib/access/registry.ts'
import { isListId, LIST_IDS, LISTS_OF_PAGES, type ListId, NO_LISTS } from './list-ids.rules.ts'
import { listById } from './lists.ts'

const lists: Partial<Record<string, readonly ListId[]>> = LISTS_OF_PAGES
const reasons: Partial<Record<string, string>> = NO_LISTS

const addressOf = (file: string) =>
  `/${file
    .split('/')
    .slice(1, -1)
    .filter((folder) => !/^\(.*\)$/.test(folder))
    .join('/')}`
const fileOfPage = new Map(globSync('app/**/page.tsx').map((file) => [addressOf(file), file]))

/** A page with every component it is made of, as text. */
function textOf(file: string, seen = new Set<string>()): string {
  if (seen.has(file) || !existsSync(file)) return ''
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  const folder = file.slice(0, file.lastIndexOf('/'))
  const parts = [...text.matchAll(/from '(#components\/|\.\/)([^']+)'/g)]
  return (
    text +
    parts.map(([, from, name]) => textOf(from === './' ? `${folder}/${name}` : `components/${name}`, seen)).join('')
  )
}

const pages = Object.entries(REGISTRY.pages).map(([id, { path }]) => ({ id, text: textOf(fileOfPage.get(path) ?? '') }))

test.each(pages)('$id: what it lists can be taken as a file, or it says why not', ({ id, text }) => {
  const offered = [...text.matchAll(/<TakeList\s+list="([\w-]+)"/g)].map(([, list]) => list ?? '')
  expect(offered.filter((list) => !isListId(list))).toEqual([])
  expect([...new Set(offered)].sort()).toEqual([...(lists[id] ?? [])].sort())
  const draws = /<Table\b|<TableBody\b|<Pagination\b/.test(text)
  if (draws && !lists[id])
    expect(reasons[id], `${id} draws a table: it is a list, or says why it is none`).toMatch(/\S/)
  if (lists[id]) expect(reasons[id]).toBeUndefined()
  if (!draws) expect(reasons[id], `${id} draws no table`).toBeUndefined()
})

test('every list stands on a page, and is called by a name of its own', () => {
  const shown = new Set(Object.values(LISTS_OF_PAGES).flat())
  expect(LIST_IDS.filter((id) => !shown.has(id))).toEqual([])
  const titles = LIST_IDS.map((id) => listById(id).title)
  expect(new Set(titles).size).toBe(titles.length)
})

test('who may see a page may take its lists, or is one of those the list is for', () => {
  for (const [page, ids] of Object.entries(LISTS_OF_PAGES) as [PageId, readonly ListId[]][]) {
    const own = REGISTRY.pages[page]?.permission ?? []
    for (const id of ids) {
      const { permission } = listById(id)
      const shared = permission.some((one) => own.includes(one))
      const narrower = /^(decisions|stock|orders-of-medicine|batches|price-history|usage-by-month)$/.test(id)
      expect(shared || narrower, `${id} on ${page}`).toBe(true)
    }
  }
})

test('no column of a list has the name of another', () => {
  const actor = {
    personId: null,
    name: '',
    trustId: '',
    trustName: '',
    odsCode: '',
    trustKind: 'trust',
    roles: [],
    system: true,
  } as const
  return Promise.all(
    LIST_IDS.map(async (id) => {
      const { columns } = listById(id)
      const titles = columns(actor).map((one) => one.title)
      expect(new Set(titles).size, id).toBe(titles.length)
      for (const title of titles) expect(title.trim(), id).toMatch(/^\S.*\S$/)
    }),
  )
})
