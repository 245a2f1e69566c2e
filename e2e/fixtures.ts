import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { demo } from './installations.ts'

export { expect } from '@playwright/test'

/** One of the demo's people, as the part of the address before the @. */
export type Who =
  | 'technician'
  | 'technician2'
  | 'pharmacist'
  | 'stores'
  | 'lead'
  | 'chief'
  | 'director'
  | 'finance'
  | 'auditor'
  | 'admin'
  | 'admin2'
  | 'hub'

/** The demo's trusts by the domain of their people. */
export type Where = 'riverside' | 'northbank' | 'region'

/** The sign-in address of one of the demo's people; Riverside unless told. */
export function emailOf(who: Who, where: Where = who === 'hub' ? 'region' : 'riverside'): string {
  return `${who}@${where}.example`
}

/** Signs a page's context in by the form, as anybody would. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address', { exact: true }).fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

type Fixtures = {
  /** A page of its own for one of the demo's people, signed in. */
  as: (who: Who, where?: Where) => Promise<Page>
}

/** The test of the journeys: `as('lead')` gives a signed-in page; its context is closed afterwards. */
export const test = base.extend<Fixtures>({
  as: async ({ browser, baseURL, contextOptions, viewport }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (who, where) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, viewport })
      contexts.push(context)
      const page = await context.newPage()
      await signIn(page, emailOf(who, where), demo().password)
      return page
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

/** No violation of WCAG 2.2 A or AA on the page as it stands, and nothing sticks out sideways. `title`: what it is called, where that matters. */
export async function expectAccessible(page: Page, title = /\S/): Promise<void> {
  await expect(page).toHaveTitle(title)
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  // between two pages of the app the title is gone for a moment: it is asked again once the new one is there
  const lasting = violations.filter((one) => one.id !== 'document-title')
  if (lasting.length < violations.length) await expect(page).toHaveTitle(title)
  expect(lasting.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(sideways, 'sticks out sideways').toBeLessThanOrEqual(0)
}
