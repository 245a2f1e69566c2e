import { chromium } from '@playwright/test'
import { findChromium } from '#scripts/test/chromium.ts'
import { quantile } from '../run/measure.ts'

const KEYS = 40

/**
 * Types in the quantities of an open pad in a real browser: the time from each key to the next picture, in milliseconds,
 * as the 95th of a hundred. The browser itself says it (Event Timing), in steps of 8 ms.
 */
export async function keyToPicture(url: string, cookie: string, address: string): Promise<number> {
  const { executablePath, env } = await findChromium()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], env })
  try {
    const at = cookie.indexOf('=')
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url }])
    const page = await context.newPage()
    await page.goto(`${url}${address}`)
    const quantity = page.locator('input[data-pad-packs]').first()
    await quantity.click()
    await page.evaluate(watchKeys)
    for (let key = 0; key < KEYS; key += 1) {
      await page.keyboard.press(key % 2 === 0 ? 'Backspace' : '7')
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    }
    return quantile(await page.evaluate(seenKeys), 0.95)
  } finally {
    await browser.close()
  }
}

declare global {
  interface Window {
    keysSeen?: number[]
  }
}

/** In the page: notes how long each key took until the picture. What took less than 16 ms is not told, and counts as 16. */
function watchKeys(): void {
  const seen: number[] = []
  window.keysSeen = seen
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') seen.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
}

function seenKeys(): number[] {
  return window.keysSeen?.length ? window.keysSeen : [16]
}
