import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { type PackWords, wordsKey } from '#lib/files/by-words.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import { formatCounted, formatMilli } from '#lib/values/format.ts'
import type { ContractColumn, LoadedAward } from './contract-file.rules.ts'

/** A barcode or NPC code of a pack with its days (text, 'YYYY-MM-DD'). */
export type CodeOfPack = { amppId: string; kind: string; code: string; from: string; to: string }

/** The packs and codes that rows may mean. */
export type Catalogue = {
  packs: ReadonlyMap<string, DictionaryPack>
  /** By kind and code, as `codeKey` writes it. */
  codes: ReadonlyMap<string, readonly CodeOfPack[]>
  byVmpp: ReadonlyMap<string, readonly DictionaryPack[]>
  /** What somebody said that words of this source mean, by `wordsKey`. */
  byWords: ReadonlyMap<string, { amppId: string; choiceId: string }>
}

/** Key of a code in a catalogue. */
export const codeKey = (kind: string, code: string) => `${kind} ${code.toUpperCase()}`

/** The pack a row means, or what keeps it from being found. Doubts stop nothing. */
export function matchPack(
  award: LoadedAward,
  catalogue: Catalogue,
): { pack: DictionaryPack | null; problems: Problem[]; warnings: Problem[] } {
  const problems: Problem[] = []
  const warnings: Problem[] = []
  const add = (list: Problem[], column: ContractColumn, cell: string, problem: string) =>
    list.push({ row: award.row, column, cell: shortened(cell), problem })
  const { amppId, vmppId, gtin, npcCode, unitsMilli, unit } = award.pack
  const pack = find(award, catalogue, (column, cell, problem) => add(problems, column, cell, problem))
  if (!pack) return { pack: null, problems, warnings }
  if (vmppId !== '' && pack.vmppId !== vmppId) {
    add(
      problems,
      'vmpp_id',
      vmppId,
      `The pack ${pack.amppId} belongs to the VMPP ${pack.vmppId}. One of the two ids is wrong.`,
    )
  }
  if (amppId !== '' && gtin !== '') {
    const owners = (catalogue.codes.get(codeKey('GTIN', gtin)) ?? []).map((one) => one.amppId)
    if (owners.length > 0 && !owners.includes(amppId)) {
      add(problems, 'gtin', gtin, `The barcode belongs to the pack ${owners[0]}. Check ampp_id and gtin.`)
    }
  }
  if (unitsMilli !== null && unitsMilli !== pack.unitsMilli) {
    add(
      award.pack.words ? warnings : problems, // somebody who saw both said that this pack is meant
      'pack_size',
      formatMilli(unitsMilli),
      `The pack holds ${formatMilli(pack.unitsMilli)} (${pack.packText}). Check which pack the price is for.`,
    )
  }
  if (unit !== '' && singular(unit) !== singular(pack.unitName)) {
    add(
      warnings,
      'pack_uom',
      unit,
      `The pack is counted in ${pack.unitName}. Check that the price is for ${pack.packText}.`,
    )
  }
  if (pack.discontinued) {
    add(warnings, 'ampp_id', pack.amppId, 'The pack is discontinued and will not be offered.')
  }
  if (npcCode !== '' && amppId !== '') {
    const owners = (catalogue.codes.get(codeKey('NPC', npcCode)) ?? []).map((one) => one.amppId)
    if (owners.length > 0 && !owners.includes(amppId)) {
      add(warnings, 'npc_code', npcCode, `The NPC code belongs to the pack ${owners[0]} here.`)
    }
  }
  return { pack, problems, warnings }
}

const singular = (unit: string) => unit.toLowerCase().replace(/s$/, '')

function find(
  award: LoadedAward,
  catalogue: Catalogue,
  complain: (column: ContractColumn, cell: string, problem: string) => void,
): DictionaryPack | null {
  const { amppId, vmppId, gtin, npcCode, words } = award.pack
  if (words) return findByWords(words, catalogue, complain)
  const known = (ids: readonly string[]) => [...new Set(ids)].flatMap((id) => catalogue.packs.get(id) ?? [])
  if (amppId !== '') {
    const pack = catalogue.packs.get(amppId)
    if (!pack) complain('ampp_id', amppId, 'No such pack is loaded. Load it with a product file first.')
    return pack ?? null
  }
  if (gtin !== '') {
    const codes = (catalogue.codes.get(codeKey('GTIN', gtin)) ?? []).filter(
      (one) => one.from <= award.validTo && award.validFrom <= one.to,
    )
    return only(known(codes.map((one) => one.amppId)), award, (count) =>
      complain(
        'gtin',
        gtin,
        count === 0
          ? 'No pack has this barcode on these days. Load it with a product file first.'
          : several(count, 'this barcode'),
      ),
    )
  }
  if (npcCode !== '') {
    const codes = catalogue.codes.get(codeKey('NPC', npcCode)) ?? []
    const packs = known(codes.map((one) => one.amppId)).filter((pack) => vmppId === '' || pack.vmppId === vmppId)
    return only(packs, award, (count) =>
      complain(
        'npc_code',
        npcCode,
        count === 0
          ? 'No pack has this NPC code. Enter its ampp_id, or load the pack with a product file first.'
          : several(count, 'this NPC code'),
      ),
    )
  }
  return only(catalogue.byVmpp.get(vmppId) ?? [], award, (count) =>
    complain(
      'vmpp_id',
      vmppId,
      count === 0 ? 'No pack of this VMPP is loaded. Load it with a product file first.' : several(count, 'this VMPP'),
    ),
  )
}

function findByWords(
  words: PackWords,
  { byWords, packs }: Catalogue,
  complain: (column: ContractColumn, cell: string, problem: string) => void,
): DictionaryPack | null {
  const said = byWords.get(wordsKey(words))
  const pack = said && packs.get(said.amppId)
  if (pack) return pack
  const cell = words.description || words.brand
  const problem = said
    ? `The pack ${said.amppId} that these words were said to mean is not here any more. Take that back, and choose another one.`
    : 'No number says which pack this is. Choose it under “Which packs are meant”, or enter its ampp_id or gtin.'
  complain(words.description ? 'description' : 'brand', cell, problem)
  return null
}

function several(count: number, what: string): string {
  return `${formatCounted(count, 'pack')} have ${what}. Enter the ampp_id of the one that is meant.`
}

/** The one pack there is; of several the one made by the supplier or of the brand that the row names. */
function only(
  packs: readonly DictionaryPack[],
  award: LoadedAward,
  complain: (count: number) => void,
): DictionaryPack | null {
  if (packs.length === 1) return packs[0] ?? null
  const same = (a: string, b: string) =>
    a.toLowerCase().replace(/ (ltd|limited|plc)\.?$/, '') === b.toLowerCase().replace(/ (ltd|limited|plc)\.?$/, '')
  const mine = packs.filter((pack) => same(pack.maker, award.supplierName))
  if (mine.length === 1) return mine[0] ?? null
  complain(packs.length)
  return null
}
