/** What can be wrong with what came (goods-in practice; see the variance codes of the trade). */
export const VARIANCES = [
  'SHORT',
  'OVER',
  'WRONG_ITEM',
  'WRONG_PACK',
  'DAMAGED',
  'SHORT_DATED',
  'COLD_CHAIN_BREACH',
  'UNLICENSED_UNEXPECTED',
  'RECALLED_BATCH',
  'PRICE_ON_DELIVERY_NOTE',
] as const

/** One way in which a delivery differs from its order. */
export type Variance = (typeof VARIANCES)[number]

/** What a variance is called on screen. */
export const VARIANCE_NAMES = {
  SHORT: 'Fewer packs',
  OVER: 'More packs than ordered',
  WRONG_ITEM: 'Wrong item',
  WRONG_PACK: 'Wrong pack size',
  DAMAGED: 'Damaged',
  SHORT_DATED: 'Short-dated',
  COLD_CHAIN_BREACH: 'Too warm or too cold',
  UNLICENSED_UNEXPECTED: 'Unlicensed, not ordered so',
  RECALLED_BATCH: 'Recalled batch',
  PRICE_ON_DELIVERY_NOTE: 'Price on delivery note',
} as const satisfies Record<Variance, string>

/** Whether the text is one of the variance codes. */
export function isVariance(text: string): text is Variance {
  return (VARIANCES as readonly string[]).includes(text)
}
