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

/** Variances with which packs may go back; the others only say what is different. */
export const GOES_BACK = [
  'SHORT_DATED',
  'DAMAGED',
  'WRONG_ITEM',
  'WRONG_PACK',
  'COLD_CHAIN_BREACH',
  'RECALLED_BATCH',
  'UNLICENSED_UNEXPECTED',
] as const satisfies readonly Variance[]

/** Whether packs may go back with this variance. */
export function mayGoBack(variance: Variance): boolean {
  return (GOES_BACK as readonly Variance[]).includes(variance)
}

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
