import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import readExcel from 'read-excel-file/node'
import { expect, expectAccessible, test } from '../fixtures.ts'

// a file is made within a minute, on a slow machine
test.describe.configure({ timeout: 120_000 })

async function taken(page: Page, link: string): Promise<Download> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: link }).click()
  return coming
}

test('a list is taken as Excel and CSV with its filters in force', async ({ as }) => {
  const page = await as('technician')
  await page.goto('/orders?view=sent&sort=total')
  const rows = await page.getByRole('table').getByRole('row').count()
  const workbook = await taken(page, 'Excel of these orders')
  expect(workbook.suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.xlsx$/)
  const [list, notes] = await readExcel(readFileSync(await workbook.path()))
  expect(list?.data).toHaveLength(rows)
  expect(notes?.data).toEqual(
    expect.arrayContaining([
      ['View', 'Sent'],
      ['Sorted', 'lowest total first'],
    ]),
  )
  const csv = readFileSync(await (await taken(page, 'CSV of their lines')).path(), 'utf8')
  expect(csv.startsWith('\uFEFFOrder,Line,')).toBe(true)
  expect(csv).not.toContain('Closed,')
})

test('a long list is made by the worker: asked for, watched, taken, removed', async ({ as }) => {
  const page = await as('auditor')
  await page.goto('/files')
  await expect(page.getByText('Every list can be taken as Excel or CSV')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/files/new?list=audit&format=csv')
  await expect(page.getByRole('heading', { name: 'Make a file of audit?' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make the file' }).click()
  await expect(page.getByText('Your file is being made. You can leave this page.')).toBeVisible()
  // the page looks by itself
  await expect(page.getByRole('cell', { name: /Ready: [\d,]+ rows/ })).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
  const file = readFileSync(await (await taken(page, 'audit-')).path(), 'utf8')
  const said = /Ready: ([\d,]+) rows/.exec((await page.getByRole('cell', { name: /Ready/ }).textContent()) ?? '')
  expect(file.trim().split('\r\n')).toHaveLength(Number(said?.[1]?.replaceAll(',', '')) + 1)
  const other = await as('chief')
  await other.goto('/files')
  await expect(other.getByText('Every list can be taken as Excel or CSV')).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('The file is removed.')).toBeVisible()
})

test('shelf labels: chosen in the catalogue, counted, opened as a PDF; mistakes are named', async ({ as }) => {
  const page = await as('stores')
  await page.goto('/catalogue')
  await page.getByRole('link', { name: 'Choose medicines for shelf labels' }).click()
  await page.getByRole('checkbox').first().check()
  await page.getByRole('checkbox').nth(1).check()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make labels of the chosen medicines' }).click()
  await expect(page.getByRole('heading', { name: 'Shelf labels' })).toBeVisible()
  await expectAccessible(page)
  for (const field of await page.getByRole('textbox', { name: /^Copies/ }).all()) await field.fill('0')
  await page.getByRole('button', { name: 'Open labels as PDF' }).click()
  await expect(page.locator('.nhsuk-error-summary')).toContainText('Enter how many copies of a label')
  await expectAccessible(page)
  await page
    .getByRole('textbox', { name: /^Copies/ })
    .first()
    .fill('3')
  await page.getByRole('radio', { name: 'Label printer, roll of 62 × 29 mm' }).check()
  const address = page.waitForRequest(/\/labels\/labels\.pdf\?/)
  await page.getByRole('button', { name: 'Open labels as PDF' }).click()
  const pdf = await page.request.get((await address).url())
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
})
