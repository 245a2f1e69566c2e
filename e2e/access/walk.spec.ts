import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { REGISTRY } from '#lib/access/registry.ts'
import { ROLES } from '#lib/access/roles.ts'
import { expect, test } from '../fixtures.ts'
import { drawn, makeUp } from './drawn.ts'
import { readFacts } from './facts.ts'
import { unreached } from './keyboard.ts'
import { moreOf, type Stop, stopsOf } from './stops.ts'

/*
 * Every page in every role that may see it (targets.md, Use 1, 2, 4). In each: axe wide, and the page as drawn wide, at
 * 640 px (1280 at 200 %), and at 320 px: nothing sticks out or is cut off, targets of 24 px, no empty cell, one heading,
 * a title. Axe at 320 px and the walk by Tab only where the page is made up of other pieces than the worker has seen of
 * it in another role: the same pieces have the same colours, names and focus, whatever they say. Pictures of each go to
 * test-results/gallery.
 */
test.describe.configure({ mode: 'parallel', timeout: 480_000 })

const { open } = REGISTRY

for (const role of ROLES) {
  test(`${role}: every page is accessible, whole and named`, async ({ as }) => {
    const facts = await readFacts()
    expect(await walk(await as(role), role, [...stopsOf(role, facts), ...moreOf(role, facts)])).toEqual([])
  })
}

test('signed out: every open page is accessible, whole and named', async ({ page }) => {
  const stops = Object.entries(open).flatMap(([id, { kind, path: address }]) => {
    return kind === 'page' ? [{ id, address, status: 200 }] : []
  })
  expect(await walk(page, 'nobody', stops)).toEqual([])
})

/** Goes from page to page; returns what is wrong with them. */
async function walk(page: Page, who: string, stops: Stop[]): Promise<string[]> {
  const faults: string[] = []
  let at: Stop | undefined
  const say = (what: string) => faults.push(`${at?.id} (${at?.address}): ${what}`)
  page.on('pageerror', (error) => say(String(error)))
  page.on('console', (message) => {
    const expected = at && at.status !== 200 && message.text().includes(`status of ${at.status}`)
    if (message.type() === 'error' && !expected) say(`the console says ${message.text()}`)
  })
  for (const stop of stops) {
    at = stop
    await look(page, who, stop, say)
  }
  return faults
}

/** What pages were made up of that were walked by Tab and shown to axe at 320 px. */
const walked = new Set<string>()

async function look(page: Page, who: string, { id, address, status }: Stop, say: (what: string) => void) {
  await page.setViewportSize({ width: 1280, height: 900 })
  const answer = (await page.goto(address))?.status()
  if (answer !== status) say(`answers ${answer}`)
  await page.locator('main h1').first().waitFor()
  if (!(await page.title()).endsWith(' - Tincture')) say(`is called “${await page.title()}”`)
  const key = `${id} ${await page.evaluate(makeUp)}`
  const isNew = !walked.has(key)
  walked.add(key)
  await picture(page, who, id, 1280)
  for (const one of [...(await page.evaluate(drawn)), ...(await violations(page))]) say(one)
  if (isNew) for (const one of await unreached(page)) say(one)
  await page.setViewportSize({ width: 640, height: 450 })
  for (const one of await page.evaluate(drawn)) say(`at 640: ${one}`)
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, who, id, 390)
  await page.setViewportSize({ width: 320, height: 640 })
  for (const one of await page.evaluate(drawn)) say(`at 320: ${one}`)
  if (isNew) for (const one of await violations(page)) say(`at 320: ${one}`)
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true) // no second page to add up frames: there are none
    .analyze()
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

async function picture(page: Page, who: string, id: string, width: number): Promise<void> {
  const file = path.join(test.info().project.outputDir, 'gallery', who, `${id}-${width}.png`)
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled', caret: 'initial' })
}
