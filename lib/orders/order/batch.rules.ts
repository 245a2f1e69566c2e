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
