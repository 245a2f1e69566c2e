import { expect, expectAccessible, test } from '../fixtures.ts'
import { addPerson, choosePassword } from '../steps/new-person.ts'

const unique = () => Date.now().toString(36)

test('a new person: problems are named, the one-time password opens one page, their own opens all', async ({
  as,
  browser,
  baseURL,
}) => {
  const admin = await as('admin')
  await admin.goto('/settings/people/new')
  await admin.getByRole('button', { name: 'Add person' }).click()
  const summary = admin.locator('.nhsuk-error-summary')
  await expect(summary).toBeFocused()
  await expect(summary.getByRole('link')).toHaveText([
    'Enter first name and surname',
    'Enter an e-mail address',
    'Choose at least one role',
  ])
  await expect(admin).toHaveTitle(/^Error: /)
  await expectAccessible(admin)
  const name = `Nora Vale ${unique()}`
  const email = `nora.${unique()}@riverside.example`
  const password = await addPerson(admin, name, email, ['Auditor'])

  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await page.goto('/approvals')
  await page.getByLabel('E-mail address', { exact: true }).fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/orders')
  await expect(page).toHaveURL('/settings/password')
  expect((await page.request.get('/lists/orders?format=csv')).status()).toBe(403)
  await choosePassword(page, password, 'Password12345')
  await expect(page.getByRole('link', { name: /harder to guess/ })).toBeVisible()
  await choosePassword(page, password, 'copper violin meadow')
  await expect(page).toHaveURL('/')
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Approvals' })).toBeVisible()

  await admin.goto('/settings/people')
  await admin.getByRole('link', { name }).click()
  await admin.getByRole('checkbox', { name: 'Auditor' }).uncheck()
  await admin.getByRole('checkbox', { name: 'Goods-in' }).check()
  await admin.getByRole('button', { name: 'Save roles' }).click()
  await expect(admin.getByText('The roles are saved.')).toBeVisible()
  expect((await page.goto('/approvals'))?.status()).toBe(403)

  await expectAccessible(admin)
  await admin.getByText('They have left already').click()
  await admin.getByRole('button', { name: `${name} has left` }).click()
  await expect(admin.getByText('They have left, and are signed out.')).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)
  await context.close()
})

test('who leaves: their page says what would miss them, and what they left behind waits until somebody takes it over', async ({
  as,
  browser,
  baseURL,
}) => {
  const admin = await as('admin', 'northbank')
  const name = `Ivo Quist ${unique()}`
  const email = `ivo.${unique()}@northbank.example`
  const password = await addPerson(admin, name, email, ['Procurement technician'])
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByLabel('E-mail address', { exact: true }).fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await choosePassword(page, password, 'copper violin meadow')
  await expect(page).toHaveURL('/')
  const view = `Late ${unique()}`
  await page.goto('/orders?view=draft&sort=raised')
  await page.getByText('Save this view').click()
  await page.getByRole('textbox', { name: 'Name' }).fill(view)
  await page.getByLabel('Show it to everybody here').check()
  await page.getByRole('button', { name: 'Save the view' }).click()
  await expect(page.getByRole('link', { name: view })).toBeVisible()

  await admin.goto('/settings/people')
  await admin.getByRole('link', { name }).click()
  await expect(admin.getByText(`Shared view ${view}`)).toBeVisible()
  await expectAccessible(admin)
  await admin.getByText('They have left already').click()
  await admin.getByRole('button', { name: `${name} has left` }).click()
  await expect(admin.getByText('They have left, and are signed out.')).toBeVisible()

  await admin.goto('/')
  await admin.getByRole('link', { name }).click()
  await expect(admin.getByRole('heading', { name: 'Work left behind' })).toBeVisible()
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Hand it over' }).click()
  await expect(admin.locator('.nhsuk-error-summary')).toContainText('Choose who takes their work over')
  await admin.getByLabel('Who takes their work over').selectOption({ index: 1 })
  await admin.getByRole('button', { name: 'Hand it over' }).click()
  await expect(admin.getByText('Their work is handed over.')).toBeVisible()
  await expect(admin.getByRole('heading', { name: 'Work left behind' })).toHaveCount(0)
  await context.close()
})

test('a site and a store are added and changed; two changes at once do not overwrite each other', async ({ as }) => {
  const page = await as('admin', 'northbank')
  const site = `Site ${unique()}`
  await page.goto('/settings/sites/new')
  await page.getByLabel('Name').fill(site)
  await page.getByLabel('GLN').fill('1234567890123')
  await page.getByRole('button', { name: 'Add site' }).click()
  await expect(page.getByRole('link', { name: /^Enter a GLN/ })).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue(site)
  await page.getByLabel('GLN').fill('')
  await page.getByLabel('Address').fill('1 Long Lane\nLondon\nN1 9ZZ')
  await page.getByRole('button', { name: 'Add site' }).click()
  await expect(page.getByRole('heading', { name: site })).toBeVisible()
  await page.getByRole('link', { name: `Add a store to ${site}` }).click()
  await expect(page.getByRole('combobox', { name: 'Site' })).toContainText(site)
  await page.getByLabel('Name').fill('Dispensary')
  await page.getByRole('button', { name: 'Add store' }).click()
  await expect(page.getByText('The store is saved.')).toBeVisible()

  await page.getByRole('link', { name: `change ${site}` }).click()
  await expect(page).toHaveURL(/\/sites\/[0-9a-f-]{36}$/)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByLabel('ODS code of the site').fill('rzy09')
  await other.getByRole('button', { name: 'Save site' }).click()
  await expect(other.getByText('The site is saved.')).toBeVisible()
  await page.getByLabel('Address').fill('2 Long Lane')
  await page.getByRole('button', { name: 'Save site' }).click()
  await expect(page.getByRole('heading', { name: 'The site changed while you were looking at it' })).toBeVisible()
  await expect(page.getByLabel('Address')).toHaveValue('2 Long Lane')
})

test('who may only read sees the settings in words', async ({ as }) => {
  const page = await as('auditor')
  for (const [path, words] of [
    ['/settings', 'Your own'],
    ['/settings/organisation', 'How it stands on orders'],
    ['/settings/sites', 'Main store'],
    ['/settings/people', 'can sign in at'],
    ['/settings/rules', 'Batch and expiry'],
    ['/settings/approvals', 'Nobody approves an order that they raised'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByText(words).first()).toBeVisible()
    await expect(
      page
        .locator('main')
        .getByRole('button')
        .filter({ hasNotText: /^Find$/ }),
    ).toHaveCount(0)
    await expectAccessible(page)
  }
})
