import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../fixtures.ts'

const problem = (page: Page) => page.locator('.nhsuk-error-summary')

test('an auditor works off the sample of what passed by itself; who raised it does not see it', async ({ as }) => {
  const auditor = await as('auditor')
  await auditor.goto('/approvals/sample')
  await expectAccessible(auditor)
  const open = auditor.getByRole('region', { name: 'To look at' }).getByRole('region').first()
  const number = (await open.getByRole('heading').textContent()) ?? ''
  await open.getByText(`Say what you found in ${number}`).click()
  await open.getByRole('radio', { name: 'Not fine' }).check()
  await open.getByRole('button', { name: 'Write it down' }).click()
  await expect(problem(auditor)).toContainText('Enter what is not fine')
  await expectAccessible(auditor)
  await open.getByRole('textbox', { name: 'In words' }).fill('No note of why so much')
  await open.getByRole('button', { name: 'Write it down' }).click()
  await expect(auditor.getByText('What you found is written down')).toBeVisible()
  await expect(auditor.getByRole('row', { name: new RegExp(number) })).toContainText('No note of why so much')
  const technician = await as('technician')
  expect((await technician.goto('/approvals/sample'))?.status()).toBe(403)
})
