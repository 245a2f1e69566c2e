import type { Browser, Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { type Attacked, attackedTrust, type Cast } from '../steps/attacked-trust.ts'
import { dayAhead } from '../steps/day.ts'

const PHONE = { width: 390, height: 844 }

let house: Attacked
test.beforeAll(async () => {
  house = await attackedTrust()
})
test.afterAll(() => house.close())

async function signedIn(browser: Browser, who: Cast): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: demo().url, locale: 'en-GB' })).newPage()
  await signIn(page, house.email(who), demo().password)
  return page
}

test('the chief pharmacist is away: the lead decides in her place from a phone, and both names stand on it', async ({
  browser,
}) => {
  const order = await house.order({ day: 3_000_000, asked: [{ role: 'chief' }] })
  const chief = await signedIn(browser, 'chief')
  await chief.goto('/settings')
  await chief.getByRole('link', { name: 'Who is away, and who decides in whose place' }).click()
  await expectAccessible(chief, /Away and deputies/)
  await chief.getByRole('link', { name: 'Say that you are away, or name a deputy' }).click()
  await expectAccessible(chief, /Name a deputy/)
  await chief.getByRole('button', { name: 'Save' }).click()
  await expect(chief.locator('.nhsuk-error-summary')).toContainText('Enter the last day')
  await expectAccessible(chief)
  await chief.getByLabel('Last day').fill(dayAhead(5))
  await chief.getByLabel('Who stands in').selectOption({ label: 'lead of Eastgate, Procurement lead' })
  await chief.getByLabel('Up to what amount').fill('40,000')
  await chief.getByLabel('Why').fill('Annual leave')
  await chief.getByRole('button', { name: 'Save' }).click()
  await expect(chief.getByText('It is saved, and holds in its time.')).toBeVisible()
  await expect(chief.getByRole('row', { name: /lead of Eastgate for chief of Eastgate/ })).toContainText('Holds now')
  await expectAccessible(chief)
  await chief.setViewportSize(PHONE)
  await expectAccessible(chief)

  // both see where it went
  await chief.goto('/')
  await expect(chief.getByText('You are away: what comes to you goes to lead of Eastgate')).toBeVisible()
  await chief.goto('/approvals')
  await expect(chief.getByRole('row', { name: new RegExp(order.number) })).toContainText('It went to lead of Eastgate')

  const lead = await signedIn(browser, 'lead')
  await lead.setViewportSize(PHONE)
  await lead.goto('/')
  await expect(lead.getByText('You stand in for chief of Eastgate')).toBeVisible()
  await expectAccessible(lead)
  await lead.goto('/approvals')
  const row = lead.getByRole('row', { name: new RegExp(order.number) })
  await expect(row).toContainText('For chief of Eastgate, whose deputy you are')
  await expectAccessible(lead)
  await row.getByRole('rowheader').getByRole('link').click()
  await expect(lead.getByText('You decide for chief of Eastgate,')).toBeVisible()
  for (const part of ['What it costs', 'What was checked', 'Who agrees'])
    await expect(lead.getByRole('heading', { name: part })).toBeVisible()
  await expect(lead.getByText(/% of the limit of £40,000\.00/)).toBeVisible()
  await expectAccessible(lead)
  await lead.getByRole('button', { name: /^Approve/ }).click()
  await expect(lead.getByRole('status')).toContainText(`You approved ${order.number}.`)

  await chief.goto(`/orders/${order.number}`)
  await expect(chief.getByText('lead of Eastgate for chief of Eastgate').first()).toBeVisible()
  const history = chief.getByRole('region', { name: 'History' })
  await expect(history.getByRole('row', { name: /Approved/ })).toContainText('lead of Eastgate for chief of Eastgate')

  // back again, before the time is over
  await chief.goto('/settings/deputies')
  await chief.getByRole('button', { name: 'I am back: end it' }).click()
  await expect(chief.getByText('It is ended from now on.')).toBeVisible()
  const next = await house.order({ day: 3_000_000, asked: [{ role: 'chief' }] })
  await lead.goto(`/orders/${next.number}/approve`)
  await expect(lead.getByRole('button', { name: /^Approve/ })).toHaveCount(0)
})

test('an administrator proposes a deputy for somebody who is ill; it holds once the director agrees', async ({
  browser,
}) => {
  const admin = await signedIn(browser, 'admin')
  await admin.goto('/settings/deputies/new')
  await expectAccessible(admin)
  await admin.getByLabel('For whom').selectOption({ label: 'chief of Eastgate, Chief pharmacist' })
  await admin.getByLabel('Last day').fill(dayAhead(9))
  await admin.getByLabel('Who stands in').selectOption({ label: 'lead2 of Eastgate, Procurement lead' })
  await admin.getByLabel('Why').fill('Illness')
  await admin.getByRole('button', { name: 'Save or propose it' }).click()
  await expect(admin.getByText('It is proposed.')).toBeVisible()
  await expect(admin.getByRole('button', { name: 'Agree' })).toHaveCount(0)
  await expectAccessible(admin)

  const director = await signedIn(browser, 'director')
  await director.goto('/')
  await expect(director.getByText('Deputy waits for your consent')).toBeVisible()
  await director.goto('/settings/deputies')
  await expectAccessible(director)
  await director.getByRole('button', { name: 'Agree' }).click()
  await expect(director.getByText('You agreed.')).toBeVisible()
  const kept = director.getByRole('row', { name: /lead2 of Eastgate for chief of Eastgate/ })
  await expect(kept).toContainText('Proposed by admin of Eastgate, agreed to by director of Eastgate')
})
