import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { price } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import type { Item } from './entry.rules.ts'
import { codeKey, type PartKind } from './format.rules.ts'
import type { DictionaryPack, PackParts } from './pack-of.rules.ts'
import { FIELD, ROW } from './read/part-entries.ts'

type Owner = Pick<Actor, 'trustId'>

/** What stands above packs in a release, by id. `stood`: as it was in the release that is current. */
export type Parents = {
  vmps: Map<string, Vmp>
  vmpps: Map<string, Vmpp>
  amps: Map<string, Amp>
  makers: Map<string, Named>
  units: Map<string, Named>
}

type Stood = { stood: boolean }
type Named = Stood & { name: string | null }
type Vmp = Stood & { name: string | null; invalid: string | null; vtmId: string | null; cdCode: string | null }
type Vmpp = Stood & { vmpId: string | null; invalid: string | null; quantity: string | null; unitCode: string }
type Amp = Stood & {
  vmpId: string | null
  name: string | null
  invalid: string | null
  available: string | null
  licence: string | null
  makerCode: string
}

/** Which release is held against which: `base` is the number of the one that is current. */
export type Held = { number: number; base: number | null }

const TOGETHER = 10_000

/** Reads what stands above packs in a release: some hundred thousand concepts, so as few texts. */
export async function parentsOf(tx: Tx, { trustId }: Owner, held: Held): Promise<Parents> {
  const read = async <T>(kind: PartKind, elements: string[], make: (said: (string | null)[], stood: boolean) => T) => {
    const found = await tx.$queryRaw<{ rows: string }[]>`
      SELECT string_agg(t.row, ${ROW}) AS rows FROM (
        SELECT concat_ws(${FIELD}, e.id, ${stood('e', held)}, ${Prisma.join(elements.map((one) => element('e', one)))}) AS row,
          (row_number() OVER () / ${TOGETHER}::integer) AS part
        FROM dictionary_entry e
        WHERE e.owner_id = ${trustId}::uuid AND e.kind = ${kind} AND ${standsIn('e', held.number)}) t
      GROUP BY t.part`
    const all = new Map<string, T>()
    for (const { rows } of found) {
      for (const row of rows.split(ROW)) {
        const [id = '', was, ...said] = row.split(FIELD)
        all.set(
          id,
          make(
            said.map((one) => one || null),
            was === '1',
          ),
        )
      }
    }
    return all
  }
  const lookups = await read('lookup', ['DESC'], ([name = null], stood): Named => ({ name, stood }))
  const list = (group: string) => {
    const from = `${group} `
    return new Map([...lookups].filter(([id]) => id.startsWith(from)).map(([id, one]) => [id.slice(from.length), one]))
  }
  return {
    makers: list('SUPPLIER'),
    units: list('UNIT_OF_MEASURE'),
    vmps: await read(
      'vmp',
      ['NM', 'INVALID', 'VTMID', 'CONTROL_INFO,0,CATCD'],
      ([name = null, invalid = null, vtmId = null, cdCode = null], stood): Vmp => ({
        name,
        invalid,
        vtmId,
        cdCode,
        stood,
      }),
    ),
    vmpps: await read(
      'vmpp',
      ['VPID', 'INVALID', 'QTYVAL', 'QTY_UOMCD'],
      ([vmpId = null, invalid = null, quantity = null, unit], stood): Vmpp => ({
        ...{ vmpId, invalid, quantity, stood },
        unitCode: codeKey(unit ?? ''),
      }),
    ),
    amps: await read(
      'amp',
      ['VPID', 'NM', 'INVALID', 'AVAIL_RESTRICTCD', 'LIC_AUTHCD', 'SUPPCD'],
      ([vmpId = null, name = null, invalid = null, available = null, licence = null, maker], stood): Amp => ({
        ...{ vmpId, name, invalid, available, licence, stood },
        makerCode: codeKey(maker ?? ''),
      }),
    ),
  }
}

/** Whether an entry stands in a release. */
function standsIn(e: string, number: number): Prisma.Sql {
  const [since, until] = [Prisma.raw(`${e}.since`), Prisma.raw(`${e}.until`)]
  return Prisma.sql`(${since} <= ${number}::integer AND (${until} IS NULL OR ${until} > ${number}::integer))`
}

/** '1' where an entry stood so in the release that is current, too. */
function stood(e: string, { base }: Held): Prisma.Sql {
  return base === null ? Prisma.sql`'0'` : Prisma.sql`CASE WHEN ${standsIn(e, base)} THEN '1' ELSE '0' END`
}

/** What an element of an entry says, by its path; '' where it says nothing. */
function element(e: string, path: string): Prisma.Sql {
  const body = Prisma.raw(`${e}.body`)
  return path.includes(',')
    ? Prisma.sql`coalesce(${body} #>> ${`{${path}}`}::text[], '')`
    : Prisma.sql`coalesce(${body} ->> ${path}::text, '')`
}

/** A pack of a release with its barcode blocks, now and in the release that is current. `asItWas`: nothing of it is new. */
export type ToCompare = {
  parts: PackParts
  /** Whether the pack is here, and whether it is to be had. */
  here: boolean
  discontinued: boolean
  asItWas: boolean
  /** null where they are the same. */
  blocks: readonly Item[] | null
  before: readonly Item[]
}

const AMPP = ['INVALID', 'VPPID', 'APID', 'LEGAL_CATCD', 'DISCCD', 'PRICE_INFO,0,PRICE', 'PRICE_INFO,0,PRICE_BASISCD']

/**
 * The next packs of a release after an id, in order of id: what it says of each and of what stands above it, and whether the pack
 * is here as the release that is current left it.
 */
export async function packsToCompare(
  tx: Tx,
  { trustId }: Owner,
  held: Held & { after: string; most: number },
  parents: Parents,
): Promise<ToCompare[]> {
  const { number, base, after, most } = held
  const before =
    base === null
      ? Prisma.sql`LEFT JOIN (SELECT NULL::text AS id, NULL::integer AS since, NULL::jsonb AS body) h ON false`
      : Prisma.sql`LEFT JOIN dictionary_entry h ON h.owner_id = ${trustId}::uuid AND h.kind = 'gtin' AND h.id = a.id
          AND ${standsIn('h', base)}`
  const [found] = await tx.$queryRaw<{ rows: string | null }[]>`
    SELECT string_agg(concat_ws(${FIELD}, a.id, ${stood('a', held)}, ${Prisma.join(AMPP.map((one) => element('a', one)))},
      CASE WHEN k.ampp_id IS NULL THEN '' WHEN k.discontinued THEN 'no' ELSE 'yes' END,
      CASE WHEN k.load_id IS NULL THEN '' ELSE 'file' END,
      CASE WHEN g.since = h.since AND k.ampp_id IS NOT NULL THEN '=' ELSE coalesce(g.body ->> 'AMPP', '') END,
      CASE WHEN g.since = h.since AND k.ampp_id IS NOT NULL THEN '' ELSE coalesce(h.body ->> 'AMPP', '') END), ${ROW} ORDER BY a.id) AS rows
    FROM (
      SELECT e.id, e.since, e.until, e.body FROM dictionary_entry e
      WHERE e.owner_id = ${trustId}::uuid AND e.kind = 'ampp' AND e.id > ${after} AND ${standsIn('e', number)}
      ORDER BY e.id LIMIT ${most}) a
    LEFT JOIN dictionary_entry g ON g.owner_id = ${trustId}::uuid AND g.kind = 'gtin' AND g.id = a.id AND ${standsIn('g', number)}
    ${before}
    LEFT JOIN pack k ON k.owner_id = ${trustId}::uuid AND k.ampp_id = a.id`
  if (!found?.rows) return []
  return found.rows.split(ROW).map((row) => {
    const [amppId = '', was, ...said] = row.split(FIELD)
    const [amppInvalid = null, vmppId = null, ampId = null, legalCode = null, discontinued = null] = said.map(
      (one) => one || null,
    )
    const [price = null, priceBasis = null, pack, file, now, earlier] = said.slice(5).map((one) => one || null)
    const vmpp = parents.vmpps.get(vmppId ?? '')
    const amp = parents.amps.get(ampId ?? '')
    const vmp = parents.vmps.get(vmpp?.vmpId ?? '')
    const unit = parents.units.get(vmpp?.unitCode ?? '')
    const maker = parents.makers.get(amp?.makerCode ?? '')
    const same = now === '=' || (now === null && earlier === null)
    const above = [vmpp, amp, vmp, unit, maker].every((one) => one?.stood)
    return {
      parts: {
        ...{ amppId, amppInvalid, vmppId, ampId, legalCode, discontinued, price, priceBasis },
        ...{ vmpId: vmpp?.vmpId ?? null, vmppInvalid: vmpp?.invalid ?? null, quantity: vmpp?.quantity ?? null },
        ...{ ampVmpId: amp?.vmpId ?? null, ampName: amp?.name ?? null, ampInvalid: amp?.invalid ?? null },
        ...{ available: amp?.available ?? null, licence: amp?.licence ?? null },
        ...{ vmpName: vmp?.name ?? null, vmpInvalid: vmp?.invalid ?? null, vtmId: vmp?.vtmId ?? null },
        ...{ cdCode: vmp?.cdCode ?? null, unit: unit?.name ?? null, maker: maker?.name ?? null },
      },
      here: pack !== null,
      discontinued: pack === 'no',
      asItWas: was === '1' && above && same && pack !== null && file === null,
      blocks: same ? null : blocksIn(now),
      before: same ? [] : blocksIn(earlier),
    }
  })
}

function blocksIn(text: string | null | undefined): readonly Item[] {
  return text ? (JSON.parse(text) as Item[]) : []
}

/** Packs as they stand here, by id. */
export async function packsHere(
  tx: Tx,
  { trustId }: Owner,
  amppIds: readonly string[],
): Promise<Map<string, DictionaryPack>> {
  if (amppIds.length === 0) return new Map()
  const found = await tx.$queryRaw<{ was: DictionaryPack & { unitsMilli: number; listPrice: number | null } }[]>`
    SELECT pack_particulars(k) AS was FROM pack k
    WHERE k.owner_id = ${trustId}::uuid AND k.ampp_id = ANY (string_to_array(${amppIds.join()}, ','))`
  return new Map(
    found.map(({ was }) => [
      was.amppId,
      { ...was, unitsMilli: milli(was.unitsMilli), listPrice: was.listPrice === null ? null : price(was.listPrice) },
    ]),
  )
}

/** A change as it is kept, for `keepChanges`. */
export type KeptChange = {
  amppId: string
  what: string
  fields: readonly string[]
  pack: DictionaryPack
  was: DictionaryPack | null
  codes: { now: { id: string; gtin: string; from: string; to: string }[]; before: string[] } | null
}

/** Keeps changes that a release would make. */
export async function keepChanges(tx: Tx, act: Act, releaseId: string, changes: readonly KeptChange[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ amppId, what, fields, pack, was, codes }) =>
    [
      amppId,
      what,
      fields.join(),
      JSON.stringify(pack),
      was && JSON.stringify(was),
      codes && JSON.stringify(codes),
    ].join(FIELD),
  )
  await tx.$executeRaw`
    INSERT INTO dictionary_change (owner_id, release_id, ampp_id, what, fields, pack, was, codes)
    SELECT ${act.actor.trustId}::uuid, ${releaseId}::uuid, s.c[1], s.c[2], string_to_array(s.c[3], ','), s.c[4]::jsonb,
      nullif(s.c[5], '')::jsonb, nullif(s.c[6], '')::jsonb
    FROM (SELECT string_to_array(x, ${FIELD}) AS c FROM string_to_table(${rows.join(ROW)}, ${ROW}) AS x) s
    ON CONFLICT DO NOTHING`
}

/**
 * Keeps, for packs that the current release has and this one has not, that they end: what they are called stays, they are
 * not to be had. Answers how many.
 */
export async function keepGone(
  tx: Tx,
  { trustId }: Owner,
  releaseId: string,
  number: number,
  base: number,
): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO dictionary_change (owner_id, release_id, ampp_id, what, fields, pack, was)
    SELECT k.owner_id, ${releaseId}::uuid, k.ampp_id, 'ended', '{discontinued}', o.is_now || '{"discontinued": true}', o.is_now
    FROM dictionary_entry e
    JOIN pack k ON k.owner_id = e.owner_id AND k.ampp_id = e.id AND NOT k.discontinued
    CROSS JOIN LATERAL (SELECT pack_particulars(k) AS is_now) o
    WHERE e.owner_id = ${trustId}::uuid AND e.kind = 'ampp' AND e.since <= ${base} AND (e.until IS NULL OR e.until > ${base})
      AND NOT (e.since <= ${number} AND (e.until IS NULL OR e.until > ${number}))
      AND NOT EXISTS (SELECT FROM dictionary_entry n WHERE n.owner_id = e.owner_id AND n.kind = 'ampp' AND n.id = e.id
        AND n.since <= ${number} AND (n.until IS NULL OR n.until > ${number}))
    ON CONFLICT DO NOTHING`
}

/** Whether packs that a release would change no longer stand as they did when that was found. */
export async function standsOtherwise(tx: Tx, { trustId }: Owner, releaseId: string): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS one FROM dictionary_change c LEFT JOIN pack k ON k.owner_id = c.owner_id AND k.ampp_id = c.ampp_id
    WHERE c.owner_id = ${trustId}::uuid AND c.release_id = ${releaseId}::uuid
      AND (CASE WHEN k.ampp_id IS NULL THEN NULL ELSE pack_particulars(k) END) IS DISTINCT FROM c.was
    LIMIT 1`
  return found.length > 0
}
