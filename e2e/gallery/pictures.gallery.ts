import path from 'node:path'
import type { Page } from '@playwright/test'
import { REGISTRY } from '#lib/access/registry.ts'
import { ROLES, type Role } from '#lib/access/roles.ts'
import type { Wanted } from '#scripts/gallery/arguments.ts'
import { readFacts } from '../access/facts.ts'
import { PAGE_SAMPLES, type Sample } from '../access/samples.ts'
import { moreOf, stopsOf } from '../access/stops.ts'
import { emailOf, expect, test } from '../fixtures.ts'
import { demo, own } from '../installations.ts'
import { emptyEmail, peopleOfEmpty } from './empty-people.ts'
import { type Failing, failingOf } from './failing.ts'

/*
 * A picture of every page in every role that may see it. No test: what cannot be drawn is said, the rest is drawn.
 */
test.describe.configure({ mode: 'parallel' })

const wanted: Wanted & { folder: string } = JSON.parse(process.env.GALLERY ?? '{}')
const samples: Record<string, Sample> = PAGE_SAMPLES
const open = Object.entries(REGISTRY.open).flatMap(([id, { kind, path: address }]) => {
  return kind === 'page' ? [{ id, address, status: 200 }] : []
})

for (const role of ROLES.filter((one) => wanted.roles.includes(one))) {
  if (wanted.states.includes('full'))
    test(`${role}, full`, async ({ page }) => {
      const facts = await readFacts()
      await enter(page, demo().url, emailOf(role), demo().password)
      await draw(page, 'full', role, [...stopsOf(role, facts), ...moreOf(role, facts)])
    })
  if (wanted.states.includes('failing'))
    test(`${role}, failing`, async ({ page }) => {
      const facts = await readFacts()
      await enter(page, demo().url, emailOf(role), demo().password)
      await draw(page, 'failing', role, failingOf(role, facts))
    })
  if (wanted.states.includes('empty') && role !== 'hub')
    test(`${role}, empty`, async ({ page }) => {
      const facts = await readFacts()
      await peopleOfEmpty()
      await enter(page, own().url, emptyEmail(role), own().password)
      await draw(page, 'empty', role, stopsOf(role, facts).filter(isOfNothing))
    })
}

test('signed out', async ({ page }) => {
  if (wanted.states.includes('full')) await draw(page, 'full', 'nobody', at(demo().url, open))
  if (wanted.states.includes('failing'))
    await draw(page, 'failing', 'nobody', [
      { id: 'signInPage-empty-form', address: `${demo().url}/sign-in`, status: 200, press: 'Sign in' },
    ])
})

/** A page without a record in its address: there is none in an empty trust. */
function isOfNothing({ id }: { id: string }): boolean {
  return samples[id]?.of === 'nobody'
}

function at(base: string, stops: readonly Failing[]): Failing[] {
  return stops.map((stop) => ({ ...stop, address: `${base}${stop.address}` }))
}

let base = ''
async function enter(page: Page, url: string, email: string, password: string): Promise<void> {
  base = url
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('E-mail address', { exact: true }).fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((to) => to.pathname !== '/sign-in')
}

async function draw(page: Page, state: string, who: Role | 'nobody', stops: readonly Failing[]): Promise<void> {
  const faults: string[] = []
  page.setDefaultTimeout(10_000)
  const mine = stops.filter(({ id }) => !wanted.pages || wanted.pages.includes(id.replace(/-.*$/, '')))
  for (const stop of mine)
    for (const width of wanted.widths) {
      const fault = await picture(page, { state, who, width }, stop).catch((error) => String(error).split('\n')[0])
      if (fault) faults.push(`${stop.id} at ${width}: ${fault}`)
    }
  expect(faults).toEqual([])
}

async function picture(
  page: Page,
  { state, who, width }: { state: string; who: string; width: number },
  { id, address, status, press }: Failing,
): Promise<string | null> {
  await page.setViewportSize({ width, height: width > 1000 ? 900 : 844 })
  const answer = await page.goto(address.startsWith('http') ? address : `${base}${address}`)
  await page.locator('main h1').first().waitFor()
  if (press) {
    await page.getByRole('button', { name: press }).first().click()
    await page.locator('.nhsuk-error-summary').first().waitFor()
  }
  const file = path.join(wanted.folder, state, who, `${id}-${width}.png`)
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled', caret: 'initial' })
  return answer?.status() === status ? null : `answers ${answer?.status()}`
}
