import type { Page } from '@playwright/test'

/** Signed in with a one-time password: gives in their own, which opens everything else, and waits for Today. */
export async function choosePassword(page: Page, oneTime: string, own: string): Promise<void> {
  await page.getByLabel('The one-time password you were given').fill(oneTime)
  await page.getByLabel('New password', { exact: true }).fill(own)
  await page.getByLabel('New password again').fill(own)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.waitForURL((url) => url.pathname !== '/settings/password')
}
