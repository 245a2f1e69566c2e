import { expect, expectAccessible, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { type PlantedLine, sentOrder } from '../steps/sent-order.ts'
import { dataMatrix, wedge } from '../steps/wedge.ts'

const INSULIN: PlantedLine = { name: 'Insulin soluble human', packText: '1 vial', packs: 14 }

test('packs that came too warm go back: the pharmacist decides once, the order says so, and they are ordered again', async ({
  as,
}) => {
  const order = await sentOrder(demo().databaseUrl, {
    ...{ supplier: 'Albion Wholesale', store: 'Eastfield dispensary', raisedBy: 'technician', lines: [INSULIN] },
  })
  const [insulin = ''] = order.barcodes
  const stores = await as('stores')
  await stores.goto(`/deliveries/book/${order.supplierId}?store=${order.storeId}`)
  await wedge(stores, dataMatrix(insulin, 700, 'WARM14'))
  await expect(stores.getByLabel('Temperature on arrival, °C')).toBeFocused()
  await stores.keyboard.type('12.5')
  await stores.keyboard.press('Tab')
  await stores.getByLabel('14 packs are in quarantine').check()
  await stores.getByRole('button', { name: 'Quarantine 14', exact: true }).click()
  await stores.getByRole('link', { name: /RZZ-GRN-/ }).click()
  await expect(stores.getByText('A pharmacist decides. They stand apart from stock.')).toBeVisible()
  const note = new URL(stores.url()).pathname

  const pharmacist = await as('pharmacist')
  await pharmacist.goto(note)
  await expectAccessible(pharmacist)
  await pharmacist.getByRole('radio', { name: 'Return' }).check()
  await pharmacist.getByRole('textbox', { name: 'Why' }).fill('Above 8°C for two hours, says the maker')
  await pharmacist.getByRole('button', { name: 'Decide on these packs' }).dblclick()
  await expect(pharmacist.getByText('14 packs returned.')).toHaveCount(1)
  await expect(pharmacist.getByRole('heading', { name: 'Nothing left in quarantine' })).toBeVisible()
  await expectAccessible(pharmacist)
  await pharmacist.getByRole('link', { name: order.number }).first().click()
  await expect(pharmacist.getByRole('heading', { name: 'Left again after they came' })).toBeVisible()
  await expect(pharmacist.getByRole('button', { name: 'Order these packs again' })).toHaveCount(0)

  const technician = await as('technician')
  await technician.goto('/orders?view=went_back')
  await technician.getByRole('link', { name: order.number }).click()
  await expectAccessible(technician)
  await technician.getByRole('button', { name: 'Order these packs again' }).dblclick()
  await technician.waitForURL(/\/orders\/new\/[\da-f-]+$/)
  await expect(technician.getByText('Insulin soluble human', { exact: false }).first()).toBeVisible()
  await expect(technician.getByLabel(/^Packs/).first()).toHaveValue('14')
  await expectAccessible(technician)

  const elsewhere = await as('technician', 'northbank')
  expect((await elsewhere.goto(note))?.status()).toBe(404)
})
