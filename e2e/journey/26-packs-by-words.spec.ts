import type { Page } from '@playwright/test'
import { workbookOf } from '#lib/testing/a-workbook.ts'
import { expect, expectAccessible, test } from '../fixtures.ts'

const WORDS = 'CLARITHROMYCIN 500mg pdr for soln for inf vials'

const excelDay = (day: number) => ({ xml: `<c s="1"><v>${day}</v></c>` })

/** A framework that names its packs in words alone: no code, no barcode. */
function inWords(reference: string): Buffer {
  const today = Math.floor(Date.now() / 86_400_000) + 25_569
  return Buffer.from(
    workbookOf([
      ['Contract no', 'Division', 'Product', 'Pack size', 'Awarded supplier', 'Supply route', 'Price', 'Start', 'End'],
      [reference, 'DLS', WORDS, 1, 'Calder Generics', 'direct', '£ 4.10', excelDay(today), excelDay(today + 700)],
    ]),
  )
}

async function load(page: Page, name: string, reference: string): Promise<void> {
  await page.goto('/settings/loads/new?kind=contracts')
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: inWords(reference) })
  await page.getByRole('button', { name: 'Look through the file' }).click()
}

test('a framework in words alone: likely packs are offered, a person chooses, the next file knows it, and it is taken back', async ({
  as,
}) => {
  const lead = await as('lead')
  await load(lead, 'in-words.xlsx', 'CM/PHG/99/0960')
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText('Say what the columns hold')
  await lead.getByRole('button', { name: 'Check the rows' }).click()
  await expect(lead.getByRole('heading', { level: 2, name: 'Which packs are meant' })).toBeVisible({ timeout: 30_000 })
  await expectAccessible(lead)
  await lead.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(lead)
  await lead.setViewportSize({ width: 1280, height: 900 })
  const question = lead.getByRole('group', { name: /^Row 2: CLARITHROMYCIN 500mg/ })
  await expect(lead.getByText('the figures 1 to 5 choose')).toBeVisible()
  await lead.getByLabel('Another pack for row 2: dm+d id or barcode').fill('123')
  await lead.getByRole('button', { name: 'Keep these packs and check the rows' }).click()
  await expect(lead.locator('.nhsuk-error-summary')).toContainText('No pack here has the number 123')
  await expectAccessible(lead, /^Error/)
  await lead.getByLabel('Another pack for row 2: dm+d id or barcode').fill('')
  await question.getByRole('radio').first().focus()
  await lead.keyboard.press('1')
  await lead.getByRole('button', { name: 'Keep these packs and check the rows' }).click()
  const known = lead.getByRole('table', { name: 'Packs known by their words' })
  await expect(known.getByRole('row', { name: /CLARITHROMYCIN/ })).toContainText('Daniel Okafor', { timeout: 30_000 })
  await expectAccessible(lead)
  await lead.getByRole('link', { name: 'See what changes' }).click()
  await expect(known.getByRole('row', { name: /CLARITHROMYCIN/ })).toContainText('Clarithromycin 500mg')
  await expect(known.getByRole('button')).toHaveCount(0)
  await expectAccessible(lead, /^What changes for us/)

  // the next file of the source knows the words
  await load(lead, 'in-words-again.xlsx', 'CM/PHG/99/0961')
  await expect(known.getByRole('row', { name: /CLARITHROMYCIN/ })).toBeVisible({ timeout: 30_000 })
  await lead.getByRole('button', { name: 'Take back' }).click()
  await expect(lead.getByRole('heading', { level: 2, name: 'Which packs are meant' })).toBeVisible({ timeout: 30_000 })
  await expect(known).toHaveCount(0)
})
