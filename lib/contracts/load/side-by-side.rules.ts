import { type Problem, shortened } from '#lib/files/report.rules.ts'
import { formatDate, formatPrice } from '#lib/values/format.ts'
import { contractName, UNRANKED } from '../award.rules.ts'
import { type PriceSight, seesPrice } from '../sight.rules.ts'
import type { StandingAward, Timeline, WantedAward } from './timeline.rules.ts'

/** What stands before a file is loaded: own awards, the hub's that reach who loads, and which prices that person may see. */
export type StandingBeside = { standing: readonly StandingAward[]; hub: readonly StandingAward[]; sight: PriceSight }

type Beside = Pick<
  WantedAward,
  'validFrom' | 'validTo' | 'rank' | 'frameworkKey' | 'lot' | 'price' | 'confidentiality'
> & {
  whose: 'file' | 'own' | 'hub'
  row: number | null
}

const groupOf = (one: Pick<WantedAward, 'amppId' | 'supplierId' | 'buyingGroup'>) =>
  [one.amppId, one.supplierId, one.buyingGroup].join('\n')

/**
 * New awards that would stand beside another one of the same holder, for the same pack and buying group, on some of the
 * same days. The canonical rules allow that where the ranks differ (and the same rank is refused), so it stops nothing,
 * but it is seldom meant: each pair is told once, at the row that opens the second of the two.
 */
export function sideBySide(plan: Timeline, { standing, hub, sight }: StandingBeside): Problem[] {
  const opened = plan.open.filter((award) => award.status !== 'terminated').sort((a, b) => a.row - b.row)
  const wanted = new Set(opened.map(groupOf))
  const gone = new Set(plan.withdraw)
  const ends = new Map(plan.close.map(({ id, on }) => [id, on]))
  const groups = new Map<string, Beside[]>()
  const put = (award: StandingAward | WantedAward, whose: Beside['whose'], row: number | null) => {
    const key = groupOf(award)
    if (!wanted.has(key)) return
    groups.set(key, [...(groups.get(key) ?? []), { ...award, whose, row }])
  }
  for (const award of standing) {
    if (gone.has(award.id) || award.status === 'terminated') continue
    put({ ...award, validTo: ends.get(award.id) ?? award.validTo }, 'own', null)
  }
  for (const award of hub) if (award.status !== 'terminated') put(award, 'hub', null)
  return opened.flatMap((award) => {
    const other = groups
      .get(groupOf(award))
      ?.find((one) => one.validFrom <= award.validTo && award.validFrom <= one.validTo && one.rank !== award.rank)
    put(award, 'file', award.row)
    if (!other) return []
    const seen = other.whose === 'file' || seesPrice(sight, other.confidentiality)
    const price = seen ? ` at ${formatPrice(other.price)}` : ''
    const problem = `${whoseWords(other)} has the same pack of the same supplier for the same buying group${price} (${rankOf(other.rank)}), from ${formatDate(other.validFrom)} to ${formatDate(other.validTo)}. Both would stand, and the better rank is used. Check that both are meant.`
    return [{ row: award.row, column: 'award_rank', cell: shortened(rankCell(award.rank)), problem }]
  })
}

function whoseWords({ whose, row, frameworkKey, lot }: Beside): string {
  if (whose === 'file') return `Row ${row}`
  const name = contractName({ reference: frameworkKey, lot })
  return whose === 'hub' ? `Your hub’s ${name}` : name
}

const rankOf = (rank: number) => (rank === UNRANKED ? 'no rank' : `rank ${rank}`)

const rankCell = (rank: number) => (rank === UNRANKED ? '' : String(rank))
