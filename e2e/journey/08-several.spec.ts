import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { add, discard, kept, openPad } from '../steps/pad.ts'

/** A pad with two drafts to two suppliers; answers the numbers of its orders as the pad shows them. */
async function twoDrafts(page: Page): Promise<void> {
  await openPad(page)
  for (const medicine of ['adenosine', 'gentamicin']) {
    await add(page).fill(medicine)
    await page.getByRole('listbox', { name: 'Packs found' }).getByRole('option').first().click()
    await kept(page)
  }
}

test('orders are chosen by keyboard, acted on with their scope and total, and deleted drafts come back', async ({
  as,
}) => {
  const page = await as('technician')
  await twoDrafts(page)
  await page.goto('/orders?view=draft')
  await page.getByRole('button', { name: 'Choose orders' }).press('Enter')
  const boxes = page.getByRole('checkbox', { name: /^Choose RZZ-/ })
  await boxes.nth(0).press('Space')
  await expect(page.getByText(/^1.order, £[\d,.]+ with VAT on this page\.$/)).toBeVisible()
  await boxes.nth(1).focus()
  await page.keyboard.press('Shift+Space')
  await expect(page.getByText(/^2.orders, £[\d,.]+ with VAT on this page\.$/)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  const numbers = [await boxes.nth(0).inputValue(), await boxes.nth(1).inputValue()]
  await page.getByRole('button', { name: 'See what can be done with them' }).click()
  await expect(page.getByRole('heading', { name: 'Chosen orders' })).toBeVisible()
  await expect(page.getByText(/those you chose/)).toContainText(/2.orders, £/)
  await expect(page.getByText('Cancel: none of them.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: /^Delete 2.drafts$/ }).click()
  await expect(page.getByRole('heading', { name: /^Delete 2.drafts\?$/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Delete 2.drafts, £/ }).click()
  await expect(page.getByText(/^2.drafts deleted\.$/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(page.getByText(/2.drafts brought back\.$/)).toBeVisible()
  await page.goto(`/orders?only=${numbers.join(',')}`)
  await expect(page.getByRole('row', { name: /RZZ-.*Draft/ })).toHaveCount(2)
})

test('all that match the filters are more than the page, and said so; an act names those it is not for', async ({
  as,
}) => {
  const page = await as('lead')
  await page.goto('/orders')
  await page.getByRole('button', { name: 'Choose orders' }).click()
  await page.getByRole('checkbox', { name: 'Choose all 50 on this page' }).check()
  await expect(page.getByText(/^All 50.orders, .* on this page\./)).toBeVisible()
  await page.getByRole('button', { name: /^Count all that match/ }).click()
  await expect(page.locator('.app-choosebar')).toContainText(/More than 500|Choose all [\d,]+.orders/)
  await page.getByRole('button', { name: 'See what can be done with them' }).click()
  await page.getByRole('link', { name: /^Close the rest of/ }).click()
  await expect(page.getByRole('heading', { name: /left out$/ })).toBeVisible()
  await page.getByRole('button', { name: /^Close the rest of/ }).click()
  await expect(page.getByText('Say why, in a few words')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Why' })).toBeFocused()
  await expectAccessible(page)
})

test('a draft that was deleted stands to be brought back until the offer is closed', async ({ as }) => {
  const page = await as('technician')
  await twoDrafts(page)
  const pad = page.url()
  await discard(page)
  await expect(page.getByText(/drafts are deleted\.$/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo deleting the draft' }).click()
  await page.waitForURL(pad)
  await expect(page.getByRole('row', { name: /Adenosine/ })).toBeVisible()
  await discard(page)
  await page.getByRole('link', { name: 'Close the note about the deleted draft' }).click()
  await expect(page.getByText(/drafts are deleted/)).toBeHidden()
})
