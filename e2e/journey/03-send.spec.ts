import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../fixtures.ts'

/** Opens the approved, unsent order that holds a medicine, at its sending. */
async function openSending(page: Page, medicine: string): Promise<string> {
  await page.goto(`/orders?view=to_send&q=${medicine}`)
  await page.getByRole('rowheader').getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('RZZ-PH-')
  const number = /RZZ-PH-[\d-]+/.exec(page.url())?.[0] ?? ''
  await page.goto(`/orders/${number}/send`)
  return number
}

test('a controlled drug order leaves once the pharmacist says the signed requisition went', async ({ as }) => {
  const lead = await as('lead')
  const number = await openSending(lead, 'morphine')
  await expect(lead.getByText('Approved, but it waits for its signed requisition.')).toBeVisible()
  await expect(lead.getByRole('button', { name: 'Write the requisition' })).toHaveCount(0)
  await expectAccessible(lead)

  const pharmacist = await as('pharmacist')
  await pharmacist.goto(`/orders/${number}/send`)
  await pharmacist.getByLabel('Purpose').fill('')
  await pharmacist.getByRole('button', { name: 'Write the requisition' }).click()
  await expect(pharmacist.getByRole('link', { name: /Say what the drugs are for/ })).toBeVisible()
  await pharmacist.getByLabel('Purpose').fill('Ward and theatre stock')
  await pharmacist.getByRole('button', { name: 'Write the requisition' }).click()
  await expect(pharmacist.getByText('Ward and theatre stock').first()).toBeVisible()
  await expectAccessible(pharmacist)

  const twin = await pharmacist.context().newPage()
  await twin.goto(`/orders/${number}/send`)
  await twin.getByRole('link', { name: 'the same as a page' }).click()
  await expect(twin.getByRole('heading', { level: 1 })).toContainText('Requisition for controlled drugs')
  await expect(twin.getByText('Signature of the recipient')).toBeVisible()
  await expectAccessible(twin)

  await pharmacist.getByRole('button', { name: 'Confirm and let the order go' }).click()
  await expect(pharmacist.getByRole('link', { name: /Tick the box/ })).toBeVisible()
  await pharmacist.getByRole('checkbox').check()
  await pharmacist.getByRole('button', { name: 'Confirm and let the order go' }).dblclick()
  await expect(pharmacist.getByText('said on')).toBeVisible()

  await expect(async () => {
    await lead.goto(`/orders/${number}/send`)
    await expect(lead.getByText(/no mail server is set, so .* did not get it/)).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  await expectAccessible(lead)
  await expect(lead.getByRole('rowheader', { name: /Purchase order, PDF/ })).toBeVisible()
})

test('what was kept because no mail server is set can be read, and its attachment saved', async ({ as }) => {
  const technician = await as('technician')
  await technician.goto('/settings/outgoing')
  await expect(technician.getByText('No mail server is set: these were not sent to anybody.')).toBeVisible()
  await expectAccessible(technician)
  await technician
    .getByRole('link', { name: /^Purchase order RZZ-PH-/ })
    .first()
    .click()
  await expect(technician.getByText('Kept here and sent to nobody', { exact: false })).toBeVisible()
  await expect(technician.getByText('Attached is our purchase order', { exact: false })).toBeVisible()
  await expectAccessible(technician)
  const download = technician.waitForEvent('download')
  await technician.getByRole('link', { name: /\.pdf$/ }).click()
  const file = await (await download).path()
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
  const elsewhere = await as('technician', 'northbank')
  const response = await elsewhere.goto(technician.url())
  expect(response?.status()).toBe(404)
})

test('an unlicensed medicine waits for its approval; then it is placed by phone and written down', async ({ as }) => {
  const pharmacist = await as('pharmacist')
  const number = await openSending(pharmacist, 'melatonin')
  await expect(pharmacist.getByText('which has no licence', { exact: false })).toBeVisible()
  await pharmacist.getByLabel('Why it is needed').fill('Sleep disorder in children with autism, request of 12 November')
  await pharmacist.getByLabel('Licensed medicines considered').fill('Tablets: the children cannot swallow them')
  await pharmacist.getByLabel('Who asked for it').fill('Community paediatrics, Dr Osei, 12 November')
  await pharmacist
    .getByLabel('How its quality was assessed')
    .fill('Made in the UK under a specials licence, certificate seen')
  await pharmacist.getByLabel('Review on').fill('1 January 2020')
  await pharmacist.getByRole('button', { name: 'Approve its use' }).click()
  await expect(pharmacist.getByRole('link', { name: 'Enter a day after today' })).toBeVisible()
  await expect(pharmacist.getByLabel('Why it is needed')).toHaveValue(/Sleep disorder/)
  const inHalfAYear = new Date(Date.now() + 180 * 86_400_000)
  await pharmacist.getByLabel('Review on').fill(inHalfAYear.toISOString().slice(0, 10))
  await pharmacist.getByRole('button', { name: 'Approve its use' }).click()
  await expect(pharmacist.getByText(/Approved as UL-\d\d-\d{4}/).first()).toBeVisible()

  const technician = await as('technician')
  await technician.setViewportSize({ width: 390, height: 844 })
  await technician.goto(`/orders/${number}/send`)
  await expect(technician.getByText('by phone, then write it down here', { exact: false })).toBeVisible()
  await expectAccessible(technician)
  await technician.getByLabel('Time').fill('half past')
  await technician.getByLabel('Who took it, or which portal').fill('Priya, order desk')
  await technician.getByRole('button', { name: 'Record that it was placed' }).click()
  await expect(technician.getByRole('link', { name: 'Enter a time, like 2:15pm or 14:15' })).toBeVisible()
  await expect(technician.getByLabel('Who took it, or which portal')).toHaveValue('Priya, order desk')
  await technician.reload()
  await technician.getByLabel('Who took it, or which portal').fill('Priya, order desk')
  await technician.getByLabel('Their reference (optional)').fill('LS-4471')
  await technician.getByRole('button', { name: 'Record that it was placed' }).click()
  await expect(technician).toHaveURL(`/orders/${number}`)
  await technician.goto(`/orders/${number}/send`)
  await expect(technician.getByText('By phone with Priya, order desk. Reference LS-4471')).toBeVisible()
})
