import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { raise } from '../steps/raise.ts'

const PHONE = { width: 390, height: 844 }

/** The decision page of the order in the inbox that says these words. */
async function decideOn(page: Page, words: RegExp): Promise<string> {
  await page.goto('/approvals')
  const row = page.getByRole('row').filter({ hasText: words }).first()
  await row.getByRole('rowheader').getByRole('link').click()
  await expect(page).toHaveURL(/\/orders\/RZ[YZ]-PH-[\d-]+\/approve$/)
  return /RZ[YZ]-PH-[\d-]+/.exec(page.url())?.[0] ?? ''
}

const problem = (page: Page) => page.locator('.nhsuk-error-summary')
const note = (page: Page) => page.getByRole('textbox', { name: 'Note' })

test('on a phone: the sentence, the evidence, a note that is missing, and the next one after deciding once', async ({
  as,
}) => {
  const technician = await as('technician', 'northbank')
  const number = await raise(technician, 'infliximab', 80)
  await technician.goto(`/orders/${number}`)
  await expect(technician.getByRole('row', { name: /Procurement lead/ })).toContainText('Waiting')
  expect((await technician.goto(`/orders/${number}/approve`))?.status()).toBe(403)

  const lead = await as('lead', 'northbank')
  await lead.setViewportSize(PHONE)
  await lead.goto('/approvals')
  await expectAccessible(lead)
  await lead
    .getByRole('row', { name: new RegExp(number) })
    .getByRole('link')
    .click()
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText(/^Approve £[\d,]+\.\d\d to .+\?$/)
  await expect(lead.locator('.app-standfirst')).toContainText('wants 80 packs of infliximab')
  await lead.getByRole('link', { name: 'Go to the decision' }).click()
  await expect(lead.getByText(/% of your limit of £25,000\.00/)).toBeInViewport()
  await expectAccessible(lead)
  await lead.setViewportSize({ width: 320, height: 700 })
  await expectAccessible(lead)

  await lead.getByRole('button', { name: 'Refuse' }).click()
  await expect(lead).toHaveTitle(/^Error: Approve £/)
  await expect(problem(lead)).toBeFocused()
  await problem(lead).getByRole('link', { name: 'Enter why you refuse it' }).click()
  await expect(note(lead)).toBeFocused()
  await expectAccessible(lead)

  await note(lead).fill('Right for the new clinic')
  await lead.getByRole('button', { name: /^Approve (and send )?order$/ }).dblclick()
  await expect(lead.getByRole('status')).toContainText(`You approved ${number}.`)
  await lead.goto(`/orders/${number}`)
  const history = lead.getByRole('region', { name: 'History' })
  await expect(history.getByRole('row', { name: /Right for the new clinic/ })).toHaveCount(1)
  await lead.goBack()
  await lead.goto(`/orders/${number}/approve`)
  await expect(lead.getByText('Nothing about this order waits for a decision.')).toBeVisible()
  await expect(lead.getByRole('button', { name: /Approve/ })).toHaveCount(0)
})

test('two decide at once: the second is told who was first, and keeps what was typed', async ({ as }) => {
  const technician = await as('technician', 'northbank')
  const number = await raise(technician, 'rituximab', 40)
  const lead = await as('lead', 'northbank')
  const chief = await as('chief', 'northbank')
  await lead.goto(`/orders/${number}/approve`)
  await chief.goto(`/orders/${number}/approve`)
  await note(chief).fill('Half of it will do')
  await chief.getByRole('button', { name: /^Return to / }).click()
  await expect(chief.getByRole('status')).toContainText(`You returned ${number}.`)

  await note(lead).fill('Needed this week')
  await lead.getByRole('button', { name: /^Approve/ }).click()
  await expect(problem(lead)).toContainText('The order changed while you were looking at it')
  await expect(note(lead)).toHaveValue('Needed this week')
  await expectAccessible(lead)

  await technician.goto(`/orders/${number}`)
  await expect(technician.getByText('Half of it will do').first()).toBeVisible()
  await expect(technician.getByText('Returned').first()).toBeVisible()
})

test('several at once with their total; what changed meanwhile is named with the reason', async ({ as }) => {
  const technician = await as('technician', 'northbank')
  const first = await raise(technician, 'etanercept', 20)
  const second = await raise(technician, 'tocilizumab', 4)
  const third = await raise(technician, 'ustekinumab', 4)
  const lead = await as('lead', 'northbank')
  await lead.goto('/approvals')
  for (const number of [first, second, third]) await lead.getByLabel(`Choose ${number}`).check()
  await lead.getByRole('button', { name: /^Approve 3 orders, £[\d,]+\.\d\d with VAT$/ }).click()
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText(/^Approve 3 orders, £[\d,]+\.\d\d with VAT\?$/)
  await expectAccessible(lead)

  await technician.goto(`/orders/${third}`)
  await technician.getByRole('button', { name: 'Take back to change it' }).click()
  await expect(technician.getByText('Returned').first()).toBeVisible()

  await lead.getByRole('button', { name: /^Approve 3 orders/ }).click()
  await expect(lead.getByRole('status')).toContainText('2 orders approved.')
  await expect(lead.getByRole('status')).toContainText(`Not approved: ${third}: The order changed`)
  await lead.goto('/approvals')
  for (const number of [first, second]) await expect(lead.getByRole('link', { name: number })).toBeVisible()
})

test('nobody approves their own order, and what goes further up says why and to whom', async ({ as }) => {
  const lead = await as('lead', 'northbank')
  const number = await raise(lead, 'infliximab', 90)
  await lead.goto(`/orders/${number}/approve`)
  await expect(lead.getByText('You raised this order.')).toBeVisible()
  await expect(lead.getByText('It came to the chief pharmacist', { exact: false })).toBeVisible()
  await expect(lead.getByRole('button', { name: /Approve|Refuse|Return/ })).toHaveCount(0)

  const chief = await as('chief')
  await decideOn(chief, /Counted as one order/)
  await expect(chief.locator('.app-standfirst')).toContainText('to the same supplier on the same day')
  await expect(chief.getByRole('row', { name: /Split orders/ })).toContainText(/\d+ more orders?/)
  await expectAccessible(chief)
})

test('an emergency is agreed to afterwards, also without script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const lead = await context.newPage()
  await lead.goto('/sign-in')
  await lead.getByLabel('E-mail address', { exact: true }).fill('lead@riverside.example')
  await lead.getByLabel('Password').fill(demo().password)
  await lead.getByRole('button', { name: 'Sign in', exact: true }).click()
  const number = await decideOn(lead, /Emergency, after the act/)
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText(/^Agree to £/)
  await lead.getByRole('button', { name: 'Disagree' }).click()
  await expect(lead.getByText('Enter why you disagree').first()).toBeVisible()
  await note(lead).fill('Two would have done until Monday')
  await lead.getByRole('button', { name: 'Disagree' }).click()
  await expect(lead.getByRole('status')).toContainText(`You disagreed with ${number}.`)
  await lead.goto(`/orders/${number}`)
  await expect(lead.getByText('Two would have done until Monday').first()).toBeVisible()
  await context.close()
})

test('a pharmacist agrees to a controlled drug, which then waits for its requisition', async ({ as }) => {
  const pharmacist = await as('pharmacist')
  const number = await decideOn(pharmacist, /Controlled drug/)
  await expect(pharmacist.getByText('It goes once its requisition is signed', { exact: false })).toBeVisible()
  await expect(pharmacist.getByText(/of your limit/)).toHaveCount(0)
  await expectAccessible(pharmacist)
  await pharmacist.getByRole('button', { name: 'Approve order' }).click()
  await expect(pharmacist.getByRole('status')).toContainText(`You approved ${number}. It does not leave yet`)
  await expect(pharmacist).toHaveURL(new RegExp(`[?&]done=${number}`))
  await expectAccessible(pharmacist)
})
