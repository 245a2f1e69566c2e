import { workbookOf } from '#lib/testing/a-workbook.ts'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { packOf } from '../steps/contract-facts.ts'

const excelDay = (day: number) => ({ xml: `<c s="1"><v>${day}</v></c>` })

/** A portal's workbook: names in two rows, a price for each division in a column of its own. */
function workbook(ampp: string, ...prices: (string | number)[]): Buffer {
  const today = Math.floor(Date.now() / 86_400_000) + 25_569
  return Buffer.from(
    workbookOf([
      ['Offers by division'],
      ['Contract no', 'AMPP code', 'Awarded supplier', 'Supply route', 'Start', 'End', 'Price', '', ''],
      ['', '', '', '', '', '', 'DLN', 'DLS', 'South East'],
      ['CM/PHG/99/0970', ampp, 'Calder Generics', 'direct', excelDay(today), excelDay(today + 700), ...prices],
    ]),
  )
}

test('one column for each buying group: said once, a bad price is named in its own column, and each group gets its own', async ({
  as,
}) => {
  const ampp = await packOf('Co-amoxiclav')
  const lead = await as('lead')
  const choose = async (name: string, ...prices: (string | number)[]) => {
    await lead.goto('/settings/loads/new?kind=contracts')
    await lead
      .getByLabel('File', { exact: true })
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: workbook(ampp, ...prices) })
    await lead.getByRole('button', { name: 'Look through the file' }).click()
  }
  await choose('divisions.xlsx', '£ 4.10', 'ask', '£ 4.30')
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText('Say what the columns hold')
  const columnOf = (group: string) => lead.getByLabel(`Column of ${group} with price_ex_vat`, { exact: true })
  await expect(columnOf('DLN').locator('option:checked')).toContainText('Price DLN')
  await expect(columnOf('DLS').locator('option:checked')).toContainText('Price DLS')
  await expectAccessible(lead)
  await lead.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(lead)
  await lead.setViewportSize({ width: 1280, height: 900 })
  await columnOf('DSW').selectOption('6')
  await lead.getByRole('button', { name: 'Check the rows' }).click()
  await expect(lead.locator('.nhsuk-error-summary')).toContainText('Choose another column for price_ex_vat of DSW')
  await expectAccessible(lead, /^Error/)
  await columnOf('DSW').selectOption('8')
  await lead.getByRole('button', { name: 'Check the rows' }).click()
  await expect(lead.getByRole('row', { name: /Price DLS \(H\)/ })).toContainText('ask')
  await expect(lead.getByRole('link', { name: 'Download a copy of the file with these cells marked' })).toBeVisible()
  await expectAccessible(lead)

  await choose('divisions-again.xlsx', '£ 4.10', '', '£ 4.30')
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText('Look through divisions-again.xlsx')
  const fresh = lead.getByRole('table', { name: /New contract prices|New/ }).first()
  await expect(fresh.getByRole('row', { name: /DLN/ })).toContainText('£4.10')
  await expect(fresh.getByRole('row', { name: /DSW/ })).toContainText('£4.30')
  await expect(fresh.getByRole('row', { name: /DLS/ })).toHaveCount(0)
  await expectAccessible(lead)
  await lead.getByRole('button', { name: 'Throw the file away' }).click()
})
