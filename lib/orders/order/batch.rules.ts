import type { Pack } from '#lib/catalogue/pack.rules.ts'
import type { TrustSettings } from '#lib/trusts/settings.schema.ts'

/** Whether the trust wants batch and expiry of this pack booked in: its settings name classes of product. */
export function needsBatch(
  pack: Pick<Pack, 'name' | 'cdCategory' | 'unlicensed' | 'fridge' | 'biosimilar'>,
  classes: TrustSettings['batchRequired'],
): boolean {
  const in_ = {
    all: true,
    fridge: pack.fridge,
    cd: pack.cdCategory !== '0000',
    unlicensed: pack.unlicensed,
    injection: /\b(injection|infusion)\b/i.test(pack.name),
    biological: pack.biosimilar,
  } as const satisfies Record<TrustSettings['batchRequired'][number], boolean>
  return classes.some((one) => in_[one])
}

/** What is wrong with a batch that no GS1 batch can be. */
export const BATCH_WORDS = 'enter the batch as printed: at most 20 letters, digits and marks like - / . without blanks'

/**
 * Whether a text can be a batch: at most 20 of the 82 characters of GS1 AI (10) (GS1 General Specifications, figure
 * 7.11-1). Nothing at all is none, and may be asked for elsewhere.
 */
export function isBatch(text: string): boolean {
  return /^[!"%-?A-Z_a-z]{0,20}$/.test(text)
}
