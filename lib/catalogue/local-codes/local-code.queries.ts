import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { dayOrNone, type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import { type DatedState, stateOn } from '../dated/dated.rules.ts'
import { packsByIds, packsOfMedicine } from '../pack.queries.ts'
import type { DictionaryPack } from '../pack.rules.ts'
import type { LocalCodesAddress } from './local-code.schema.ts'

/** A code that a system of the trust has for a pack, with who said so. */
export type LocalCode = {
  id: string
  amppId: string
  vmpId: string
  code: string
  system: string
  from: LocalDate
  to: LocalDate | null
  state: DatedState
  by: string
  at: Date
}

/** A code with its pack; null where the catalogue has lost it. */
export type ListedCode = LocalCode & { pack: DictionaryPack | null }

/** A medicine's packs with the codes of the trust's systems, newest first. */
export type MedicineCodes = { vmpId: string; name: string; packs: DictionaryPack[]; codes: ListedCode[] }

type Row = {
  id: string
  ampp_id: string
  vmp_id: string
  code: string
  system: string
  valid_from: string
  valid_to: string
  withdrawn: boolean
  entered_by: string | null
  entered_at: Date
}

const COLUMNS = Prisma.sql`c.id, c.ampp_id, c.vmp_id, c.code, c.system, c.valid_from::text, c.valid_to::text, c.withdrawn,
  c.entered_by, c.entered_at`
const MOST = 200

/** How many codes stand on a page. */
export const CODES_A_PAGE = 50

async function codesOf(tx: Tx, actor: Actor, rows: readonly Row[], on: LocalDate): Promise<ListedCode[]> {
  const people = rows.length > 0 ? await peopleOfTrust(tx) : new Map()
  const packs = await packsByIds(tx, actor, [...new Set(rows.map((row) => row.ampp_id))])
  return rows.map((row) => {
    const { id, ampp_id: amppId, vmp_id: vmpId, code, system } = row
    const days = { from: localDate(row.valid_from), to: dayOrNone(row.valid_to) }
    const state = stateOn({ ...days, withdrawn: row.withdrawn }, on)
    const by = nameOf(people, row.entered_by)
    return { id, amppId, vmpId, code, system, ...days, state, by, at: row.entered_at, pack: packs.get(amppId) ?? null }
  })
}

/** A medicine's codes by VMP id, ended ones, too; null when no pack of it is known here. Needs `catalogue.view`. */
export async function codesOfMedicine(actor: Actor, vmpId: string, now: Date): Promise<MedicineCodes | null> {
  if (!may(actor, 'catalogue.view')) return null
  return withTrust(actor, async (tx) => {
    const packs = await packsOfMedicine(tx, actor, vmpId)
    const [first] = packs
    if (!first) return null
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM local_code c WHERE c.vmp_id = ${vmpId} ORDER BY c.valid_from DESC, c.id DESC LIMIT ${MOST}`
    return { vmpId, name: first.name, packs, codes: await codesOf(tx, actor, rows, londonDate(now)) }
  })
}

/** The codes of the trust's systems in use, by code, a page at a time; of one medicine (`vmp`) all. Needs `catalogue.view`. */
export async function listLocalCodes(
  actor: Actor,
  asked: LocalCodesAddress,
  now: Date,
): Promise<{ codes: ListedCode[]; after: string | null }> {
  if (!may(actor, 'catalogue.view')) return { codes: [], after: null }
  const on = londonDate(now)
  const [code = '', id = ''] = asked.after.split('\n')
  const only =
    asked.vmp === ''
      ? Prisma.sql`AND NOT c.withdrawn AND c.valid_to >= ${on}::date`
      : Prisma.sql`AND c.vmp_id = ${asked.vmp}`
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM local_code c
      WHERE c.trust_id = ${actor.trustId}::uuid AND (c.code, c.id::text) > (${code}, ${id}) ${only}
        ${asked.q === '' ? Prisma.empty : Prisma.sql`AND strpos(lower(c.code || ' ' || c.system), lower(${asked.q})) > 0`}
      ORDER BY c.code, c.id::text LIMIT ${CODES_A_PAGE + 1}`
    const shown = rows.slice(0, CODES_A_PAGE)
    const last = shown.at(-1)
    return {
      codes: await codesOf(tx, actor, shown, on),
      after: rows.length > CODES_A_PAGE && last ? `${last.code}\n${last.id}` : null,
    }
  })
}

/**
 * Packs that a system of the trust knows by one of these codes, with the last day of a code that is over; inside other
 * searches, too. Those whose code is in use come first.
 */
export async function packsByLocalCode(
  tx: Tx,
  codes: readonly string[],
  on: LocalDate,
): Promise<{ amppId: string; ended: LocalDate | null }[]> {
  if (codes.length === 0) return []
  const rows = await tx.$queryRaw<{ ampp_id: string; last: string }[]>`
    SELECT c.ampp_id, max(c.valid_to)::text AS last FROM local_code c
    WHERE c.code = ANY (${[...codes]}::text[]) AND NOT c.withdrawn AND c.valid_from <= ${on}::date
    GROUP BY c.ampp_id ORDER BY max(c.valid_to) DESC, c.ampp_id LIMIT 20`
  return rows.map((row) => ({ amppId: row.ampp_id, ended: row.last < on ? localDate(row.last) : null }))
}
