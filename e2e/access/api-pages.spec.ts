import { expect, expectAccessible, test } from '../fixtures.ts'
import { demo } from '../installations.ts'

test('a token is made on its page, works at once, and works no more once it is revoked', async ({ as, request }) => {
  const page = await as('lead')
  await page.goto('/settings/tokens')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make the token' }).click()
  await expect(page.locator('.nhsuk-error-summary')).toContainText('Enter a name')
  await page.getByLabel('Name', { exact: true }).fill('Spec of the API')
  await page.getByLabel('Read orders, deliveries and their documents').check()
  await page.getByLabel('Days until it ends').fill('1')
  await page.getByRole('button', { name: 'Make the token' }).click()
  const shown = page.getByText(/tin_[0-9a-f]{8}_[\w-]{43}/)
  await expect(shown).toBeVisible()
  const token = /tin_[0-9a-f]{8}_[\w-]{43}/.exec((await shown.textContent()) ?? '')?.[0] ?? ''
  const asked = () => request.get(`${demo().url}/api/v1/orders`, { headers: { authorization: `Bearer ${token}` } })
  expect((await asked()).status()).toBe(200)
  await page.goto('/settings/tokens')
  await expect(page.getByText(token)).toHaveCount(0)
  await expect(page.getByRole('row', { name: /Spec of the API/ })).toContainText(token.slice(0, 12))
  await expectAccessible(page)
  await page
    .getByRole('row', { name: /Spec of the API/ })
    .getByRole('button', { name: 'Revoke' })
    .click()
  await expect(page.getByText('The token is revoked.')).toBeVisible()
  expect((await asked()).status()).toBe(401)
})

test('a webhook is made on its page, which shows what it was told', async ({ as }) => {
  const page = await as('admin')
  await page.goto('/settings/webhooks')
  await expectAccessible(page)
  await page.getByLabel('Name', { exact: true }).fill('Spec of webhooks')
  await page.getByLabel('Address').fill('http://stock.example.nhs.uk/in')
  await page.getByRole('checkbox', { name: 'Submitted order.submitted' }).check()
  await page.getByRole('button', { name: 'Make the webhook' }).click()
  await expect(page.locator('.nhsuk-error-summary')).toContainText('https://')
  await page.getByLabel('Address').fill('https://stock.invalid/in')
  await page.getByRole('button', { name: 'Make the webhook' }).click()
  await expect(page.getByText(/whsec_[\w-]{43}/)).toBeVisible()
  await page.goto('/settings/webhooks')
  await page.getByRole('link', { name: 'Spec of webhooks' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Spec of webhooks' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Stop the webhook' }).click()
  await expect(page.getByText('The webhook is stopped.')).toBeVisible()
})

for (const width of [1280, 390]) {
  test(`the page of the API tells it to people, ${width} wide`, async ({ as }) => {
    const page = await as('technician')
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/help/api')
    await expect(page.getByRole('heading', { name: 'Raise orders' })).toBeVisible()
    await page.getByText('Fields of createOrders').click()
    await expect(page.locator('#createOrders').getByText('lines[].packs', { exact: true })).toBeVisible()
    await expectAccessible(page)
    await expect(page.locator('#over-limit')).toHaveCount(1)
  })
}
