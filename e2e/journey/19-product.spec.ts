import { expect, expectAccessible, test } from '../fixtures.ts'
import { add, discard, openPad, packs } from '../steps/pad.ts'

const MEROPENEM = '/catalogue/324344005'

test('a buyer reads what a medicine costs over time, asks why, for another day and quantity, and goods-in sees no price', async ({
  as,
}) => {
  const technician = await as('technician')
  await technician.goto(MEROPENEM)
  await expect(technician.getByText(/^Price of 1 vial ex VAT/)).toBeVisible()
  await expect(technician.getByRole('img', { name: /figures stand in the tables beneath/ })).toBeVisible()
  await technician.getByText('Price history as tables').click()
  await expect(technician.getByRole('table', { name: 'The contract to use first, from day to day' })).toBeVisible()
  await expect(technician.getByRole('heading', { name: /vials (a month|in \w+ \d{4}$)/ })).toBeVisible()
  await expectAccessible(technician)
  const csv = await technician.request.get('/lists/price-history?format=csv&vmp=324344005')
  expect(csv.status()).toBe(200)
  expect(await csv.text()).toContain('Awarded to')

  await technician
    .getByRole('link', { name: /^Why this price of 10 vials/ })
    .first()
    .click()
  await technician.waitForURL(/\/why\?/)
  await expect(technician.getByRole('heading', { name: /^Today a pack of 10 vials from .* costs £/ })).toBeVisible()
  await expect(technician.getByText(/^Your trust buys generics in /)).toBeVisible()
  await expect(technician.getByRole('table', { name: 'What else could be bought' })).toBeVisible()
  await expectAccessible(technician, /Why this price/)

  await technician.getByLabel('On', { exact: true }).fill('soon')
  await technician.getByLabel('Packs', { exact: true }).fill('120')
  await technician.getByRole('button', { name: 'Show why' }).click()
  await expect(technician.getByRole('link', { name: 'Enter the day, like 1 April 2027' })).toBeVisible()
  await expectAccessible(technician)
  await technician.getByLabel('On', { exact: true }).fill('1 February 2027')
  await technician.getByRole('button', { name: 'Show why' }).click()
  await expect(technician.getByRole('heading', { name: /^On 1 February 2027 a pack of 10 vials/ })).toBeVisible()
  await expect(technician.getByText(/^120 packs come to £/)).toBeVisible()

  const stores = await as('stores')
  await stores.goto(MEROPENEM)
  await expect(stores.getByText(/^Price of 1 vial/)).toHaveCount(0)
  await expect(stores.getByRole('link', { name: /^Why this price/ })).toHaveCount(0)
  expect((await stores.goto(`${MEROPENEM}/why`))?.status()).toBe(403)

  const finance = await as('finance')
  await finance.goto(`${MEROPENEM}/why`)
  await expect(finance.getByRole('link', { name: 'Contracts' }).first()).toBeVisible()
})

test('a misspelt name finds what is near it, says so, and is taken only when it is marked', async ({ as }) => {
  const page = await as('technician')
  await page.goto('/catalogue?q=meropenam')
  await expect(page.getByText('Nothing is called “meropenam”. Found for “meropenem”.')).toBeVisible()
  await expect(page.getByRole('link', { name: /Meropenem/ }).first()).toBeVisible()
  await expectAccessible(page)

  await openPad(page)
  await add(page).fill('merpenem 1000mg')
  const found = page.getByRole('option', { name: /^Meropenem 1g/ })
  await expect(found.first()).toBeVisible()
  await expect(page.getByText('Nothing is called “merpenem 1000mg”. Found for “meropenem 1000mg”.')).toBeVisible()
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toHaveCount(0)
  await expectAccessible(page)
  await add(page).press('Enter')
  await expect(found.first()).toBeVisible()
  await add(page).press('ArrowDown')
  await add(page).press('Enter')
  await expect(add(page)).toHaveValue('')
  await expect(packs(page, /Meropenem/).first()).toBeFocused()
  await discard(page)
})
