import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { dayAhead } from '../steps/day.ts'
import { sentOrder } from '../steps/sent-order.ts'

const MEROPENEM = { name: 'Meropenem 1g', packText: '10 vials', packs: 120 }
const PARACETAMOL = { name: 'Paracetamol 500mg', packText: '100 tablets', packs: 40 }
const TWO = [MEROPENEM, PARACETAMOL]

/** An order that Meridian has, raised by the technician of Riverside; the page of its answers is open. */
async function atAnswer(
  page: Page,
  lines: readonly { name: string; packText: string; packs: number }[],
): Promise<string> {
  const { number } = await sentOrder(demo().databaseUrl, {
    supplier: 'Meridian Wholesale',
    store: 'Main store',
    raisedBy: 'technician',
    lines,
  })
  await page.goto(`/orders/${number}/acknowledge`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Answer of Meridian Wholesale')
  return number
}

const answer = (page: Page, line: number) => page.getByRole('combobox', { name: `Answer, line ${line}` })
const field = (page: Page, what: string, line: number) => page.getByRole('textbox', { name: `${what}, line ${line}` })
const record = (page: Page) => page.getByRole('button', { name: 'Record the answer line by line' })
const problem = (page: Page) => page.locator('.nhsuk-error-summary')
const standfirst = (page: Page) => page.locator('.app-standfirst')

test('everything accepted in one act, pressed twice: recorded once, and the order says so', async ({ as }) => {
  const page = await as('technician')
  const number = await atAnswer(page, TWO)
  await expectAccessible(page)
  await page.getByLabel('Their reference').fill('M-118')
  await page.getByRole('button', { name: 'Meridian Wholesale accepts all 2 lines' }).dblclick()
  await page.waitForURL(`**/orders/${number}`)
  await expect(page.getByText('2 of 2 lines answered')).toBeVisible()
  await expect(page.getByRole('rowheader', { name: /^Supplier answered/ })).toHaveCount(1)
  await expect(page.getByText('2 lines accepted')).toBeVisible()
  await page.goto(`/orders/${number}/acknowledge`)
  await expect(page.getByRole('row', { name: /M-118/ })).toContainText('2 lines')
})

test('by keyboard: what differs is typed, what is missing is said at its field, nothing typed is lost', async ({
  as,
}) => {
  const page = await as('technician')
  await atAnswer(page, TWO)
  await answer(page, 1).focus()
  await answer(page, 1).selectOption({ label: 'To follow' })
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(field(page, 'Promised for', 1)).toBeFocused()
  await page.keyboard.type('31 February 2027')
  await answer(page, 2).selectOption({ label: 'Fewer or more packs' })
  await field(page, 'Note', 2).fill('Rest in December')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^Error: Answer to order/)
  await expect(problem(page)).toBeFocused()
  await expectAccessible(page)
  await problem(page).getByRole('link', { name: 'Enter the day as a date, like 31 August 2027' }).click()
  await expect(field(page, 'Promised for', 1)).toBeFocused()
  await field(page, 'Promised for', 1).fill(dayAhead(40))
  await record(page).click()
  await problem(page).getByRole('link', { name: 'Line 2: enter the packs they will deliver' }).click()
  await expect(field(page, 'Packs they will deliver', 2)).toBeFocused()
  await expect(field(page, 'Note', 2)).toHaveValue('Rest in December')
  await page.keyboard.type('15')
  await page.keyboard.press('Enter')
  const recorded = page.getByRole('status').filter({ hasText: 'Recorded. 2 lines need a decision' })
  await expect(recorded).toBeVisible()
  await expect(standfirst(page)).toHaveText(
    'Meridian Wholesale answered otherwise on 2 lines. Decide what to do about each.',
  )
  await expect(recorded).toBeFocused()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 700 })
  await expectAccessible(page)
})

test('not available: bought elsewhere, claimable, and the new line names the one it replaces', async ({ as }) => {
  const page = await as('technician')
  const number = await atAnswer(page, [MEROPENEM])
  await answer(page, 1).selectOption({ label: 'Not available' })
  await record(page).click()
  const decision = page.getByRole('region', { name: /^Line 1: Meropenem/ })
  await expect(decision.getByRole('row', { name: /^Packs to come/ }).getByRole('cell')).toHaveText(['120', '0', '−120'])
  await decision.getByRole('radio', { name: /120 packs of 10 vials, Calder Generics, from Meridian/ }).check()
  await decision.getByLabel('Note (optional)').fill('No date from the maker')
  await decision.getByRole('button', { name: 'Order 120 packs elsewhere' }).dblclick()
  await page.waitForURL(/\/orders\/new\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('row', { name: /Meropenem 1g/ }).getByRole('textbox', { name: /^Packs/ })).toHaveValue(
    '120',
  )
  await expect(page.getByRole('row', { name: /Meropenem 1g/ })).toContainText('£24.90')
  const draft = /RZZ-PH-\d\d-\d{6}-\d/.exec((await page.getByRole('main').textContent()) ?? '')?.[0] ?? ''

  await page.goto(`/orders/${number}`)
  await expect(page.getByText('120 packs ordered elsewhere:')).toBeVisible()
  await expect(page.getByRole('link', { name: draft }).first()).toBeVisible()
  await expect(page.getByText('Closed').first()).toBeVisible()
  await page.goto(`/orders/${number}/acknowledge`)
  await expect(standfirst(page)).toHaveText('This order is over. Nothing is to be answered any more.')
})

test('a dearer price: accepted by the technician, agreed to by the lead, sent as a new version', async ({ as }) => {
  const page = await as('technician')
  const number = await atAnswer(page, [{ ...MEROPENEM, packs: 12 }])
  await answer(page, 1).selectOption({ label: 'Another price' })
  await field(page, 'Price of a pack in pounds', 1).fill('19.00')
  await record(page).click()
  const decision = page.getByRole('region', { name: /^Line 1: Meropenem/ })
  await expect(decision).toContainText('The procurement lead must agree before the change is sent.')
  await expectAccessible(page)
  await decision.getByRole('button', { name: /^Accept, \+£\d/ }).click()
  await page.waitForURL(`**/orders/${number}`)
  await expect(standfirst(page)).toContainText(
    'A change waits for the procurement lead. Meridian Wholesale has the order as it was.',
  )
  await expectAccessible(page)

  const lead = await as('lead')
  await lead.goto(`/orders/${number}/approve`)
  await lead.getByRole('button', { name: /^Approve/ }).click()
  await expect(async () => {
    await page.goto(`/orders/${number}`)
    await expect(page.getByText('By e-mail, version 2')).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  await expect(page.getByText('Replaced').first()).toBeVisible()
})

test('a change that is not agreed to leaves the order as the supplier has it', async ({ as }) => {
  const page = await as('technician')
  const number = await atAnswer(page, [{ ...MEROPENEM, packs: 8 }])
  await answer(page, 1).selectOption({ label: 'Another price' })
  await field(page, 'Price of a pack in pounds', 1).fill('29')
  await record(page).click()
  await page.getByRole('button', { name: /^Accept, / }).click()
  await page.waitForURL(`**/orders/${number}`)
  const lead = await as('lead')
  await lead.goto(`/orders/${number}/approve`)
  await lead.getByRole('textbox', { name: 'Note' }).fill('Too dear: ask Calder')
  await lead.getByRole('button', { name: 'Refuse' }).click()
  await expect(lead).not.toHaveURL(/\/approve$/)
  await page.goto(`/orders/${number}/acknowledge`)
  await expect(standfirst(page)).toHaveText(
    'Meridian Wholesale answered otherwise on 1 line. Decide what to do about it.',
  )
  await expect(page.getByRole('button', { name: /^Accept, / })).toBeVisible()
})

test('their message is read in; a file that is none is refused in words', async ({ as }) => {
  const page = await as('technician')
  const number = await atAnswer(page, TWO)
  const file = page.getByLabel('Message', { exact: true })
  const read = page.getByRole('button', { name: 'Read the message' })
  await file.setInputFiles({ name: 'answer.xml', mimeType: 'application/xml', buffer: Buffer.from('Dear all') })
  await read.click()
  await expect(problem(page)).toContainText('This file is not well-formed XML.')
  await expectAccessible(page)
  const ubl = 'urn:oasis:names:specification:ubl:schema:xsd'
  const today = new Date().toISOString().slice(0, 10)
  const message = `<OrderResponse xmlns="${ubl}:OrderResponse-2" xmlns:cac="${ubl}:CommonAggregateComponents-2" xmlns:cbc="${ubl}:CommonBasicComponents-2">
    <cbc:ID>A-1</cbc:ID><cbc:SalesOrderID>M-4711</cbc:SalesOrderID><cbc:IssueDate>${today}</cbc:IssueDate>
    <cbc:OrderResponseCode>AP</cbc:OrderResponseCode><cac:OrderReference><cbc:ID>${number}</cbc:ID></cac:OrderReference></OrderResponse>`
  await file.setInputFiles({ name: 'answer.xml', mimeType: 'application/xml', buffer: Buffer.from(message) })
  await read.click()
  await page.waitForURL(`**/orders/${number}`)
  await expect(page.getByRole('rowheader', { name: 'Supplier’s answer, Peppol message' })).toBeVisible()
  await page.goto(`/orders/${number}/acknowledge`)
  await expect(page.getByRole('row', { name: /Peppol message/ })).toContainText('M-4711')
})

test('two people write answers down: the second is told, and keeps what was typed', async ({ as }) => {
  const page = await as('technician')
  const number = await atAnswer(page, TWO)
  const other = await as('lead')
  await other.goto(`/orders/${number}/acknowledge`)
  await answer(other, 1).selectOption({ label: 'Discontinued' })
  await record(page).click()
  await page.waitForURL(`**/orders/${number}`)
  await record(other).click()
  await expect(problem(other)).toContainText('The order changed while you were looking at it')
  await expect(answer(other, 1)).toHaveValue('DISCONTINUED')
})

test('who may not write answers down is refused, and another trust’s order is not there', async ({ as }) => {
  const page = await as('technician')
  const number = await atAnswer(page, TWO)
  const stores = await as('stores')
  expect((await stores.goto(`/orders/${number}/acknowledge`))?.status()).toBe(403)
  const other = await as('technician', 'northbank')
  expect((await other.goto(`/orders/${number}/acknowledge`))?.status()).toBe(404)
})
