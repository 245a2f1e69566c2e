import { expect, expectAccessible, test } from '../fixtures.ts'
import { add, discard, kept, openPad } from '../steps/pad.ts'

const DEXAMETHASONE = '4052611000001105'

test('a trust loads a list of what dm+d does not say; product page, lists and order pad go by it until it is taken back', async ({
  as,
}) => {
  const chief = await as('chief')
  await chief.goto(`/catalogue/${DEXAMETHASONE}`)
  await expect(chief.getByText('No list says anything of this medicine beside dm+d.')).toBeVisible()
  const file = [
    'list,vmp_id,aware_class,note,source,source_version',
    `Fridge,${DEXAMETHASONE},,2 to 8°C,Cold chain list,June 2026`,
    `Blueteq,${DEXAMETHASONE},,Cerebral oedema,High-cost list,2026/27`,
  ].join('\n')
  await chief.goto('/settings/loads/new?kind=lists')
  await chief.getByLabel('File', { exact: true }).setInputFiles({
    ...{ name: 'our-lists.csv', mimeType: 'text/csv', buffer: Buffer.from(file) },
  })
  await chief.getByRole('button', { name: 'Look through the file' }).click()
  await expect(chief.getByRole('table', { name: 'New on the lists' })).toBeVisible({ timeout: 60_000 })
  await expectAccessible(chief)
  await chief.getByRole('button', { name: /^Load/ }).click()
  await chief.getByRole('link', { name: 'the lists', exact: true }).click({ timeout: 60_000 })
  await chief.getByRole('textbox', { name: 'Medicine or source' }).fill('cold chain')
  await chief.getByRole('combobox', { name: 'List' }).selectOption('Fridge')
  await chief.getByRole('button', { name: 'Apply' }).click()
  await expect(chief.getByRole('row', { name: /Dexamethasone/ })).toContainText('Cold chain list')
  await expectAccessible(chief)
  await chief.goto(`/catalogue/${DEXAMETHASONE}`)
  await expect(chief.getByRole('table', { name: 'In force and to come' })).toContainText('Cerebral oedema')
  await expect(chief.getByText('Fridge, 2 to 8°C')).toBeVisible()
  await expectAccessible(chief)

  const buyer = await as('technician')
  await openPad(buyer)
  await add(buyer).fill('dexamethasone')
  await buyer
    .getByRole('option', { name: /Dexamethasone/ })
    .first()
    .click()
  await kept(buyer)
  const line = buyer.getByRole('row', { name: /Dexamethasone/ })
  await expect(line).toContainText('Blueteq form before supply')
  await expect(line).toContainText('Fridge')
  await expectAccessible(buyer)
  await discard(buyer)

  const hub = await as('hub')
  await hub.goto('/catalogue/lists?list=AWARE')
  await expect(hub.getByRole('row', { name: /Linezolid/ })).toContainText('AWaRe: Reserve')
  await expect(hub.getByRole('combobox', { name: 'Loaded by' })).toHaveCount(0)
  await expectAccessible(hub)

  await chief.goto('/settings/loads')
  await chief.getByRole('link', { name: 'our-lists.csv' }).first().click()
  await chief.getByRole('button', { name: 'Take the file back' }).click()
  await expect(chief.getByText(/^Taken back/).first()).toBeVisible({ timeout: 60_000 })
  await chief.goto(`/catalogue/${DEXAMETHASONE}`)
  await expect(chief.getByText('No list says anything of this medicine beside dm+d.')).toBeVisible()
})
