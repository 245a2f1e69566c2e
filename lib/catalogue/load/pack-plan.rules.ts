import { NEW_SHOWN, type NewRowOf } from '#lib/files/new-row.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { formatDate, formatMilli } from '#lib/values/format.ts'
import { type DictionaryPack, packMake, packTitle } from '../pack.rules.ts'
import type { LoadedGtin, LoadedPack } from './pack-file.rules.ts'

/** A code of a pack as it stands; null days = since ever, until further notice. */
export type KnownCode = {
  ownerId: string
  id: string
  amppId: string
  kind: string
  code: string
  from: LocalDate | null
  to: LocalDate | null
}

/** What is known before a product file is loaded. */
export type KnownPacks = {
  ownerId: string
  today: LocalDate
  /** Packs of the file that are there: the loader's own copy, else its hub's. */
  packs: ReadonlyMap<string, DictionaryPack>
  /** Codes of those packs, and every barcode of the file whatever its pack. */
  codes: readonly KnownCode[]
  /** Unit by VMP id, of packs that are not in the file. */
  units: ReadonlyMap<string, string>
}

/** What loading would write. */
export type PackPlan = {
  packs: LoadedPack[]
  newCodes: Omit<KnownCode, 'ownerId' | 'id'>[]
  /** Codes that end on a day. */
  endedCodes: { id: string; to: LocalDate }[]
  /** Barcodes whose days are given anew, codes replaced on the day they began. */
  droppedCodes: string[]
  added: number
  changed: number
  unchanged: number
  /** The first of the packs that are new. */
  newRows: NewRowOf<'packs'>[]
  problems: Problem[]
  warnings: Problem[]
}

const SAME: readonly (keyof Omit<DictionaryPack, 'ownerId'>)[] = [
  'vmppId',
  'ampId',
  'vmpId',
  'vtmId',
  'name',
  'brand',
  'maker',
  'packText',
  'unitsMilli',
  'unitName',
  'cdCategory',
  'unlicensed',
  'fridge',
  'hazardous',
  'highCost',
  'biosimilar',
  'discontinued',
  'madeUp',
  'listPrice',
]

/**
 * What loading these packs would change. A pack that stands as the file says, codes included, is left alone, also where
 * the copy is the hub's. Barcodes that the file does not name stay: an old pack on a shelf must still be found.
 */
export function planPacks(loaded: readonly LoadedPack[], known: KnownPacks): PackPlan {
  const plan: PackPlan = {
    packs: [],
    newCodes: [],
    endedCodes: [],
    droppedCodes: [],
    added: 0,
    changed: 0,
    unchanged: 0,
    newRows: [],
    problems: [],
    warnings: [],
  }
  const codesOf = Map.groupBy(known.codes, (code) => code.amppId)
  for (const pack of loaded) {
    const there = known.packs.get(pack.amppId)
    const codes = (codesOf.get(pack.amppId) ?? []).filter((code) => code.ownerId === there?.ownerId)
    const before = { newCodes: plan.newCodes.length, ended: plan.endedCodes.length, dropped: plan.droppedCodes.length }
    const own = there?.ownerId === known.ownerId
    planCodes(plan, pack, own ? codes : [], known.today)
    const codesSame = own
      ? plan.newCodes.length === before.newCodes && plan.endedCodes.length === before.ended
      : hasCodes(pack, codes)
    const same = there !== undefined && SAME.every((key) => pack[key] === there[key])
    if (same && codesSame) {
      plan.unchanged += 1
      plan.newCodes.length = before.newCodes
      plan.droppedCodes.length = before.dropped
      continue
    }
    plan.packs.push(pack)
    if (there) plan.changed += 1
    else plan.added += 1
    if (!there && plan.newRows.length < NEW_SHOWN) plan.newRows.push(newRow(pack))
    if (there) plan.warnings.push(...doubts(pack, there))
  }
  plan.problems.push(...unitProblems(loaded, known), ...gtinProblems(loaded, known))
  return plan
}

function newRow(pack: LoadedPack): NewRowOf<'packs'> {
  const { row, amppId, gtins } = pack
  return { of: 'packs', row, product: packTitle(pack), make: packMake(pack), amppId, gtin: gtins[0]?.gtin ?? '' }
}

function planCodes(plan: PackPlan, pack: LoadedPack, codes: readonly KnownCode[], today: LocalDate): void {
  for (const [gtin, wanted] of Map.groupBy(pack.gtins, (one) => one.gtin)) {
    const there = codes.filter((code) => code.kind === 'GTIN' && code.code === gtin)
    if (sameDays(wanted, there)) continue
    plan.droppedCodes.push(...there.map((code) => code.id))
    for (const { from, to } of wanted) plan.newCodes.push({ amppId: pack.amppId, kind: 'GTIN', code: gtin, from, to })
  }
  for (const [kind, code] of [
    ['SUPPLIER', pack.supplierCode],
    ['NPC', pack.npcCode],
    ['LOCAL', pack.localCode],
  ] as const) {
    const current = codes.filter((one) => one.kind === kind && (one.to === null || one.to >= today))
    if (code === '' || current.some((one) => one.code === code)) continue
    for (const one of current) {
      if (one.from !== null && one.from >= today) plan.droppedCodes.push(one.id)
      else plan.endedCodes.push({ id: one.id, to: addDays(today, -1) })
    }
    plan.newCodes.push({ amppId: pack.amppId, kind, code, from: current.length > 0 ? today : null, to: null })
  }
}

function sameDays(wanted: readonly LoadedGtin[], there: readonly KnownCode[]): boolean {
  const days = (list: readonly { from: LocalDate | null; to: LocalDate | null }[]) =>
    list
      .map(({ from, to }) => `${from ?? ''} ${to ?? ''}`)
      .sort()
      .join()
  return days(wanted) === days(there)
}

function hasCodes(pack: LoadedPack, codes: readonly KnownCode[]): boolean {
  const has = (kind: string, code: string) => code === '' || codes.some((one) => one.kind === kind && one.code === code)
  return (
    pack.gtins.every((one) => has('GTIN', one.gtin)) &&
    has('SUPPLIER', pack.supplierCode) &&
    has('NPC', pack.npcCode) &&
    has('LOCAL', pack.localCode)
  )
}

function doubts(pack: LoadedPack, there: DictionaryPack): Problem[] {
  const doubt = (column: string, cell: string, problem: string): Problem => ({
    row: pack.row,
    column,
    cell: shortened(cell),
    problem,
  })
  const found: Problem[] = []
  if (there.unitsMilli !== pack.unitsMilli) {
    found.push(
      doubt(
        'pack_size',
        formatMilli(pack.unitsMilli),
        `The pack held ${formatMilli(there.unitsMilli)} until now. Orders already raised keep the old size.`,
      ),
    )
  }
  if (there.vmpId !== pack.vmpId) {
    found.push(
      doubt('vmp_id', pack.vmpId, `The pack belonged to the medicine ${there.vmpId} (${there.name}) until now.`),
    )
  }
  return found
}

function unitProblems(loaded: readonly LoadedPack[], known: KnownPacks): Problem[] {
  return loaded.flatMap((pack) => {
    const unit = known.units.get(pack.vmpId)
    if (unit === undefined || unit === pack.unitName) return []
    const problem = `Other packs of this medicine are counted in ${unit}. Use the same unit, so that prices compare.`
    return [{ row: pack.row, column: 'unit', cell: pack.unitName, problem }]
  })
}

/** A barcode belongs to one pack at a time: held against every pack that is there, with the days the file gives. */
function gtinProblems(loaded: readonly LoadedPack[], known: KnownPacks): Problem[] {
  const rewritten = new Set(loaded.flatMap((pack) => pack.gtins.map(({ gtin }) => `${pack.amppId} ${gtin}`)))
  const standing = Map.groupBy(
    known.codes.filter((code) => code.kind === 'GTIN' && !rewritten.has(`${code.amppId} ${code.code}`)),
    (code) => code.code,
  )
  return loaded.flatMap((pack) =>
    pack.gtins.flatMap((gtin) => {
      const other = standing.get(gtin.gtin)?.find((code) => code.amppId !== pack.amppId && overlap(code, gtin))
      if (!other) return []
      const name = known.packs.get(other.amppId)?.name
      const until = other.to === null ? '' : ` until ${formatDate(other.to)}`
      const problem = `The barcode belongs to another pack${until}: ${other.amppId}${name ? ` (${name})` : ''}. End it there first, or give its days.`
      return [{ row: pack.row, column: 'gtins', cell: gtin.gtin, problem }]
    }),
  )
}

function overlap(a: { from: LocalDate | null; to: LocalDate | null }, b: typeof a): boolean {
  return (a.from ?? '') <= (b.to ?? '9') && (b.from ?? '') <= (a.to ?? '9')
}
