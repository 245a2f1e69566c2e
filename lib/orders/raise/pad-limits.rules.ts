import type { Price } from '#lib/values/money.ts'

/** The most changes that go to the server at once: a pasted list of a thousand lines still fits. */
export const MOST_CHANGES = 1000

/** The most packs of one line. */
export const MOST_PACKS = 1_000_000

/** The highest price of a pack that can be typed: £1,000,000.00, in ten-thousandths of a pound. */
export const HIGHEST_PRICE = 10_000_000_000 as Price

/** The most letters of what is noted on a line, of where a price comes from, and of the pad's own texts. */
export const LONGEST = {
  source: 200,
  note: 500,
  ownNote: 500,
  formularyReason: 300,
  emergencyReason: 500,
  padNote: 1000,
} as const
