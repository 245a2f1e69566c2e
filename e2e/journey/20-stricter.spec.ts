import { expect, expectAccessible, test } from '../fixtures.ts'
import { add, discard, kept, openPad } from '../steps/pad.ts'

const PREGABALIN = '415167006'

test('a medicine that the trust treats more strictly goes on an order of controlled drugs, until the treatment ends', async ({
  as,
}) => {
  const chief = await as('chief')
  await chief.goto(`/catalogue/${PREGABALIN}`)
  await expect(chief.getByText('It is treated as dm+d says.')).toBeVisible()
  await chief.getByRole('link', { name: /^Treat it more strictly/ }).click()
  await expectAccessible(chief)
  const treatment = chief.getByRole('combobox', { name: 'Treat it as a controlled drug' })
  await expect(treatment.getByRole('option', { name: 'Schedule 5 controlled drug' })).toHaveCount(0)
  await treatment.selectOption('Schedule 2 controlled drug')
  await chief.getByRole('checkbox', { name: /^A pharmacist agrees/ }).check()
  await chief.getByRole('textbox', { name: 'Why, or who decided it' }).fill('CD group of 20 November 2026')
  await chief.getByRole('button', { name: 'Treat it more strictly' }).click()
  await expect(chief.getByText('It is treated so from its first day on.')).toBeVisible()
  await expectAccessible(chief)
  await chief.goto(`/catalogue/${PREGABALIN}`)
  await expect(chief.getByText('Treated here as a Schedule 2 controlled drug').first()).toBeVisible()
  await expectAccessible(chief)
  await chief.goto('/catalogue/stricter')
  await expect(chief.getByRole('row', { name: /Pregabalin/ })).toContainText('A pharmacist agrees to each order')
  await expectAccessible(chief)

  const buyer = await as('technician')
  await openPad(buyer)
  await add(buyer).fill('pregabalin')
  await buyer
    .getByRole('option', { name: /Pregabalin/ })
    .first()
    .click()
  await kept(buyer)
  await expect(buyer.getByRole('row', { name: /Pregabalin/ })).toContainText(
    'Treated here as a Schedule 2 controlled drug',
  )
  await expect(buyer.getByText('A pharmacist').first()).toBeVisible()
  await expectAccessible(buyer)
  await discard(buyer)

  await chief.goto(`/catalogue/${PREGABALIN}/stricter`)
  await chief.getByRole('link', { name: /^end how Pregabalin/ }).click()
  await chief.getByRole('textbox', { name: 'Why it ends' }).fill('Tried in a test')
  await chief.getByRole('button', { name: 'End it' }).click()
  await expect(chief.getByText('The treatment ends.')).toBeVisible()
})
