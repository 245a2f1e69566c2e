import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { REGISTRY } from '#lib/access/registry.ts'
import { aDirectory } from '#lib/testing/a-directory.ts'
import { act, actionIds, get, outcomeOf, post } from '../access/doors.ts'
import { readFacts } from '../access/facts.ts'
import { ACTION_SAMPLES, type ActionSample, PAGE_SAMPLES, ROUTE_SAMPLES, type Sample } from '../access/samples.ts'
import { expect, expectAccessible, signIn, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { DIRECTORY_PORT } from '../servers.ts'
import { attackedTrust } from '../steps/attacked-trust.ts'

// half signed in knocks at some hundred doors
test.describe.configure({ timeout: 180_000 })

async function typed(page: Page, code: string, button: string): Promise<void> {
  await page.getByRole('textbox', { name: /code|digits/i }).fill(code)
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** Sets an authenticator app up on the settings page; gives what it would show, and the recovery codes. */
async function setUp(page: Page): Promise<{ totp: TOTP; codes: string[] }> {
  await page.goto('/settings/second-factor')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const key = (await page.locator('.app-factor__key').textContent()) ?? ''
  await expectAccessible(page)
  const totp = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) })
  await typed(page, totp.generate(), 'Set it up')
  await expect(page.getByRole('heading', { name: 'Keep your recovery codes' })).toBeVisible()
  await expectAccessible(page)
  const codes = await page.locator('.app-codes li').allInnerTexts()
  expect(codes).toHaveLength(10)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page).toHaveURL('/settings/second-factor')
  await page.goto('/settings/second-factor/codes')
  await expect(page.getByText(codes[0] ?? '')).toHaveCount(0)
  return { totp, codes }
}

test('a second factor: set up, asked for after the password, closed until it is shown, and taken away with a code', async ({
  browser,
}) => {
  const house = await attackedTrust()
  const first = await browser.newContext({ baseURL: demo().url })
  const page = await first.newPage()
  await signIn(page, house.email('lead'), demo().password)
  const { codes } = await setUp(page)
  const context = await browser.newContext({ baseURL: demo().url })
  const half = await context.newPage()
  await signIn(half, house.email('lead'), demo().password)
  await expect(half).toHaveURL('/sign-in/code')
  await expectAccessible(half)

  // half signed in opens nothing: no page, no route, no action
  const facts = await readFacts()
  const ids = actionIds()
  const [pages, routes, actions]: [Record<string, Sample>, Record<string, Sample>, Record<string, ActionSample>] = [
    PAGE_SAMPLES,
    ROUTE_SAMPLES,
    ACTION_SAMPLES,
  ]
  const wrong: string[] = []
  for (const id of Object.keys(REGISTRY.pages)) {
    const answer = await get(half.request, pages[id]?.at(facts) ?? '')
    if (answer.status >= 400 || !answer.to?.startsWith('/sign-in')) wrong.push(`${id}: ${answer.status} ${answer.to}`)
  }
  for (const [id, { method }] of Object.entries(REGISTRY.routes)) {
    const address = routes[id]?.at(facts) ?? ''
    const body = { trustId: facts.riverside, commandKey: randomUUID(), ...routes[id]?.body?.(facts, '') }
    const answer = method === 'GET' ? await get(half.request, address) : await post(half.request, address, body)
    if (answer.status !== 401) wrong.push(`${id}: ${answer.status}`)
  }
  for (const id of Object.keys(REGISTRY.actions)) {
    const form = new FormData()
    const fields = { trustId: facts.riverside, commandKey: randomUUID(), ...actions[id]?.fields(facts) }
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const action = ids.get(id) ?? { id: '', page: '/' }
    const said = outcomeOf(await act(half.request, action, id === 'changeTrust' ? [form] : [{ kind: 'idle' }, form]))
    if (said !== 'SIGNED_OUT' && said !== 'redirect /sign-in') wrong.push(`${id}: ${said}`)
  }
  expect(wrong).toEqual([])

  await half.goto('/sign-in/code')
  await typed(half, '000000', 'Sign in')
  await expect(half.getByRole('alert').or(half.getByText('There is a problem')).first()).toBeVisible()
  await expectAccessible(half)
  await typed(half, codes[0] ?? '', 'Sign in')
  await expect(half).toHaveURL('/')

  // both are listed; the other is ended from here
  await half.goto('/settings/sign-ins')
  await expectAccessible(half)
  await expect(half.getByText('By password and code')).toHaveCount(2)
  await half.getByRole('button', { name: 'End', exact: true }).click()
  await expect(half.getByText('You are signed in here and nowhere else.')).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)

  await half.goto('/settings/second-factor')
  await half
    .locator('#remove-factor')
    .getByRole('textbox')
    .fill(codes[1] ?? '')
  await half.getByRole('button', { name: 'Take my second factor away' }).click()
  await expect(half.getByText('Your second factor is taken away.')).toBeVisible()
  await Promise.all([first.close(), context.close(), house.close()])
})

test('before a session ends one is warned and can stay; after it what was typed is still there', async ({ as }) => {
  const page = await as('auditor')
  let left = { idle: 90, inAll: 5000 } as { idle: number; inAll: number } | null
  const me = await page.request.get('/sign-in/time-left').then((answer) => answer.json())
  await page.route('/sign-in/time-left', (route) =>
    route.fulfill({ json: { left: left && { person: me.left.person, ...left } } }),
  )
  await page.clock.install()
  await page.goto('/settings')
  await page.getByText('Join another trust').click()
  await page.getByLabel('Code', { exact: true }).fill('typed before')
  await page.clock.fastForward('28:00')
  const warning = page.getByRole('alertdialog', { name: 'Are you still there?' })
  await expect(warning).toBeVisible()
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeFocused()
  await expectAccessible(page)
  left = { idle: 1800, inAll: 5000 }
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(warning).toHaveCount(0)
  left = null
  await page.clock.fastForward('30:00')
  await expect(page.getByRole('alertdialog', { name: 'You are signed out' })).toBeVisible()
  await expectAccessible(page)
  left = { idle: 1800, inAll: 5000 }
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.getByLabel('Code', { exact: true })).toHaveValue('typed before')
})

test('by the trust’s own directory: the first time one waits, then one comes in; what is replayed does not', async ({
  as,
  browser,
}) => {
  const directory = await aDirectory([`${demo().url}/sign-in/directory/rzz`], DIRECTORY_PORT)
  directory.accounts.set('ann', { name: 'Ann Okafor', email: 'lead@riverside.example', email_verified: false })
  try {
    const admin = await as('admin')
    await admin.goto('/settings/directory')
    await expectAccessible(admin)
    await admin.getByLabel('Client id').fill(directory.clientId)
    await admin.getByLabel('Client secret').fill(directory.clientSecret)
    await admin.getByLabel('E-mail domains of your people').fill('riverside.example')
    await admin.getByLabel('People may sign in by it').check()
    await admin.getByRole('button', { name: 'Save the directory' }).click()
    // whom the directory names is believed here: a second person agrees first
    await expect(admin.getByText('Nothing changes before another administrator or the chief')).toBeVisible()
    const chief = await as('chief')
    await chief.goto(admin.url())
    await expectAccessible(chief)
    await chief.getByRole('button', { name: 'Agree', exact: true }).click()
    await expect(chief.getByText('Agreed. It counts from now on.')).toBeVisible()

    const context = await browser.newContext({ baseURL: demo().url })
    const ann = await context.newPage()
    const returned: string[] = []
    ann.on('request', (request) => {
      if (request.url().includes('/sign-in/directory/')) returned.push(request.url())
    })
    await ann.goto('/sign-in')
    await ann.getByText('Use your trust’s own sign-in').click()
    await ann.getByLabel('Work e-mail address').fill('ann.okafor@riverside.example')
    await expectAccessible(ann)
    await ann.getByRole('button', { name: 'Go to your trust’s sign-in' }).click()
    await ann.locator('input[name=login]').fill('ann')
    await ann.locator('input[name=password]').fill('any')
    await ann.locator('button[type=submit]').click()
    await expect(ann.getByRole('heading', { name: 'Waiting for your administrator' })).toBeVisible()
    await expectAccessible(ann)
    await ann.goto(returned.at(-1) ?? '')
    await expect(ann.getByText('Your trust’s directory did not sign you in.')).toBeVisible()
    await expectAccessible(ann)

    await admin.goto('/settings/directory')
    await expectAccessible(admin)
    await admin.getByRole('link', { name: 'Ann Okafor' }).first().click()
    await expect(admin.getByText(/not checked by the directory/)).toBeVisible()
    await expectAccessible(admin)
    await admin.getByLabel('E-mail address', { exact: true }).fill('ann.okafor@riverside.example')
    await admin.locator('#admit-waiting input[name=roles][value=stores]').check()
    await admin.getByRole('button', { name: 'Let them in', exact: true }).click()
    await expect(admin.getByText('They are let in, and can sign in now.')).toBeVisible()

    await ann.goto('/sign-in?trust=RZZ')
    await ann.getByRole('button', { name: /^Sign in with Riverside/ }).click()
    await expect(ann).toHaveURL('/')
    await expect(ann.getByText('Ann Okafor').first()).toBeVisible()
    await ann.goto('/settings/sign-ins')
    await expect(ann.getByText('By the trust’s directory')).toBeVisible()

    // taken back, and switched off again for whoever comes after
    await admin.goto('/settings/directory')
    await admin
      .getByRole('form', { name: /Take back the sign-in of Ann/ })
      .getByRole('button', { name: 'Take back' })
      .click()
    await expect(admin.getByText('They sign in by the directory no longer.')).toBeVisible()
    await ann.goto('/')
    await expect(ann).toHaveURL(/\/sign-in/)
    await admin.getByLabel('People may sign in by it').uncheck()
    await admin.getByRole('button', { name: 'Save the directory' }).click()
    await expect(admin.getByText('The directory is saved.')).toBeVisible()
    await context.close()
  } finally {
    await directory.stop()
  }
})
