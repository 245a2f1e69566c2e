import { expect, expectAccessible, signIn, test } from '../fixtures.ts'
import { dayAhead } from '../steps/day.ts'
import { addPerson, choosePassword } from '../steps/new-person.ts'

const LATER = dayAhead(120)

test('two administrators give a forgotten password anew, each with one half of it', async ({
  as,
  browser,
  baseURL,
}) => {
  const admin = await as('admin')
  const name = `Nadia Bell ${Date.now().toString(36)}`
  const email = `${name.split(' ').join('.').toLowerCase()}@riverside.example`
  await addPerson(admin, name, email, ['Goods-in'])
  await admin.goto(`/settings/people?q=${encodeURIComponent(name)}`)
  await admin.getByRole('link', { name }).click()
  await expect(admin.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Ask for a one-time password' }).click()
  await expect(admin.locator('.nhsuk-error-summary')).toContainText('Enter how you know')
  await admin.getByLabel('How you know that it is them who ask').fill('Came to the office with her badge')
  await admin.getByRole('button', { name: 'Ask for a one-time password' }).click()
  await expect(admin.getByText('Nothing changes before another administrator agrees')).toBeVisible()
  await expectAccessible(admin)
  await expect(admin.getByRole('button', { name: /Agree/ })).toHaveCount(0)

  const second = await as('admin2')
  await second.goto('/')
  await second.getByRole('link', { name }).click()
  await expect(second.getByText('Came to the office with her badge')).toBeVisible()
  await expectAccessible(second)
  await second.getByRole('button', { name: 'Agree and show the second half' }).click()
  const half = second.getByText(/The second half of the one-time password/)
  await expect(half).toBeVisible()
  const end = (await second.locator('.app-once').textContent()) ?? ''
  await expectAccessible(second)

  await admin.goto('/')
  await admin.getByRole('link', { name }).click()
  await admin.getByRole('button', { name: 'Show the first half' }).click()
  const first = admin.getByText(/The first half of the one-time password/)
  await expect(first).toBeVisible()
  const begin = (await admin.locator('.app-once').textContent()) ?? ''

  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await signIn(page, email, `${begin}${end}`)
  await choosePassword(page, `${begin}${end}`, 'copper violin meadow')
  await expect(page).toHaveURL('/')
  await context.close()
})

test('roles that do not go together take the chief pharmacist’s word; a role is limited to a site', async ({ as }) => {
  const admin = await as('admin')
  const name = `Omar Field ${Date.now().toString(36)}`
  await addPerson(admin, name, `${name.split(' ').join('.').toLowerCase()}@riverside.example`, [
    'Procurement technician',
  ])
  await admin.goto(`/settings/people?q=${encodeURIComponent(name)}`)
  await admin.getByRole('link', { name }).click()
  await admin
    .getByRole('checkbox', { name: /^Goods-in/ })
    .first()
    .check()
  await admin.getByRole('button', { name: 'Save roles' }).click()
  await expect(admin.getByText('These roles do not go together')).toBeVisible()
  await expectAccessible(admin)
  await admin.getByText('Roles that somebody else must agree to').click()
  await admin.getByLabel('Why they need these roles').fill('Nobody else is there in August')
  await admin.getByLabel('Last day').fill(LATER)
  await admin.getByRole('button', { name: 'Save roles' }).click()
  await expect(admin.getByText('Nothing changes before another administrator or the chief pharmacist')).toBeVisible()
  await expectAccessible(admin)

  const chief = await as('chief')
  await chief.goto('/')
  await chief.getByRole('link', { name }).click()
  await expectAccessible(chief)
  await chief.getByRole('button', { name: 'Agree to the exception' }).click()
  await expect(chief.getByText('The roles count from the next page on.')).toBeVisible()

  await admin.goto('/settings/people?view=exceptions')
  await expect(admin.getByRole('row', { name: new RegExp(name) }).first()).toContainText('by exception until')
  await expectAccessible(admin)
  await admin.getByRole('link', { name }).click()
  await admin.getByRole('checkbox', { name: /^Procurement technician Raises/ }).uncheck()
  await admin.getByText('Limit roles to sites').click()
  await admin.getByRole('checkbox', { name: 'Goods-in at Eastfield' }).check()
  await admin.getByRole('button', { name: 'Save roles' }).click()
  await expect(admin.getByText('The roles are saved.')).toBeVisible()
  await expect(admin.getByRole('checkbox', { name: 'Goods-in at Eastfield' })).toBeChecked()
  await admin.getByLabel('They can no longer sign in from').fill(LATER)
  await admin.getByRole('button', { name: 'Set the day' }).click()
  await expect(admin.getByText(`From ${LATER} on they can no longer sign in here.`)).toBeVisible()
  await expectAccessible(admin)
})

test('another administrator agrees before somebody becomes one', async ({ as }) => {
  const admin = await as('admin')
  const name = `Ines Rowe ${Date.now().toString(36)}`
  const email = `${name.split(' ').join('.').toLowerCase()}@riverside.example`
  await addPerson(admin, name, email, ['Procurement technician'])
  await admin.goto(`/settings/people?q=${encodeURIComponent(name)}`)
  await admin.getByRole('link', { name }).click()
  await admin
    .getByRole('checkbox', { name: /^Procurement technician/ })
    .first()
    .uncheck()
  await admin
    .getByRole('checkbox', { name: /^Administrator/ })
    .first()
    .check()
  await admin.getByText('Roles that somebody else must agree to').click()
  await admin.getByLabel('Why they need these roles').fill('Takes over from Ann in January')
  await admin.getByRole('button', { name: 'Save roles' }).click()
  await expect(admin.getByText('Nothing changes before another administrator agrees')).toBeVisible()
  await expectAccessible(admin)
  const request = admin.url()

  const chief = await as('chief')
  await chief.goto(request)
  await expect(chief.getByRole('button', { name: /agree/i })).toHaveCount(0)

  const second = await as('admin2')
  await second.goto('/')
  await second.getByRole('link', { name }).click()
  await expect(second.getByRole('heading', { name: `The administrator’s role for ${name}?` })).toBeVisible()
  await expectAccessible(second)
  await second.getByRole('button', { name: 'Agree', exact: true }).click()
  await expect(second.getByText('The roles count from the next page on.')).toBeVisible()
  await second.getByRole('link', { name }).click()
  await expect(second.getByRole('checkbox', { name: /^Administrator/ }).first()).toBeChecked()
})

test('an auditor starts an access review, confirms what others hold, and leaves their own row to somebody else', async ({
  as,
}) => {
  const auditor = await as('auditor', 'northbank')
  await auditor.goto('/settings/people/reviews')
  await expectAccessible(auditor)
  await auditor.getByRole('button', { name: 'Start a round' }).click()
  await expect(auditor.getByText('The round is started.')).toBeVisible()
  await expect(auditor.getByRole('radio', { name: 'Withdraw' })).toHaveCount(0)
  await expectAccessible(auditor)
  await auditor.getByRole('button', { name: 'Save what you decided' }).click()
  await expect(auditor.locator('.nhsuk-error-summary')).toContainText(
    'Nothing is decided yet: choose a verdict for at least one of the',
  )
  await expectAccessible(auditor)
  const [first] = await auditor.getByRole('radio', { name: 'Confirm' }).all()
  await first?.check()
  await auditor.getByRole('button', { name: 'Save what you decided' }).click()
  await expect(auditor.getByText(/\d+ rows are still to be decided; .+ of them (is|are) yours/)).toBeVisible()
  await auditor.goto('/')
  await expect(auditor.getByText('Rows of the access review are open')).toBeVisible()
  await expectAccessible(auditor)
  await auditor.getByRole('link', { name: 'Go on with the review' }).click()
  await expect(auditor.getByRole('heading', { name: /^Access review of/ })).toBeVisible()
  for (const box of await auditor.getByRole('radio', { name: 'Confirm' }).all()) await box.check()
  await auditor.getByRole('button', { name: 'Save what you decided' }).click()
  await expect(auditor.getByText('It is saved.')).toBeVisible()
  await expect(auditor.getByText('Yours: somebody else decides').first()).toBeVisible()
})

test('everybody takes what is kept about them as a file that is made for them', async ({ as }) => {
  const page = await as('technician')
  await page.goto('/settings/data')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make the file' }).click()
  await expect(page.getByText('Your file is being made. You can leave this page.')).toBeVisible()
  const file = page.getByRole('row', { name: /personal-data-/ })
  const link = file.getByRole('link', { name: /personal-data-.*\.zip/ })
  await expect(link).toBeVisible({ timeout: 60_000 })
  const answer = await page.request.get((await link.getAttribute('href')) ?? '')
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toBe('application/zip')
})
