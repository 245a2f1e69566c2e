import { expect, expectAccessible, test } from '../fixtures.ts'

const SUPPLIER = 'Larkspur'

test('a supplier’s page tells what one needs to trade with it; another address for orders takes a second person', async ({
  as,
}) => {
  const lead = await as('lead')
  await lead.goto(`/suppliers?q=${SUPPLIER}`)
  await lead
    .getByRole('link', { name: new RegExp(SUPPLIER) })
    .first()
    .click()
  await expect(lead.getByRole('heading', { name: 'Performance so far' })).toBeVisible()
  await expect(lead.getByRole('heading', { name: 'Newest orders' })).toBeVisible()
  await expect(lead.getByRole('heading', { name: 'Contract lines' })).toBeVisible()
  await expectAccessible(lead)

  await lead.getByRole('link', { name: 'Change the account' }).click()
  await lead.getByRole('radio', { name: 'E-mail' }).check()
  await lead.getByLabel('Orders are e-mailed to').fill('orders@iarkspur.example')
  await lead.getByRole('button', { name: 'Save the account' }).click()
  await expect(lead.locator('.nhsuk-error-summary')).toContainText(
    'Say how you know that the new address is the supplier’s',
  )
  await expect(lead.getByLabel('Orders are e-mailed to')).toHaveValue('orders@iarkspur.example')
  await lead.getByLabel(/how you know it is theirs/).fill('Rang the number on last year’s contract')
  await lead.getByRole('button', { name: 'Save the account' }).click()
  await expect(lead.getByText('waits for somebody else to check it')).toBeVisible()
  await expect(lead.getByRole('button', { name: 'Agree to the address' })).toHaveCount(0)
  await expect(lead.getByRole('button', { name: 'Take it back' })).toBeVisible()
  await expectAccessible(lead)

  const chief = await as('chief')
  await chief.goto('/')
  await chief.getByRole('link', { name: 'Check the address' }).click()
  await expect(chief.getByText('Rang the number on last year’s contract')).toBeVisible()
  await expectAccessible(chief)
  await chief.getByRole('button', { name: 'Refuse the address' }).click()
  await expect(chief.locator('.nhsuk-error-summary')).toContainText('Say why not')
  await chief.getByLabel('Why not').fill('They know nothing of it')
  await chief.getByRole('button', { name: 'Refuse the address' }).click()
  await expect(chief.getByText('The address is refused. Orders go as before.')).toBeVisible()
  await expect(chief.getByRole('row', { name: /iarkspur/ })).toContainText('They know nothing of it')
  await expect(chief.getByRole('row', { name: /iarkspur/ })).toContainText('Refused')

  await chief.goto('/')
  await expect(chief.getByRole('link', { name: 'Check the address' })).toHaveCount(0)
})
