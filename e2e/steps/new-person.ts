import { expect, type Page } from '@playwright/test'

/** The administrator adds somebody with these roles. Answers their one-time password, shown only now. */
export async function addPerson(page: Page, name: string, email: string, roles: readonly string[]): Promise<string> {
  await page.goto('/settings/people/new')
  await page.getByLabel('First name and surname').fill(name)
  await page.getByLabel('E-mail address', { exact: true }).fill(email)
  for (const role of roles) await page.getByRole('checkbox', { name: role }).first().check()
  await page.getByRole('button', { name: 'Add person' }).click()
  const said = page.getByRole('status').filter({ hasText: `${name} is added.` })
  await expect(said).toBeInViewport()
  return (await said.locator('.app-once').textContent()) ?? ''
}

/** Signed in with a one-time password: gives in one of their own, which opens everything else. */
export async function choosePassword(page: Page, oneTime: string, own: string): Promise<void> {
  await page.getByLabel('The one-time password you were given').fill(oneTime)
  await page.getByLabel('New password', { exact: true }).fill(own)
  await page.getByLabel('New password again').fill(own)
  await page.getByRole('button', { name: 'Change password' }).click()
}
