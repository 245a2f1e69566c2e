import { workbookParts, zipOf } from '#lib/testing/a-workbook.ts'
import { expect, expectAccessible, test } from '../fixtures.ts'

const HEAD = ['store', 'vmp_id', 'day', 'units']
const MEDICINE = '35894711000001106'
const rows = (...days: string[]) => [HEAD, ...days.map((day) => ['Main store', MEDICINE, day, '3'])]

test('how a file writes its days is asked, and remembered under the name of its source', async ({ as }) => {
  const page = await as('stores')
  const source = `Robot ${crypto.randomUUID().slice(0, 8)}`
  const file = {
    name: 'robot.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      rows('01/02/2026', '03/04/2026')
        .map((row) => row.join(','))
        .join('\r\n'),
    ),
  }
  const send = async () => {
    await page.goto('/settings/loads/new?kind=usage')
    await page.getByRole('radio', { name: 'Usage' }).check()
    await page.getByLabel('File', { exact: true }).setInputFiles(file)
    await page.getByRole('button', { name: 'Look through the file' }).click()
  }
  await send()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Say what the columns hold', { timeout: 60_000 })
  await expect(page.getByText('The days can be read in more than one way')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  await expectAccessible(page, /^Error: /)
  await page.getByRole('radio', { name: /^Month first/ }).check()
  await page.getByRole('textbox', { name: 'Where the file comes from' }).fill(source)
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await expect(page.getByText(`Columns as said for “${source}”.`)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('2 January 2026').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Throw the file away' }).click()
  await page.waitForURL(/done=cancelled/)
  await send()
  await expect(page.getByText(`Columns as said for “${source}”.`)).toBeVisible({ timeout: 60_000 })
})

test('another sheet of a workbook is chosen where more than one has something in it', async ({ as }) => {
  const page = await as('stores')
  const sheets = { Notes: [['About this book']], June: rows('2026-06-01'), July: rows('2026-07-01') }
  await page.goto('/settings/loads/new?kind=usage')
  await page.getByRole('radio', { name: 'Usage' }).check()
  await page.getByLabel('File', { exact: true }).setInputFiles({
    name: 'months.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(zipOf(workbookParts(sheets))),
  })
  await page.getByRole('button', { name: 'Look through the file' }).click()
  await expect(page.getByText('Another sheet of the workbook fits as well')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('“June” was read. Another one')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'Sheet of the workbook' }).selectOption('July')
  await page.getByRole('button', { name: 'Read this sheet' }).click()
  await expect(page.getByText('“July” was read. Another one')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('1 July 2026').first()).toBeVisible()
  await expectAccessible(page)
})
