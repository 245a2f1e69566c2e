import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { OWNERS, packsByIds } from '#lib/catalogue/pack.queries.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { moveLoad } from '#lib/files/load.store.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { gtin14 } from '#lib/values/codes.ts'
import { fileToSay, keepChoices } from './by-words.store.ts'

/** Packs that words mean: `at` their place in the list that was shown, `pack` an AMPP id or a barcode. */
export type SayPacks = {
  loadId: string
  version: number
  said: readonly { at: number; pack: string }[]
  here?: boolean
}

/**
 * Says which packs words of a contract file mean. It is kept for files of the same source, and the rows are checked anew.
 * Refuses FILE_GONE, INVALID where nothing was chosen or a number is no pack's, and CHANGED_MEANWHILE where the list is no
 * longer the one that was shown or somebody said otherwise of the same words.
 */
export async function sayPacks(act: Act, { here, ...input }: SayPacks): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'sayPacks', permission: 'contract.load' }, input, async (tx) => {
    const found = await fileToSay(tx, act, input)
    if (!found.ok) return found
    const load = found.value
    const asked = load.report?.byWords?.asked ?? []
    if (input.said.length === 0) {
      return refuse({ code: 'INVALID', errors: [{ field: 'other[0]', message: 'Choose the pack of one row or more' }] })
    }
    const packs = await packsOf(
      tx,
      act,
      input.said.map((one) => one.pack),
    )
    const errors = input.said.flatMap(({ at, pack }) =>
      packs.has(pack) ? [] : [{ field: `other[${at}]`, message: `No pack here has the number ${pack}` }],
    )
    if (errors.length > 0) return refuse({ code: 'INVALID', errors })
    const said = input.said.flatMap(({ at, pack }) => {
      const [words, amppId] = [asked[at], packs.get(pack)]
      return words && amppId ? [{ words, amppId }] : []
    })
    if (said.length < input.said.length) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    if (!(await moveLoad(tx, { id: load.id, version: input.version }, 'check'))) {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    }
    if (!(await keepChoices(tx, act, load, said))) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    const data = { source: load.source ?? '', said: said.map(({ words, amppId }) => ({ row: words.row, amppId })) }
    audit(tx, { document: 'file_load', id: load.id, verb: 'PACKS_SAID', data })
    if (!here) await enqueue(tx, 'work-on-file', { trustId: act.actor.trustId, id: load.id })
    return ok({ loadId: load.id })
  })
}

/** The packs that numbers name, by number: an AMPP id, or a barcode of one pack alone. */
async function packsOf(tx: Tx, act: Act, numbers: readonly string[]): Promise<Map<string, string>> {
  const barcodes = new Map(numbers.flatMap((one) => (gtin14(one) === null ? [] : [[one, gtin14(one) ?? '']])))
  const rows = await tx.$queryRaw<{ code: string; ids: string[] }[]>`
    SELECT c.code, array_agg(DISTINCT c.ampp_id) AS ids FROM pack_code c
    WHERE c.owner_id = ANY (${OWNERS}) AND c.kind = 'GTIN' AND c.code = ANY (${[...barcodes.values()]}::text[])
    GROUP BY c.code`
  const byCode = new Map(rows.flatMap(({ code, ids }) => (ids.length === 1 && ids[0] ? [[code, ids[0]]] : [])))
  const known = await packsByIds(tx, act.actor, [...numbers])
  return new Map(
    numbers.flatMap((one): [string, string][] => {
      const amppId = known.has(one) ? one : byCode.get(barcodes.get(one) ?? '')
      return amppId === undefined ? [] : [[one, amppId]]
    }),
  )
}
