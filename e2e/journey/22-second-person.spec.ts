import type { Browser, Locator, Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { attackedTrust } from '../steps/attacked-trust.ts'
import { choosePassword } from '../steps/new-person.ts'

test.describe.configure({ timeout: 120_000 })

/** A trust where everybody's word counts: they came a month ago. */
async function settledTrust() {
  const house = await attackedTrust()
  await house.sql(
    `UPDATE identity.membership SET granted_at = now() - interval '30 days' WHERE trust_id = $1`,
    house.trust,
  )
  return house
}

/** Somebody signed in, in a browser of their own. */
async function open(browser: Browser, email: string, password = demo().password): Promise<Page> {
  const context = await browser.newContext({ baseURL: demo().url })
  const page = await context.newPage()
  await signIn(page, email, password)
  return page
}

/** By Tab alone, as who has no mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target.first()).toBeVisible()
  for (let pressed = 0; pressed < 120; pressed++) {
    if (await target.first().evaluate((one) => one === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to ${target}`)
}

test('a role that approves waits for the chief pharmacist; who approves leaves at once, and the auditor finds it', async ({
  browser,
}) => {
  const house = await settledTrust()
  const admin = await open(browser, house.email('admin'))
  await admin.goto(`/settings/people/${house.id('technician2')}`)
  await admin
    .getByRole('checkbox', { name: /^Procurement technician/ })
    .first()
    .uncheck()
  await admin
    .getByRole('checkbox', { name: /^Pharmacist/ })
    .first()
    .check()
  await admin.getByText('Roles that somebody else must agree to').click()
  await admin.getByLabel('Why they need these roles').fill('Passed the exam in October')
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Save roles' }).click()
  await expect(admin.getByText('Nothing changes before another administrator or the chief pharmacist')).toBeVisible()
  await expect(admin.getByRole('button', { name: 'Agree', exact: true })).toHaveCount(0)
  await expectAccessible(admin)
  const request = admin.url()

  const lead = await open(browser, house.email('lead'))
  await lead.goto(request)
  await expect(lead.getByRole('button', { name: 'Agree', exact: true })).toHaveCount(0)

  const chief = await open(browser, house.email('chief'))
  await chief.goto('/')
  await expectAccessible(chief)
  await chief.getByRole('link', { name: 'technician2 of Eastgate' }).click()
  await expect(chief.getByText('Passed the exam in October')).toBeVisible()
  await expectAccessible(chief)
  await chief.getByRole('button', { name: 'Agree', exact: true }).click()
  await expect(chief.getByText('The roles count from the next page on.')).toBeVisible()
  await expectAccessible(chief)
  // once more, from a page that was open all the while: it is over
  await admin.goto(`/settings/people/${house.id('technician2')}`)
  await expect(admin.getByRole('checkbox', { name: /^Pharmacist/ }).first()).toBeChecked()

  // they leave at once: security wants that; the others are told
  await admin.getByText('They have left already').click()
  await expect(admin.getByText('The other administrators and approvers are told by e-mail.')).toBeVisible()
  await expectAccessible(admin)
  await admin.goto(`/settings/people/${house.id('chief')}`)
  await admin.getByText('They have left already').click()
  await admin.getByRole('button', { name: 'chief of Eastgate has left' }).click()
  await expect(admin.getByRole('button', { name: 'chief of Eastgate has left' })).toHaveCount(0)
  await expectAccessible(admin)
  // who could have agreed is gone: it does not go on alone today
  await admin.goto(`/settings/people/${house.id('technician')}`)
  await admin
    .getByRole('checkbox', { name: /^Director of finance/ })
    .first()
    .check()
  await admin
    .getByRole('checkbox', { name: /^Procurement technician/ })
    .first()
    .uncheck()
  await admin.getByRole('button', { name: 'Save roles' }).click()
  await expect(admin.getByText('Who could have agreed has just left')).toBeVisible()
  await expectAccessible(admin)
  const [mails] = await house.sql<{ told: string }>(
    `SELECT count(*)::text AS told FROM pgboss.job WHERE name = 'tell-gone' AND data->>'trustId' = $1`,
    house.trust,
  )
  expect(Number(mails?.told)).toBeGreaterThan(0)

  await house.sql(
    `UPDATE identity.membership SET role = 'auditor' WHERE trust_id = $1 AND person_id = $2 AND role = 'technician'`,
    ...[house.trust, house.id('technician')],
  )
  const auditor = await open(browser, house.email('technician'))
  await auditor.goto('/audit/exceptions?kind=alone')
  await expect(auditor.getByRole('row', { name: /chief of Eastgate/ })).toContainText('The others were told by e-mail.')
  await expectAccessible(auditor)
})

test('somebody new who approves: asked and agreed to by the keyboard alone; each gives one half of the password', async ({
  browser,
}) => {
  const house = await settledTrust()
  const admin = await open(browser, house.email('admin'))
  const email = `vera.lind.${house.ods.toLowerCase()}@eastgate.example`
  await admin.goto('/settings/people/new')
  await tabTo(admin, admin.getByLabel('First name and surname'))
  await admin.keyboard.type('Vera Lind')
  await admin.keyboard.press('Tab')
  await admin.keyboard.type(email)
  await tabTo(admin, admin.getByRole('checkbox', { name: 'Procurement lead' }))
  await admin.keyboard.press('Space')
  await tabTo(admin, admin.getByRole('button', { name: 'Add person' }))
  await admin.keyboard.press('Enter')
  await expect(admin.getByText('They have no account before another administrator')).toBeVisible()
  await expectAccessible(admin)

  const chief = await open(browser, house.email('chief'))
  await chief.goto('/')
  await tabTo(chief, chief.getByRole('link', { name: 'Vera Lind' }))
  await chief.keyboard.press('Enter')
  await expect(chief.getByRole('heading', { name: /Somebody new who approves: Vera Lind\?/ })).toBeVisible()
  await expect(chief.getByText(email)).toBeVisible()
  await expectAccessible(chief)
  await tabTo(chief, chief.getByRole('button', { name: 'Agree and show the second half' }))
  await chief.keyboard.press('Enter')
  await expect(chief.locator('.app-once')).toBeVisible()
  const end = (await chief.locator('.app-once').textContent()) ?? ''
  await expectAccessible(chief)
  // back and again: what was shown once is not shown twice
  await chief.reload()
  await expect(chief.locator('.app-once')).toHaveCount(0)

  await admin.goto('/')
  await tabTo(admin, admin.getByRole('link', { name: 'Vera Lind' }))
  await admin.keyboard.press('Enter')
  await tabTo(admin, admin.getByRole('button', { name: 'Show the first half' }))
  await admin.keyboard.press('Enter')
  await expect(admin.locator('.app-once')).toBeVisible()
  const begin = (await admin.locator('.app-once').textContent()) ?? ''
  const page = await open(browser, email, `${begin}${end}`)
  await choosePassword(page, `${begin}${end}`, 'copper violin meadow')
  await expect(page).toHaveURL('/')
})

test('a name is corrected by one administrator, an address by two; then they sign in with it', async ({ browser }) => {
  const house = await settledTrust()
  const admin = await open(browser, house.email('admin'))
  const person = `/settings/people/${house.id('lead2')}`
  await admin.goto(person)
  await admin.getByLabel('First name and surname').fill('')
  await admin.getByRole('button', { name: 'Save the name' }).click()
  await expect(admin.locator('.nhsuk-error-summary')).toBeFocused()
  await expectAccessible(admin)
  await admin.getByLabel('First name and surname').fill('Rosa Amin')
  await admin.getByRole('button', { name: 'Save the name' }).click()
  await expect(admin.getByText('The name is saved.')).toBeVisible()
  await expect(admin.getByRole('heading', { name: 'Rosa Amin', level: 1 })).toBeVisible()
  await expectAccessible(admin)
  await admin.getByText('They have another e-mail address').click()
  const wanted = `rosa.amin.${house.ods.toLowerCase()}@eastgate.example`
  await admin.getByLabel('New e-mail address').fill(wanted)
  await admin.getByLabel('How you know that it is theirs').fill('She showed me the mailbox')
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Change the e-mail address' }).click()
  await expect(admin.getByText('Nothing changes before another administrator or the chief pharmacist')).toBeVisible()
  await expect(admin.getByText(wanted)).toBeVisible()
  await expectAccessible(admin)
  const request = admin.url()

  const chief = await open(browser, house.email('chief'))
  await chief.setViewportSize({ width: 390, height: 844 })
  await chief.goto(request)
  await expectAccessible(chief)
  await chief.getByRole('button', { name: 'Agree', exact: true }).click()
  await expect(chief.getByText('Agreed. It counts from now on.')).toBeVisible()
  const theirs = await open(browser, wanted)
  await expect(theirs.getByText('Rosa Amin').first()).toBeVisible()
})

test('rules of signing in that ask less wait for a second person, and are seen before they count', async ({
  browser,
}) => {
  const house = await settledTrust()
  const admin = await open(browser, house.email('admin'))
  await admin.goto('/settings/rules')
  await admin.getByLabel('Sign people out when they did nothing for').fill('60')
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Save rules' }).click()
  await expect(admin.getByRole('heading', { name: 'Weaker rules of signing in', level: 1 })).toBeVisible()
  await expect(admin.getByText(/to be: After 60 minutes/)).toBeVisible()
  await expectAccessible(admin)

  const chief = await open(browser, house.email('chief'))
  await chief.goto('/')
  await chief.getByRole('link', { name: 'Weaker rules of signing in' }).click()
  await chief.getByLabel('Why you do not agree').fill('Screens stand in the open')
  await chief.getByRole('button', { name: 'Do not agree' }).click()
  await expect(chief.getByText('You did not agree.')).toBeVisible()
  await expectAccessible(chief)
  await admin.goto('/settings/rules')
  await expect(admin.getByLabel('Sign people out when they did nothing for')).not.toHaveValue('60')
})
