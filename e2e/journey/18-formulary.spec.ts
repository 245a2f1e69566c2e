import { expect, expectAccessible, test } from '../fixtures.ts'
import { add, discard, kept, openPad } from '../steps/pad.ts'

const ONDANSETRON = '36022411000001102'
const LIDOCAINE = '3776011000001101'

test('what the formulary says is entered, listed, and asked and refused on the order pad', async ({ as }) => {
  const chief = await as('chief')
  await chief.goto(`/catalogue/${ONDANSETRON}`)
  await chief.getByRole('link', { name: /^Change what the formulary says/ }).click()
  await chief.getByRole('radio', { name: /^Non-formulary/ }).check()
  await chief.getByRole('textbox', { name: 'Why, or who decided it' }).fill('Committee of 3 November 2026')
  await chief.getByRole('button', { name: 'Enter in the formulary' }).click()
  await expect(chief.getByText('It stands in the formulary.')).toBeVisible()
  await expectAccessible(chief)

  const file = ['vmp_id,formulary_status,criteria,why', `${LIDOCAINE},Not permitted,,Single-use only`].join('\n')
  await chief.goto('/settings/loads/new?kind=formulary')
  await chief.getByLabel('File', { exact: true }).setInputFiles({
    ...{ name: 'formulary.csv', mimeType: 'text/csv', buffer: Buffer.from(file) },
  })
  await chief.getByRole('button', { name: 'Look through the file' }).click()
  await expect(chief.getByRole('table', { name: 'New in the formulary' })).toBeVisible({ timeout: 60_000 })
  await expectAccessible(chief)
  await chief.getByRole('button', { name: /^Load/ }).click()
  await chief.getByRole('link', { name: 'the formulary', exact: true }).click({ timeout: 60_000 })
  await chief.getByRole('combobox', { name: 'Status' }).selectOption('Not permitted')
  await chief.getByRole('button', { name: 'Apply' }).click()
  await expect(chief.getByRole('row', { name: /Lidocaine/ })).toContainText('Single-use only')
  await expectAccessible(chief)

  const buyer = await as('technician')
  await openPad(buyer)
  await add(buyer).fill('lidocaine')
  await buyer
    .getByRole('option', { name: /Lidocaine/ })
    .first()
    .click()
  await expect(buyer.getByText(/^Your formulary does not permit Lidocaine/).first()).toBeVisible()
  await expectAccessible(buyer)
  await add(buyer).fill('ondansetron')
  await buyer
    .getByRole('option', { name: /Ondansetron/ })
    .first()
    .click()
  await kept(buyer)
  await expect(buyer.getByRole('row', { name: /Ondansetron/ })).toContainText('Non-formulary')
  await buyer.getByRole('button', { name: 'Check answers' }).click()
  await expect(buyer.getByText('Say why you order what is not on the formulary').first()).toBeVisible()
  await buyer.getByRole('textbox', { name: 'Why it is ordered though not on the formulary' }).fill('Chair’s action')
  await kept(buyer)
  await buyer.getByRole('button', { name: 'Check answers' }).click()
  await buyer.waitForURL(/\/check$/)
  await expectAccessible(buyer)
  await buyer.goBack()
  // the browser's history has the pad as it was first drawn; it asks how it stands now
  await expect(buyer.getByRole('row', { name: /Ondansetron/ })).toBeVisible()
  await discard(buyer)
})
