import type { Page } from '@playwright/test'

/** The mark between the parts of a barcode, as the scanner of these tests sends it: a key that writes nothing. */
export const MARK = '\u001d'

/** Types as a scanner does that acts as a keyboard: key after key without a pause, F8 for the mark, Enter at the end. */
export async function wedge(page: Page, barcode: string): Promise<void> {
  for (const sign of barcode) await page.keyboard.press(sign === MARK ? 'F8' : sign)
  await page.keyboard.press('Enter')
}

/** A day so many from today, as barcodes carry it. */
export function barcodeDay(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(2, 10).replaceAll('-', '')
}

/** The DataMatrix of a pack: product code, expiry in so many days, batch, serial number. */
export function dataMatrix(gtin: string, days: number, batch: string): string {
  return `]d201${gtin}17${barcodeDay(days)}10${batch}${MARK}21SER7`
}
