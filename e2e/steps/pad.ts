import { expect, type Page } from '@playwright/test'

/** The field in which lines are looked for. */
export const add = (page: Page) => page.getByRole('combobox', { name: 'Add a line' })

/** The packs of a line, by its medicine. */
export const packs = (page: Page, medicine: RegExp) =>
  page.getByRole('row', { name: medicine }).getByRole('textbox', { name: /^Packs of/ })

/** Waits until the server has everything. */
export const kept = (page: Page) => expect(page.getByText(/^Draft kept at /)).toBeVisible()

/** Opens a new pad and answers its address. */
export async function openPad(page: Page): Promise<string> {
  await page.goto('/orders/new?another=1')
  await page.getByRole('button', { name: 'Start the order pad' }).click()
  await page.waitForURL(/\/orders\/new\/[0-9a-f-]{36}$/)
  await expect(add(page)).toBeFocused()
  return page.url()
}

/** Pastes a text where the focus is, as Ctrl+V does. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => {
    const data = new DataTransfer()
    data.setData('text', copied)
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
}

/** Throws the pad away that the page shows. */
export async function discard(page: Page): Promise<void> {
  await page.locator('summary', { hasText: 'Delete this draft' }).click()
  await page.getByRole('button', { name: 'Delete this draft now' }).click()
  await page.waitForURL(/\/orders(\?|$)/)
}
