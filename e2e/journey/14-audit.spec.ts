import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { expect, expectAccessible, test } from '../fixtures.ts'

test('an auditor narrows the record, opens what was known at a decision, and exports it with its hashes', async ({
  as,
}) => {
  const page = await as('auditor')
  await page.goto('/audit')
  await page.getByRole('textbox', { name: 'Product', exact: true }).fill('meropenem')
  await page.getByRole('textbox', { name: 'From', exact: true }).fill('1 January 2026')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText(/^Orders and deliveries with Meropenem/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Submitted', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'Price, contract and stock of each line' })).toBeVisible()
  await expect(page.getByRole('row', { name: /Meropenem/ }).first()).toContainText(/CM\/|contract price|price on file/)
  await expect(page.getByText(/each code fits its text and the entry before it/)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto('/audit?product=meropenem&from=1+January+2026')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'export with codes and a manifest' }).click(),
  ])
  const files = unzipSync(readFileSync(await download.path()))
  expect(Object.keys(files).sort()).toEqual(['audit.csv', 'audit.xlsx', 'manifest.json'])
  expect(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))).toMatchObject({
    files: [{ name: 'audit.csv' }, { name: 'audit.xlsx' }],
  })
  await page.goto('/audit')
  await expect(page.getByRole('link', { name: 'Record exported' }).first()).toBeVisible()
})

test('a sample is drawn by its seed and can be taken; duties and exceptions are read over days of one’s own', async ({
  as,
}) => {
  const page = await as('auditor')
  await page.goto('/audit/samples')
  await expectAccessible(page)
  await page.getByLabel('Submitted from').fill('1 January 2026')
  await page.getByLabel('How many').fill('5')
  await expect(page.getByLabel(/Seed/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Draw the sample' }).click()
  await expect(page.getByRole('heading', { name: /^Sample of 5.orders$/ })).toBeVisible()
  await expect(page.getByText(/^[0-9a-f]{16}$/)).toBeVisible()
  await expectAccessible(page)
  await page.goto('/audit/exceptions')
  await page.getByRole('textbox', { name: 'From', exact: true }).fill('not a day')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  await page.goto('/audit/exceptions?from=1+January+2026')
  await expect(page.getByRole('link', { name: /^Emergency orders/ })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/audit/duties?from=1+January+2026')
  await expect(page.getByText(/orders? submitted from 1.January.2026/)).toBeVisible()
  await expectAccessible(page)
})

test('help is found by its words, and who may not look is told who may', async ({ as }) => {
  const page = await as('technician')
  await page.goto('/help')
  await page.getByLabel('What are you looking for?').fill('requisition')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('heading', { name: 'Why does this order stand apart?' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'A guide for new buyers' }).click()
  await expect(page.getByRole('heading', { name: 'Training' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/audit')
  await expect(page.getByRole('heading', { name: 'Your role may not open this page' })).toBeVisible()
  await expect(page.getByText('Who may open it')).toBeVisible()
  await expectAccessible(page)
})
