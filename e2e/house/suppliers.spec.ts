import { expect, expectAccessible, test } from '../fixtures.ts'

const unique = () => Date.now().toString(36)

test('a supplier that no contract names: one alike is offered, then it is added with its account', async ({ as }) => {
  const page = await as('lead')
  await page.goto('/suppliers')
  await page.getByRole('link', { name: 'Add a supplier' }).click()
  await page.getByLabel('What is the supplier called?').fill('meridian wholesale')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { name: 'meridian wholesale is there already' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Meridian Wholesale' })).toBeVisible()
  await expectAccessible(page)

  const name = `Meridian ${unique()}`
  await page.getByLabel('What is the supplier called?').fill('Meridian')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { name: 'Is it one of these?' })).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Add the supplier and set up the account' }).click()
  await expect(page.locator('.nhsuk-error-summary').getByRole('link')).toHaveText(['Choose what the supplier is'])
  await expectAccessible(page)
  await page.getByRole('radio', { name: 'Specials manufacturer or importer' }).check()
  await page.getByRole('button', { name: 'Add the supplier and set up the account' }).click()
  await expect(page.getByText(`${name} is added.`)).toBeVisible()
  await page.getByRole('radio', { name: 'Phone' }).check()
  await page.getByRole('textbox', { name: 'Phone' }).fill('01632 960001')
  await page.getByRole('button', { name: 'Save the account' }).click()
  await expect(page.getByText('The account is saved.')).toBeVisible()
  await expectAccessible(page)

  const other = await as('lead', 'northbank')
  await other.goto(`/suppliers?q=${encodeURIComponent(name)}`)
  await expect(other.getByText('Nothing fits')).toBeVisible()
})

test('a price on file: found by its pack, entered with its source, changed from a day on, ended', async ({ as }) => {
  const page = await as('lead')
  await page.goto('/suppliers?q=Wexham')
  await page.getByRole('link', { name: 'Wexham Laboratories' }).click()
  await page.getByRole('link', { name: /Prices beside the contracts/ }).click()
  await page.getByLabel('Name, barcode or dm+d id of the pack').fill('paracetamol')
  await page.getByRole('button', { name: 'Find packs' }).click()
  await expectAccessible(page)
  await page
    .getByRole('link', { name: /^Enter a price of Paracetamol/ })
    .first()
    .click()

  await page.getByRole('button', { name: 'Put the price on file' }).click()
  await expect(page.locator('.nhsuk-error-summary').getByRole('link')).toHaveText([
    'Enter the price of a pack',
    'Choose where the price comes from',
    'Enter the day of the source, like 6 August 2026',
  ])
  await expectAccessible(page)
  const enter = async (price: string, from: string, reference: string) => {
    await page.getByLabel(/^Price of a pack/).fill(price)
    await page.getByLabel('First day').fill(from)
    await page.getByRole('radio', { name: 'Quotation' }).check()
    await page.getByLabel('Which one').fill(reference)
    await page.getByLabel('Day of the source').fill('2 November 2026')
    await page.getByRole('button', { name: 'Put the price on file' }).click()
    await expect(page.getByText('The price is on file.')).toBeVisible()
  }
  const first = `Q-${unique()}`
  await enter('1.35', '1 March 2030', first)
  const row = page.getByRole('row').filter({ hasText: first })
  await expect(row).toContainText(`Quotation ${first} of 2 November 2026`)
  await expect(row).toContainText('£1.35')
  await row.getByRole('link', { name: /Change/ }).click()
  const second = `Q2-${unique()}`
  await enter('1.30', '1 April 2030', second)
  await expect(page.getByRole('row').filter({ hasText: first })).toContainText('31 March 2030')
  await expectAccessible(page)

  for (const reference of [second, first]) {
    await page
      .getByRole('row')
      .filter({ hasText: reference })
      .getByRole('link', { name: /take off/ })
      .click()
    await page.getByLabel('Why it is taken off').fill('Entered for a test')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Take the price off' }).click()
    await expect(page.getByText('The price ends.')).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: reference })).toContainText('Taken off')
  }

  const technician = await as('technician')
  await technician.goto(page.url())
  await expect(technician.getByRole('row').filter({ hasText: first })).toContainText('£1.35')
  await expect(technician.getByRole('link', { name: /Change/ })).toHaveCount(0)
})

test('packs and barcodes of the demo say that they are made up', async ({ as }) => {
  const page = await as('technician')
  await page.goto('/catalogue/35894711000001106')
  await expect(page.getByText('Pack and barcode made up for the demo').first()).toBeVisible()
})
