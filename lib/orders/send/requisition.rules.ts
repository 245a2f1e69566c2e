import type { CdRequisitionLine } from '#lib/documents/cd-requisition.ts'
import { type Milli, milli, packs, unitsInPacks } from '#lib/values/packs.ts'

/** What a requisition needs to know of an order line. `units_milli` in thousandths of a unit per pack. */
export type RequisitionedLine = {
  lineNo: number
  productName: string
  brand: string
  packText: string
  cdCategory: string
  packs: number
  unitsMilli: bigint
  unitName: string
  /** What else was known of it when it was ordered. */
  marks?: readonly string[]
}

/**
 * The schedule of the Misuse of Drugs Regulations 2001 for a dm+d category of controlled drugs: 0001 is Schedule 1, 0002
 * and 0003 are 2, 0004 to 0007 are 3, 0008 and 0009 are 4, 0010 is 5; null for what is none.
 */
export function scheduleOfCategory(category: string): 1 | 2 | 3 | 4 | 5 | null {
  const code = Number(category)
  if (code === 1) return 1
  if (code === 2 || code === 3) return 2
  if (code >= 4 && code <= 7) return 3
  if (code === 8 || code === 9) return 4
  return code === 10 ? 5 : null
}

/** Whether it is the trust, not the law, that makes a line a controlled drug of its schedule. */
function byOwnRule({ marks }: RequisitionedLine): boolean {
  return marks?.some((mark) => mark.startsWith('Treated here as')) ?? false
}

/** The lines of a requisition with their total quantity in units: regulation 14 asks for the total, not for packs. */
export function requisitionLines(lines: readonly RequisitionedLine[]): CdRequisitionLine[] {
  return lines.map((line) => {
    const schedule = scheduleOfCategory(line.cdCategory)
    return {
      lineNo: line.lineNo,
      name: line.brand ? `${line.productName} (${line.brand})` : line.productName,
      packText: line.packText,
      schedule:
        schedule === null
          ? 'Not scheduled'
          : `Schedule ${schedule}${byOwnRule(line) ? ' by the trust’s own rule' : ''}`,
      packs: packs(line.packs),
      totalQuantity: unitsInPacks(packs(line.packs), milli(line.unitsMilli)),
      unitName: line.unitName,
    }
  })
}

/** Days of usage that a requisition is held against. */
export const USAGE_DAYS = 91

/** A medicine of a requisition against three months' usage of the whole trust. Quantities in thousandths of a unit. */
export type RequisitionedUsage = {
  vmpId: string
  name: string
  unitName: string
  ordered: Milli
  used: Milli
  /** More is asked for than three months used, or nothing is known of its use. */
  unusual: boolean
}

/** Each medicine of a requisition with what it asks for in all, against what the last three months used (`used`, by VMP). */
export function usageOf(
  lines: readonly (RequisitionedLine & { vmpId: string })[],
  used: ReadonlyMap<string, Milli>,
): RequisitionedUsage[] {
  const medicines = Map.groupBy(lines, (line) => line.vmpId)
  return [...medicines].map(([vmpId, list]) => {
    const ordered = milli(list.reduce((sum, line) => sum + unitsInPacks(packs(line.packs), milli(line.unitsMilli)), 0))
    const [first] = list
    const past = used.get(vmpId) ?? milli(0)
    return {
      vmpId,
      name: first?.productName ?? vmpId,
      unitName: first?.unitName ?? '',
      ...{ ordered, used: past, unusual: ordered > past },
    }
  })
}
