import type { Page } from '@playwright/test'

/** Raises an order of one line as its person would, by the order pad, and submits it. Answers its number. */
export async function raise(page: Page, medicine: string, packs: number): Promise<string> {
  await page.goto('/orders/new?another=1')
  await page.getByRole('button', { name: 'Start the order pad' }).click()
  await page.waitForURL(/\/orders\/new\/[0-9a-f-]{36}$/)
  await page.getByRole('combobox', { name: 'Add a line' }).fill(medicine)
  await page.getByRole('listbox', { name: 'Packs found' }).getByRole('option').first().click()
  const row = page.getByRole('row', { name: new RegExp(medicine, 'i') })
  await row.getByRole('textbox', { name: /^Packs/ }).fill(String(packs))
  await page.getByRole('button', { name: 'Check answers' }).click()
  await page.waitForURL(/\/check/)
  const sure = page.getByRole('link', { name: /^Yes, / })
  const submit = page.getByRole('button', { name: /^(Submit|Send) / })
  await sure.or(submit).waitFor()
  if (await sure.isVisible()) await sure.click()
  await submit.click()
  await page.waitForURL(/\/done$/)
  const text = await page.getByRole('main').textContent()
  const number = /[A-Z0-9]{3}-PH-\d\d-\d{6}-\d/.exec(text ?? '')?.[0]
  if (!number) throw new Error(`No order number on the page:\n${text}`)
  return number
}
