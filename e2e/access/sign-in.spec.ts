import { readFileSync } from 'node:fs'
import path from 'node:path'
import { emailOf, expect, expectAccessible, signIn, test } from '../fixtures.ts'
import { demo } from '../installations.ts'

test('the page that was asked for opens after sign-in, also without script', async ({ browser, baseURL }) => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ baseURL, javaScriptEnabled })
    const page = await context.newPage()
    await page.goto('/settings/cost-centres?from=mail')
    await expect(page).toHaveURL(/\/sign-in\?next=/)
    await page.getByLabel('E-mail address', { exact: true }).fill(emailOf('auditor'))
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'That did not sign you in' })).toBeVisible()
    await expect(page.getByLabel('E-mail address', { exact: true })).toHaveValue(emailOf('auditor'))
    if (javaScriptEnabled) await expectAccessible(page)
    await page.getByLabel('Password').fill(demo().password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).toHaveURL('/settings/cost-centres?from=mail')
    await expect(page.getByRole('heading', { level: 1, name: 'Cost centres' })).toBeVisible()
    await context.close()
  }
})

test('the people of the demo are one press away, and another address is never gone to', async ({ page }) => {
  await page.goto('/sign-in?next=//elsewhere.example/orders')
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 700 })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Goods-in at Northbank Hospitals' }).click()
  await expect(page).toHaveURL('/')
  await expect(page.getByText('Northbank Hospitals NHS Foundation Trust').first()).toBeVisible()
})

test('the cookie is kept from scripts and holds no name; sign-out ends the session for good', async ({
  page,
  context,
}) => {
  await signIn(page, emailOf('finance'), demo().password)
  const before = (await context.cookies()).find((cookie) => cookie.name.endsWith('tincture.session'))
  expect(before).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText('You are signed out.')).toBeVisible()
  expect((await context.cookies()).find((cookie) => cookie.name.endsWith('tincture.session'))).toBeUndefined()
  if (before) await context.addCookies([before])
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a form that was open when the session ended keeps what was typed, and can be sent after signing in again', async ({
  as,
}) => {
  const page = await as('admin')
  await page.goto('/settings/cost-centres')
  const code = `K${Date.now().toString(36)}`
  await page.getByLabel('Code').fill(code)
  await page.getByLabel('What it stands for').fill('Typed before the end')
  const other = await page.context().newPage()
  await other.goto('/')
  await other.getByRole('button', { name: 'Sign out' }).click()
  await expect(other).toHaveURL(/\/sign-in/)
  await page.getByRole('button', { name: 'Add cost centre' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await expect(page.getByLabel('Code')).toHaveValue(code)
  await signIn(other, emailOf('admin'), demo().password)
  await page.getByRole('button', { name: 'Add cost centre' }).click()
  await expect(page.getByText('The cost centre is saved.')).toBeVisible()
  await expect(page.getByRole('link', { name: code })).toBeVisible()
})

test('a page beyond one’s role answers 403, in words', async ({ as }) => {
  const page = await as('stores')
  const answer = await page.goto('/settings/people')
  expect(answer?.status()).toBe(403)
  await expect(page.getByRole('heading', { name: 'Your role may not open this page' })).toBeVisible()
  await expectAccessible(page)
})

test('the measurements are for whoever has their token, wherever a request comes from', async ({ request }) => {
  expect((await request.get('/livez')).status()).toBe(200)
  expect((await request.get('/readyz')).status()).toBe(200)
  const asked = (headers: Record<string, string>) => request.get('/metrics', { headers })
  const others: Record<string, string>[] = [
    {},
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-tincture-peer': '127.0.0.1' },
    { authorization: 'Bearer guessed' },
  ]
  for (const headers of others) expect((await asked(headers)).status()).toBe(404)
  const { metricsToken } = JSON.parse(readFileSync(path.join(demo().dataDir, 'secrets.json'), 'utf8'))
  const told = await asked({ authorization: `Bearer ${metricsToken}` })
  expect(await told.text()).toContain('tincture_http_request_seconds')
})
