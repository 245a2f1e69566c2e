import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { raise } from '../steps/raise.ts'

const PHONE = { width: 390, height: 844 }

const problem = (page: Page) => page.locator('.nhsuk-error-summary')
const band = (page: Page, name: RegExp) =>
  page.getByRole('region', { name: 'What an order comes to' }).getByRole('region', { name })

/** Waits for the worker to have tried a change, by looking again as a person does. */
async function tried(page: Page): Promise<void> {
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('table', { name: 'How many orders would have needed whom' })).toBeVisible({
      timeout: 2_000,
    })
  }).toPass({ timeout: 60_000 })
}

test('a lead proposes a change and sees what it would have meant; the chief pharmacist adopts it; orders follow it', async ({
  as,
}) => {
  const lead = await as('lead', 'northbank')
  await lead.goto('/settings/approvals')
  await expectAccessible(lead)
  await expect(lead.getByRole('row', { name: /An order of more than £5,000\.00, up to £25,000\.00/ })).toContainText(
    'The procurement lead',
  )
  await lead.getByRole('link', { name: 'Propose a change' }).click()
  await expect(lead).toHaveURL(/\/settings\/approvals\/change$/)
  await expectAccessible(lead)

  await band(lead, /^Up to £5,000/)
    .getByLabel('Up to and including')
    .fill('30000')
  await lead.getByRole('button', { name: 'Propose this change' }).click()
  await expect(problem(lead)).toBeFocused()
  await expect(problem(lead)).toContainText('Enter why the scheme should change')
  await expectAccessible(lead)
  await lead.getByRole('textbox', { name: 'Why the scheme should change' }).fill('Two leads for what is dear')
  await lead.getByRole('button', { name: 'Propose this change' }).click()
  await problem(lead).getByRole('link', { name: 'Enter more than where the band before it ends' }).click()
  await expect(band(lead, /^More than £30,000/).getByLabel('Up to and including')).toBeFocused()

  await band(lead, /^Up to £30,000/)
    .getByLabel('Up to and including')
    .fill('1000')
  const middle = band(lead, /^More than £1,000\.00, up to £25,000/)
  await middle.getByRole('combobox', { name: /^How many sign/ }).selectOption('2')
  await expect(middle.getByText('Asks two of: procurement leads.')).toBeVisible()
  await lead.getByRole('button', { name: 'Propose this change' }).click()
  await problem(lead)
    .getByRole('link', { name: /Ask for at least as much as the band before it/ })
    .click()
  const above = band(lead, /^More than £25,000\.00/)
  await expect(above.getByRole('group', { name: /^Who must agree/ })).toBeFocused()
  await above.getByRole('button', { name: /^Ask somebody else, too/ }).click()
  await expect(above.getByText('Asks the chief pharmacist and the procurement lead.')).toBeVisible()
  const top = band(lead, /^More than £100,000\.00/)
  await top.getByRole('button', { name: /^Then ask somebody/ }).click()
  await top
    .getByRole('combobox', { name: /^Who is asked/ })
    .nth(1)
    .selectOption('director')
  await expect(top.getByText('Asks the director of finance, then the director of finance.')).toBeVisible()
  await top
    .getByRole('combobox', { name: /^Who is asked/ })
    .first()
    .selectOption('chief')
  await lead.setViewportSize(PHONE)
  await expectAccessible(lead)
  await lead.setViewportSize({ width: 1280, height: 900 })
  await lead.getByRole('textbox', { name: 'Applies to what is submitted from' }).fill('1/1/2020')
  await lead.getByRole('button', { name: 'Propose this change' }).click()
  await expect(problem(lead)).toContainText('Enter today or a later day')
  const today = await lead.evaluate(() => new Date().toLocaleDateString('en-GB', { timeZone: 'Europe/London' }))
  await lead.getByRole('textbox', { name: 'Applies to what is submitted from' }).fill(today)
  await lead.getByRole('button', { name: 'Propose this change' }).click()

  await expect(lead).toHaveURL(/\/settings\/approvals\/proposals\//)
  await expect(lead.getByText('Your change is proposed.')).toBeVisible()
  await expect(lead.getByRole('button', { name: 'Adopt this change' })).toHaveCount(0)
  await tried(lead)
  await expectAccessible(lead)
  await lead
    .getByRole('row', { name: /^Two of: procurement leads/ })
    .getByRole('link')
    .click()
  await expect(lead.locator('.app-standfirst')).toContainText('Under the proposed scheme: Two of: procurement leads.')
  await expect(lead.getByRole('row').nth(1)).toContainText(/RZY-PH-/)
  await expectAccessible(lead)

  const chief = await as('chief', 'northbank')
  await chief.setViewportSize(PHONE)
  await chief.goto('/settings/approvals')
  await chief.getByRole('link', { name: 'See what it would mean, and decide' }).click()
  await expect(chief.getByRole('heading', { level: 1 })).toHaveText('A change of who must approve')
  await expectAccessible(chief, /^A change of who must approve/)
  await chief.getByRole('button', { name: 'Refuse it' }).click()
  await expect(problem(chief)).toContainText('Enter why you refuse it')
  await chief.getByRole('button', { name: 'Adopt this change' }).click()
  await expect(chief.getByText('The change is adopted.')).toBeVisible()
  await chief.goto('/settings/approvals')
  await expect(chief.locator('.app-standfirst')).toContainText('Version 2')

  const technician = await as('technician', 'northbank')
  // of a supplier to whom nobody else orders in these tests: what the day comes to is this order alone
  const number = await raise(technician, 'piperacillin', 70)
  await technician.goto(`/orders/${number}`)
  await expect(technician.getByRole('row', { name: /Procurement lead \(1 of 2\)/ })).toContainText('Waiting')
  await expect(technician.getByRole('row', { name: /Procurement lead \(2 of 2\)/ })).toContainText('Waiting')
  await lead.goto(`/orders/${number}/approve`)
  await expect(lead.getByText('It goes once a second person has agreed, too.')).toBeVisible()
  await lead.getByRole('button', { name: /^Approve order$/ }).click()
  await expect(lead.getByRole('status')).toContainText(`You approved ${number}.`)
  await chief.goto(`/orders/${number}/approve`)
  await chief.getByRole('button', { name: /^Approve (and send )?order$/ }).click()
  await expect(chief.getByRole('status')).toContainText(`You approved ${number}.`)
})

test('an auditor works off the sample of what passed by itself; who raised it does not see it', async ({ as }) => {
  const lead = await as('lead', 'northbank')
  await lead.goto('/settings/approvals/change')
  await lead.getByRole('textbox', { name: 'Of orders that passed by themselves, look at' }).fill('100')
  await lead.getByRole('textbox', { name: 'Why the scheme should change' }).fill('Look at all of them for a while')
  const today = await lead.evaluate(() => new Date().toLocaleDateString('en-GB', { timeZone: 'Europe/London' }))
  await lead.getByRole('textbox', { name: 'Applies to what is submitted from' }).fill(today)
  await lead.getByRole('button', { name: 'Propose this change' }).click()
  await expect(lead.getByText('Your change is proposed.')).toBeVisible()
  const chief = await as('chief', 'northbank')
  await chief.goto(lead.url())
  await chief.getByRole('button', { name: 'Adopt this change' }).click()
  await expect(chief.getByText('The change is adopted.')).toBeVisible()
  const technician = await as('technician', 'northbank')
  const number = await raise(technician, 'paracetamol', 1)

  const auditor = await as('auditor', 'northbank')
  await auditor.goto('/approvals/sample')
  const open = auditor.getByRole('region', { name: 'To look at' }).getByRole('region', { name: number })
  await open.getByText(`Say what you found in ${number}`).click()
  await expectAccessible(auditor)
  await open.getByRole('radio', { name: 'Not fine' }).check()
  await open.getByRole('button', { name: 'Write it down' }).click()
  await expect(problem(auditor)).toContainText('Enter what is not fine')
  await expectAccessible(auditor)
  await open.getByRole('textbox', { name: 'In words' }).fill('No note of why so much')
  await open.getByRole('button', { name: 'Write it down' }).click()
  await expect(auditor.getByText('What you found is written down')).toBeVisible()
  await expect(auditor.getByRole('row', { name: new RegExp(number) })).toContainText('No note of why so much')
  expect((await technician.goto('/approvals/sample'))?.status()).toBe(403)
})
