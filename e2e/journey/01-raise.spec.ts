import type { Page } from '@playwright/test'
import pg from 'pg'
import { emailOf, expect, expectAccessible, signIn, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { raise } from '../steps/raise.ts'
import { wedge } from '../steps/wedge.ts'

const add = (page: Page) => page.getByRole('combobox', { name: 'Add a line' })
const found = (page: Page) => page.getByRole('listbox', { name: 'Packs found' }).getByRole('option')
const packs = (page: Page, medicine: RegExp) =>
  page.getByRole('row', { name: medicine }).getByRole('textbox', { name: /^Packs of/ })
const kept = (page: Page) => expect(page.getByText(/^Draft kept at /)).toBeVisible()

/** Opens a new pad and answers its address. */
async function openPad(page: Page): Promise<string> {
  await page.goto('/orders/new?another=1')
  await page.getByRole('button', { name: 'Start the order pad' }).click()
  await page.waitForURL(/\/orders\/new\/[0-9a-f-]{36}$/)
  await expect(add(page)).toBeFocused()
  return page.url()
}

/** Adds the first pack found, with the keyboard, and types its packs. */
async function addLine(page: Page, medicine: string, count: number): Promise<void> {
  await add(page).focus()
  await page.keyboard.type(medicine)
  await expect(found(page).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(packs(page, new RegExp(medicine, 'i')).first()).toBeFocused()
  await page.keyboard.type(String(count))
}

async function query<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: demo().databaseUrl })
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}

test('by keyboard alone: two lines, two suppliers, who must agree, checked, submitted, with references', async ({
  as,
}) => {
  const page = await as('technician')
  await openPad(page)
  await expectAccessible(page)
  await addLine(page, 'ceftriaxone 2g', 7)
  await page.keyboard.press('Enter')
  await expect(add(page)).toBeFocused()
  await addLine(page, 'morphine', 3)
  await kept(page)
  const panel = page.getByRole('region', { name: '2 orders, 2 lines' })
  await expect(panel).toContainText(/£[\d,]+\.\d\d/)
  await expect(panel).toContainText('Nobody else: on contract and within your limit')
  await expect(panel).toContainText('Controlled drug: 1 line of Schedule 2. A pharmacist has to agree.')
  const cd = page.getByRole('region', { name: /controlled drugs$/ })
  await expect(cd).toContainText(/RZZ-PH-\d\d-\d{6}-\d/)
  await expect(cd.getByRole('strong').filter({ hasText: 'On contract' })).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(packs(page, /Ceftriaxone 2g/)).toBeFocused()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Check answers' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/check$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your answers')
  await expect(page.locator('.app-standfirst')).toHaveText(
    '1 order will go straight to the supplier and 1 order will wait for approval.',
  )
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Submit 2 orders' }).dblclick()
  await page.waitForURL(/\/done$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('2 orders submitted')
  await expect(page.getByText('On contract and within your limit. Next: it goes to')).toBeVisible()
  await expect(page.getByText(/Next: a pharmacist \(controlled drug\) must agree\./)).toBeVisible()
  await expectAccessible(page)
  const number = /RZZ-PH-\d\d-\d{6}-\d/.exec((await page.getByRole('main').textContent()) ?? '')?.[0] ?? ''
  await page.goBack()
  await page.waitForURL(/\/done$/)
  await page.getByRole('link', { name: `See ${number}` }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number)
})

test('why this price, another supplier, a typed price with its source, the reason for buying off contract', async ({
  as,
}) => {
  const page = await as('technician')
  await openPad(page)
  await addLine(page, 'meropenem', 12)
  const why = page.getByRole('region', { name: /^Why £18\.50 of Meropenem/ })
  await expect(why).toContainText('£1.85 a vial')
  await expect(why).toContainText(/The contract is CM\/PHG\/99\/\d{4} lot \d\d: Northgate Pharma, £18\.50 a pack/)
  await expect(why).toContainText(/Buying group DLS, rank 1/)
  await expect(why).toContainText('Next best:')
  const supplier = page.getByLabel('Supplier', { exact: true })
  const other = supplier.locator('option', { hasText: 'Calder Generics: price to be typed' })
  await supplier.selectOption((await other.getAttribute('value')) ?? '')
  await expect(page.getByRole('region', { name: 'Calder Generics', exact: true })).toContainText('To be typed')

  await page.getByRole('button', { name: 'Check answers' }).click()
  await expect(page).toHaveTitle(/^Error: Raise an order/)
  const problems = page.locator('.nhsuk-error-summary')
  await expect(problems).toBeFocused()
  await expect(problems.getByRole('link')).toHaveCount(3)
  await expectAccessible(page)
  await problems.getByRole('link', { name: /Enter the price of a pack$/ }).click()
  const amount = page.getByLabel('Price of a pack, ex VAT')
  await expect(amount).toBeFocused()
  await amount.fill('24.9')
  await page.getByLabel('Where the price comes from').fill('Phone call with Jo at Calder')
  await page
    .getByLabel('Why buy off contract')
    .selectOption({ label: 'Contract item out of stock: claim the difference' })
  await page.getByLabel('Note for the approver (optional)').fill('Microbiology aware')
  await expect(page.getByRole('region', { name: '1 order, 1 line' })).toContainText('£76.80 dearer than contract')
  await page.getByRole('button', { name: 'Check answers' }).click()
  await page.waitForURL(/\/check$/)
  await expect(page.getByRole('row', { name: /Meropenem 1g/ })).toContainText('Typed: Phone call with Jo at Calder')
  await expect(page.getByRole('button', { name: 'Send order to the procurement lead' })).toBeVisible()
})

test('a scanner adds a line from the search and from a quantity, and never lands in the packs', async ({ as }) => {
  const [row] = await query<{ code: string }>(
    `SELECT c.code FROM pack_code c JOIN pack p ON p.owner_id = c.owner_id AND p.ampp_id = c.ampp_id
     JOIN award a ON a.pack_owner_id = p.owner_id AND a.ampp_id = p.ampp_id
     WHERE c.kind = 'GTIN' AND p.name LIKE 'Gentamicin%' LIMIT 1`,
  )
  const page = await as('technician')
  await openPad(page)
  await page.keyboard.type(row?.code ?? '', { delay: 2 })
  await page.keyboard.press('Enter')
  await expect(packs(page, /Gentamicin/)).toBeFocused()
  await page.keyboard.type('4')
  await page.keyboard.press('Enter')
  await expect(add(page)).toBeFocused()
  await addLine(page, 'paracetamol', 9)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(row?.code ?? '', { delay: 2 })
  await page.keyboard.press('Enter')
  await expect(packs(page, /Gentamicin/)).toBeFocused()
  await expect(packs(page, /Gentamicin/)).toHaveValue('4')
  await expect(packs(page, /Paracetamol/)).toHaveValue('9')
})

test('scans that come faster than their answers are looked up one by one: none is lost, none runs into another', async ({
  as,
}) => {
  const rows = await query<{ code: string; name: string }>(
    `SELECT DISTINCT ON (name) c.code, split_part(p.name, ' ', 1) AS name
     FROM pack_code c JOIN pack p ON p.owner_id = c.owner_id AND p.ampp_id = c.ampp_id
     JOIN award a ON a.pack_owner_id = p.owner_id AND a.ampp_id = p.ampp_id
     WHERE c.kind = 'GTIN' AND p.name ~ '^(Gentamicin|Heparin|Ondansetron)' ORDER BY name, c.code`,
  )
  expect(rows).toHaveLength(3)
  const [first, second, third] = rows
  const page = await as('technician')
  await openPad(page)
  let answer = () => {}
  const allScanned = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/search?*', async (route) => {
    await allScanned
    await route.continue()
  })
  await wedge(page, first?.code ?? '')
  await wedge(page, second?.code ?? '')
  await wedge(page, '05000000000005')
  await wedge(page, third?.code ?? '')
  await expect(page.getByText('Looking up 4 scans.')).toBeVisible()
  answer()
  const named = (name = '') => packs(page, new RegExp(name))
  await expect(named(third?.name)).toBeFocused()
  for (const one of rows) await expect(named(one.name)).toHaveCount(1)
  await expect(page.getByRole('combobox', { name: 'Add a line' })).toHaveValue('')
  await expect(page.getByText('05000000000005: No pack has this code.')).toBeVisible()
  await page.getByRole('button', { name: 'Leave it out: 05000000000005' }).click()
  await expect(page.getByText('No pack has this code.')).toHaveCount(0)
  await kept(page)
  await expectAccessible(page)
})

test('packs of the same strength and other contents are pointed out where they are chosen', async ({ as }) => {
  const page = await as('technician')
  await openPad(page)
  await page.keyboard.type('adenosine')
  await expect(page.getByText(/Look-alike packs: Adenosine .* 10 packs of 6 equal 12 packs of 5\./)).toBeVisible()
  await expect(found(page).first()).toContainText('£2.40 a vial')
  await expectAccessible(page)
})

test('two tabs on one pad: the second is told, and puts what it typed on top or drops it', async ({ as }) => {
  const page = await as('technician')
  const address = await openPad(page)
  await addLine(page, 'vancomycin', 5)
  await kept(page)
  const other = await page.context().newPage()
  await other.goto(address)
  await packs(other, /Vancomycin/).fill('6')
  await kept(other)

  await packs(page, /Vancomycin/).fill('8')
  const told = page.getByRole('alert').filter({ has: page.getByRole('button') })
  await expect(told).toContainText('The order pad changed while you were looking at it.')
  await expect(told).toContainText(/You, in another tab or on another device, changed it at \d/)
  await expect(told).toContainText(/Vancomycin 1g.*: 8 packs/)
  await expect(packs(page, /Vancomycin/)).toHaveValue('8')
  await expectAccessible(page)
  await told.getByRole('button', { name: 'Put my changes on top' }).click()
  await kept(page)
  await other.reload()
  await expect(packs(other, /Vancomycin/)).toHaveValue('8')

  await packs(page, /Vancomycin/).fill('9')
  await kept(page)
  await packs(other, /Vancomycin/).fill('11')
  await other.getByRole('button', { name: 'Drop my changes' }).click()
  await expect(packs(other, /Vancomycin/)).toHaveValue('9')
})

test('what was typed outlives a server that is down, a closed page and an ended session', async ({ as }) => {
  const page = await as('technician')
  const address = await openPad(page)
  await addLine(page, 'teicoplanin', 2)
  await kept(page)
  const context = page.context()

  await context.setOffline(true)
  await packs(page, /Teicoplanin/).fill('3')
  await expect(page.getByRole('status').filter({ hasText: 'Not kept yet:' })).toContainText('Tincture does not answer')
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(address)
  await expect(packs(again, /Teicoplanin/)).toHaveValue('3')
  await kept(again)

  const cookies = await context.cookies()
  await context.clearCookies()
  await packs(again, /Teicoplanin/).fill('4')
  await expect(again.getByRole('status').filter({ hasText: 'Not kept yet:' })).toContainText('You are signed out')
  const second = await context.newPage()
  expect(cookies.length).toBeGreaterThan(0)
  await signIn(second, emailOf('technician'), demo().password)
  await again.getByRole('button', { name: 'Try now' }).click()
  await kept(again)
  await second.goto(address)
  await expect(packs(second, /Teicoplanin/)).toHaveValue('4')
})

test('a quantity far above the usual one is asked about in between', async ({ as }) => {
  const page = await as('technician')
  await openPad(page)
  await addLine(page, 'ondansetron', 9000)
  await page.getByRole('button', { name: 'Check answers' }).click()
  await page.waitForURL(/\/check$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Order 9,000 packs?')
  await expect(page.locator('.app-standfirst')).toContainText(/^You usually order \d+ packs? of Ondansetron/)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Yes, order 9,000 packs' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your answers')
  await page.getByRole('link', { name: 'Raise an order' }).click()
  await expect(packs(page, /Ondansetron/)).toHaveValue('9000')
})

test('a price that changes before the press is laid beside the old one and taken over', async ({ as }) => {
  const page = await as('technician')
  await openPad(page)
  await addLine(page, 'clozapine', 2)
  await page.getByRole('button', { name: 'Check answers' }).click()
  await page.waitForURL(/\/check$/)
  const submit = page.getByRole('button', { name: /^(Submit|Send) / })
  await expect(submit).toBeVisible()
  const change = (by: number) =>
    query(
      `UPDATE award a SET price = a.price + $1 FROM pack p WHERE p.ampp_id = a.ampp_id AND p.name LIKE 'Clozapine%'`,
      [by],
    )
  await change(500)
  try {
    await submit.click()
    await expect(page).toHaveTitle(/^Error: /)
    await expect(page.locator('.nhsuk-error-summary')).toContainText('A price has changed since you saw it')
    await expect(page.locator('.nhsuk-error-summary')).toContainText('Nothing was submitted.')
    const beside = page.getByRole('table', { name: 'Prices that changed' })
    await expect(beside.getByRole('row', { name: /Clozapine/ }).getByRole('cell')).toHaveText([
      /^£14\.00$/,
      /^£14\.05$/,
    ])
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Use the new price' }).click()
    await expect(submit).toBeVisible()
    await expect(page.getByRole('row', { name: /Clozapine/ })).toContainText('£14.05')
    await page.getByRole('link', { name: 'Go back and change something' }).click()
    await packs(page, /Clozapine/).fill('3')
    await kept(page)
    await page.getByRole('button', { name: 'Check answers' }).click()
    await submit.click()
    await page.waitForURL(/\/done$/)
    await page.goBack()
    await page.goBack()
    await page.waitForURL(/\/done$/)
  } finally {
    await change(-500)
  }
})

test('a returned order is changed on a pad and goes again under its number', async ({ as }) => {
  const page = await as('technician')
  const number = await raise(page, 'meropenem', 400)
  const lead = await as('lead')
  await lead.goto(`/orders/${number}/approve`)
  await lead.getByRole('textbox', { name: 'Note' }).fill('Half of it will do')
  await lead.getByRole('button', { name: 'Return' }).click()
  await lead.waitForURL((url) => !url.pathname.includes(number))

  await page.goto(`/orders/${number}`)
  await page.getByRole('link', { name: 'Change and submit again' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 order returned to be changed')
  await page.getByRole('button', { name: `Change ${number} and submit it again` }).click()
  await page.waitForURL(/\/orders\/new\/[0-9a-f-]{36}$/)
  await expect(page.getByText(`${number}. To Main store`)).toContainText('Returned, to be submitted again')
  await packs(page, /Meropenem/).fill('200')
  await kept(page)
  await page.getByRole('button', { name: 'Check answers' }).click()
  await page.waitForURL(/\/check/)
  await page.getByRole('button', { name: /^(Submit|Send) / }).click()
  await page.waitForURL(/\/done$/)
  await expect(page.getByRole('main')).toContainText(number)
})

test('on a phone nothing sticks out; a draft can be thrown away', async ({ as }) => {
  const page = await as('technician')
  await openPad(page)
  await addLine(page, 'linezolid', 2)
  await kept(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 700 })
  await expectAccessible(page)
  await page.getByText('Delete this draft', { exact: true }).click()
  await page.getByRole('button', { name: 'Delete this draft now' }).click()
  await page.waitForURL(/\/orders\?deleted=/)
})

test('who may not raise orders is refused, and another trust’s pad is not there', async ({ as }) => {
  const page = await as('technician')
  const address = await openPad(page)
  const stores = await as('stores')
  expect((await stores.goto('/orders/new'))?.status()).toBe(403)
  const other = await as('technician', 'northbank')
  expect((await other.goto(address))?.status()).toBe(404)
  expect((await other.goto(`${address}/check`))?.status()).toBe(404)
  expect((await other.goto(`${address}/done`))?.status()).toBe(404)
})

test('a pack that nobody has a price for: the buyer says whom it is bought from, and goes on typing in its quantity', async ({
  as,
}) => {
  const page = await as('technician')
  await openPad(page)
  const [unpriced] = await query<{ name: string; ampp_id: string }>(`
    SELECT p.name, p.ampp_id FROM pack p WHERE NOT p.discontinued AND NOT EXISTS (SELECT FROM award a WHERE a.ampp_id = p.ampp_id)
      AND NOT EXISTS (SELECT FROM supplier_price s WHERE s.ampp_id = p.ampp_id) ORDER BY p.ampp_id LIMIT 1`)
  await add(page).fill(unpriced?.ampp_id ?? '')
  await expect(found(page)).toHaveCount(1)
  await page.keyboard.press('Enter')
  const supplier = page.getByRole('combobox', { name: 'Supplier', exact: true })
  await expect(supplier).toBeFocused()
  await page.getByRole('button', { name: 'Add the line' }).click()
  await expect(page.locator('.nhsuk-error-message').filter({ hasText: 'Choose a supplier' })).toBeVisible()
  await expectAccessible(page)
  await supplier.selectOption({ label: 'Hartwell Critical Care' })
  await page.getByRole('button', { name: 'Add the line' }).click()
  const quantity = page.getByRole('textbox', { name: /^Packs of/ })
  await expect(quantity).toBeFocused()
  await page.keyboard.type('12')
  await kept(page)
  await expect(quantity).toBeFocused()
  await expect(quantity).toHaveValue('12')
  await expect(page.getByRole('region', { name: /^Hartwell Critical Care/ })).toContainText('To be typed')
  await expect(page.getByRole('region', { name: '1 order, 1 line' })).toContainText(
    'without 1 line of which the price is missing',
  )
  await page.keyboard.press('Control+A')
  await page.keyboard.type('2000000')
  await page.getByRole('button', { name: 'Check answers' }).click()
  await expect(page.getByText('Enter 1,000,000 packs or fewer').first()).toBeVisible()
})
