import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { price } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import type { Item } from './entry.rules.ts'
import type { DictionaryPack, PackParts } from './pack-of.rules.ts'

type Owner = Pick<Actor, 'trustId'>

/** A pack of a release with what it is compared with: how it stands, and its barcode blocks, now and in the release before. */
export type ToCompare = {
  parts: PackParts
  was: DictionaryPack | null
  blocks: readonly Item[]
  before: readonly Item[] | null
}

type Row = Omit<PackParts, 'amppId'> & {
  amppId: string
  was: (Omit<DictionaryPack, 'unitsMilli' | 'listPrice'> & { unitsMilli: number; listPrice: number | null }) | null
  blocks: { AMPP?: Item[] } | null
  before: { AMPP?: Item[] } | null
}

/**
 * The next packs of a release after an id, in order of id: what it says of each and of what stands above it, and how the pack
 * stands here. `base` is the number of the release that is current now; its barcodes are what was written last.
 */
export async function packsToCompare(
  tx: Tx,
  { trustId }: Owner,
  { number, base, after, most }: { number: number; base: number | null; after: string; most: number },
): Promise<ToCompare[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT a.id AS "amppId", a.body ->> 'INVALID' AS "amppInvalid", a.body ->> 'VPPID' AS "vmppId", a.body ->> 'APID' AS "ampId",
      a.body ->> 'LEGAL_CATCD' AS "legalCode", a.body ->> 'DISCCD' AS discontinued,
      a.body #>> '{PRICE_INFO,0,PRICE}' AS price, a.body #>> '{PRICE_INFO,0,PRICE_BASISCD}' AS "priceBasis",
      vpp.body ->> 'VPID' AS "vmpId", p.body ->> 'VPID' AS "ampVmpId", vpp.body ->> 'INVALID' AS "vmppInvalid",
      vpp.body ->> 'QTYVAL' AS quantity, u.body ->> 'DESC' AS unit, p.body ->> 'NM' AS "ampName", p.body ->> 'INVALID' AS "ampInvalid",
      p.body ->> 'AVAIL_RESTRICTCD' AS available, p.body ->> 'LIC_AUTHCD' AS licence, m.body ->> 'DESC' AS maker,
      v.body ->> 'NM' AS "vmpName", v.body ->> 'INVALID' AS "vmpInvalid", v.body ->> 'VTMID' AS "vtmId",
      v.body #>> '{CONTROL_INFO,0,CATCD}' AS "cdCode", g.body AS blocks, h.body AS before,
      CASE WHEN k.ampp_id IS NULL THEN NULL ELSE pack_particulars(k) END AS was
    FROM (
      SELECT e.id, e.body FROM dictionary_entry e
      WHERE e.owner_id = ${trustId}::uuid AND e.kind = 'ampp' AND e.id > ${after} AND e.since <= ${number}
        AND (e.until IS NULL OR e.until > ${number})
      ORDER BY e.id LIMIT ${most}) a
    LEFT JOIN dictionary_entry vpp ON vpp.owner_id = ${trustId}::uuid AND vpp.kind = 'vmpp' AND vpp.id = a.body ->> 'VPPID'
      AND vpp.since <= ${number} AND (vpp.until IS NULL OR vpp.until > ${number})
    LEFT JOIN dictionary_entry v ON v.owner_id = ${trustId}::uuid AND v.kind = 'vmp' AND v.id = vpp.body ->> 'VPID'
      AND v.since <= ${number} AND (v.until IS NULL OR v.until > ${number})
    LEFT JOIN dictionary_entry p ON p.owner_id = ${trustId}::uuid AND p.kind = 'amp' AND p.id = a.body ->> 'APID'
      AND p.since <= ${number} AND (p.until IS NULL OR p.until > ${number})
    LEFT JOIN dictionary_entry m ON m.owner_id = ${trustId}::uuid AND m.kind = 'lookup' AND m.id = 'SUPPLIER ' || (p.body ->> 'SUPPCD')
      AND m.since <= ${number} AND (m.until IS NULL OR m.until > ${number})
    LEFT JOIN dictionary_entry u ON u.owner_id = ${trustId}::uuid AND u.kind = 'lookup' AND u.id = 'UNIT_OF_MEASURE ' || (vpp.body ->> 'QTY_UOMCD')
      AND u.since <= ${number} AND (u.until IS NULL OR u.until > ${number})
    LEFT JOIN dictionary_entry g ON g.owner_id = ${trustId}::uuid AND g.kind = 'gtin' AND g.id = a.id
      AND g.since <= ${number} AND (g.until IS NULL OR g.until > ${number})
    LEFT JOIN dictionary_entry h ON h.owner_id = ${trustId}::uuid AND h.kind = 'gtin' AND h.id = a.id
      AND h.since <= ${base}::integer AND (h.until IS NULL OR h.until > ${base}::integer)
    LEFT JOIN pack k ON k.owner_id = ${trustId}::uuid AND k.ampp_id = a.id
    ORDER BY a.id`
  return rows.map(({ was, blocks, before, ...parts }) => ({
    parts,
    was: was && {
      ...was,
      unitsMilli: milli(was.unitsMilli),
      listPrice: was.listPrice === null ? null : price(was.listPrice),
    },
    blocks: blocks?.AMPP ?? [],
    before: base === null ? null : (before?.AMPP ?? []),
  }))
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
  await tx.$executeRaw`
    INSERT INTO dictionary_change (owner_id, release_id, ampp_id, what, fields, pack, was, codes)
    SELECT ${act.actor.trustId}::uuid, ${releaseId}::uuid, r."amppId", r.what, r.fields, r.pack, nullif(r.was, 'null'), nullif(r.codes, 'null')
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS r (
      "amppId" text, what text, fields text[], pack jsonb, was jsonb, codes jsonb)
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
