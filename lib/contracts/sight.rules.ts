import { type Asker, may } from '#lib/access/permissions.ts'
import type { Confidentiality } from './award.rules.ts'

/** Which prices somebody may see. Framework prices are confidential, those of patient access schemes strictly so. */
export type PriceSight = { prices: boolean; pas: boolean }

/** What these roles may see of prices. */
export function sightOf(who: Asker): PriceSight {
  return { prices: may(who, 'price.view'), pas: may(who, 'price.view') && may(who, 'price.view_pas') }
}

/** Whether a price of this confidentiality is shown; what is no contract price counts as 'open'. */
export function seesPrice(sight: PriceSight, confidentiality: Confidentiality): boolean {
  return confidentiality === 'pas' ? sight.pas : sight.prices
}
