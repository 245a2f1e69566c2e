import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inProject } from '../paths.ts'

const PAPERS = ['docs/operations.md', 'docs/security.md', ...globSync('docs/safety/*.md', { cwd: inProject() })]
const NAMED = /`((?:lib|e2e|scripts|prisma|components)\/[\w./-]+\.(?:test|spec)\.tsx?)`(?: “([^”]+)”)?/g

/** Every test that a paper names: its file and its title. */
function testsNamed(paper: string): { file: string; title: string | undefined }[] {
  return [...paper.matchAll(NAMED)].map(([, file = '', title]) => ({ file, title }))
}

/** Whether a file of tests has one of exactly this title, as it is written there: a test that runs, not any text. */
function hasTest(source: string, title: string): boolean {
  const flat = source.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '').replaceAll(/\(\s+/g, '(')
  return ["'", '"', '`'].some((quote) => {
    const [first = '', ...more] = flat.split(`(${quote}${title}${quote},`)
    let before = first
    return more.some((after) => {
      const found = isTest(before)
      before += after
      return found
    })
  })
}

/** Whether what stands before the bracket of a title is `test`, `it`, or one of them with its table. */
function isTest(before: string): boolean {
  if (/(?:^|[^\w.])(?:test|it)$/.test(before)) return true
  const table = before.lastIndexOf('.each')
  return (
    before.endsWith(')') &&
    /(?:^|[^\w.])(?:test|it)$/.test(before.slice(0, table)) &&
    !/\n}?\)\n/.test(before.slice(table))
  )
}

test.each(PAPERS)('every test that %s names exists, in its file and under its title', (paper) => {
  const named = testsNamed(readFileSync(inProject(paper), 'utf8'))
  expect(named.length).toBeGreaterThan(1)
  const missing = named.filter(({ file, title }) => {
    if (!existsSync(inProject(file))) return true
    return title !== undefined && !hasTest(readFileSync(inProject(file), 'utf8'), title)
  })
  expect(missing).toEqual([])
})

test('every hazard has a cause, an effect, a control that a test shows, and what is left', () => {
  const [, ...hazards] = readFileSync(inProject('docs/safety/hazard-log.md'), 'utf8').split(/^## /m)
  expect(hazards.length).toBeGreaterThanOrEqual(8)
  for (const hazard of hazards) {
    const rows = [...hazard.matchAll(/^\| (\w[\w ]*) \| (.*\S) \|\s*$/gm)].map(([, head = '', words = '']) => ({
      head,
      words,
    }))
    const heads = rows.map((row) => row.head)
    expect(heads).toEqual(expect.arrayContaining(['Cause', 'Effect', 'Residual']))
    expect(heads.filter((head) => head === 'Control').length).toBeGreaterThan(0)
    heads.forEach((head, index) => {
      if (head === 'Control') expect(heads[index + 1], rows[index]?.words).toBe('shown by')
    })
    for (const { words } of rows.filter((row) => row.head === 'shown by')) expect(testsNamed(words)).not.toEqual([])
  }
})

test('what is not there is told', () => {
  expect(testsNamed('`lib/typed.test.ts` “a title”')).toEqual([{ file: 'lib/typed.test.ts', title: 'a title' }])
  expect(hasTest("test('a title', () => {})", 'a title')).toBe(true)
  expect(hasTest("test('a title of another', () => {})", 'a title')).toBe(false)
  expect(hasTest("test.each([\n  ['(', 1],\n])('a title', () => {})", 'a title')).toBe(true)
  expect(hasTest("test('another', () => {\n  expect(page('a title', 1)).toBe(2)\n})", 'a title')).toBe(false)
  expect(hasTest(['test', "skip('a title', () => {})"].join('.'), 'a title')).toBe(false)
  expect(hasTest("// test('a title', () => {})", 'a title')).toBe(false)
  expect(hasTest("describe('a title', () => {})", 'a title')).toBe(false)
})
