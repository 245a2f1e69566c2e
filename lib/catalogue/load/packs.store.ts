import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { dayOrNone, type LocalDate, localDate, NO_DAY } from '#lib/values/dates.ts'
import { OWNERS, packsByIds } from '../pack.queries.ts'
import type { LoadedPack } from './pack-file.rules.ts'
import type { KnownCode, KnownPacks, PackPlan } from './pack-plan.rules.ts'

const EVER = '1900-01-01'

/** What is known of the packs of a file, for `planPacks`. */
export async function knownPacks(
  tx: Tx,
  actor: Act['actor'],
  loaded: readonly LoadedPack[],
  today: LocalDate,
): Promise<KnownPacks> {
  const ids = loaded.map((pack) => pack.amppId)
  const gtins = loaded.flatMap((pack) => pack.gtins.map((one) => one.gtin))
  const vmpIds = [...new Set(loaded.map((pack) => pack.vmpId))]
  const packs = await packsByIds(tx, actor, ids)
  const codes = await tx.$queryRaw<
    {
      owner_id: string
      id: string
      ampp_id: string
      kind: string
      code: string
      valid_from: string
      valid_to: string
    }[]
  >`
    SELECT c.owner_id, c.id, c.ampp_id, c.kind, c.code, c.valid_from::text, c.valid_to::text FROM pack_code c
    WHERE c.owner_id = ANY (${OWNERS}) AND (c.ampp_id = ANY (${ids}::text[]) OR (c.kind = 'GTIN' AND c.code = ANY (${gtins}::text[])))`
  const units = await tx.$queryRaw<{ vmp_id: string; unit_name: string }[]>`
    SELECT p.vmp_id, min(p.unit_name) AS unit_name FROM pack p
    WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = ANY (${vmpIds}::text[]) AND NOT p.ampp_id = ANY (${ids}::text[])
    GROUP BY p.vmp_id`
  return {
    ownerId: actor.trustId,
    today,
    packs,
    codes: codes.map(
      (row): KnownCode => ({
        ownerId: row.owner_id,
        id: row.id,
        amppId: row.ampp_id,
        kind: row.kind,
        code: row.code,
        from: row.valid_from === EVER ? null : localDate(row.valid_from),
        to: dayOrNone(row.valid_to),
      }),
    ),
    units: new Map(units.map((row) => [row.vmp_id, row.unit_name])),
  }
}

/** Writes what `planPacks` found, as this trust's own copies. */
export async function writePacks(tx: Tx, act: Act, plan: PackPlan, loadId: string): Promise<void> {
  for (const packs of inParts(plan.packs)) {
    await tx.$executeRaw`
      INSERT INTO pack (owner_id, ampp_id, vmpp_id, amp_id, vmp_id, vtm_id, name, brand, maker, pack_text, units_milli, unit_name,
        cd_category, unlicensed, fridge, hazardous, high_cost, biosimilar, discontinued, made_up,
        list_price, search, load_id)
      SELECT ${act.actor.trustId}::uuid, r."amppId", r."vmppId", r."ampId", r."vmpId", r."vtmId", r.name, r.brand, r.maker,
        r."packText", r."unitsMilli", r."unitName", r."cdCategory", r.unlicensed, r.fridge, r.hazardous, r."highCost", r.biosimilar,
        r.discontinued, r."madeUp", r."listPrice", r.search, ${loadId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(packs)}::jsonb) AS r (
        "amppId" text, "vmppId" text, "ampId" text, "vmpId" text, "vtmId" text, name text, brand text, maker text, "packText" text,
        "unitsMilli" bigint, "unitName" text, "cdCategory" text, unlicensed boolean, fridge boolean, hazardous boolean,
        "highCost" boolean, biosimilar boolean, discontinued boolean, "madeUp" boolean, "listPrice" bigint, search text)
      ON CONFLICT (owner_id, ampp_id) DO UPDATE SET
        vmpp_id = excluded.vmpp_id, amp_id = excluded.amp_id, vmp_id = excluded.vmp_id, vtm_id = excluded.vtm_id,
        name = excluded.name, brand = excluded.brand, maker = excluded.maker, pack_text = excluded.pack_text,
        units_milli = excluded.units_milli, unit_name = excluded.unit_name, cd_category = excluded.cd_category,
        unlicensed = excluded.unlicensed, fridge = excluded.fridge, hazardous = excluded.hazardous,
        high_cost = excluded.high_cost, biosimilar = excluded.biosimilar, discontinued = excluded.discontinued, made_up = excluded.made_up,
        list_price = excluded.list_price, search = excluded.search, load_id = excluded.load_id`
  }
  if (plan.droppedCodes.length > 0) {
    await tx.$executeRaw`
      DELETE FROM pack_code WHERE owner_id = ${act.actor.trustId}::uuid AND id = ANY (${plan.droppedCodes}::uuid[])`
  }
  if (plan.endedCodes.length > 0) {
    const ended = Prisma.sql`unnest(${plan.endedCodes.map((one) => one.id)}::uuid[], ${plan.endedCodes.map((one) => one.to)}::date[])`
    await tx.$executeRaw`
      UPDATE pack_code c SET valid_to = e.on_day FROM ${ended} AS e (id, on_day)
      WHERE c.owner_id = ${act.actor.trustId}::uuid AND c.id = e.id`
  }
  for (const codes of inParts(plan.newCodes)) {
    const rows = codes.map((code) => ({ ...code, id: act.newId(), from: code.from ?? EVER, to: code.to ?? NO_DAY }))
    await tx.$executeRaw`
      INSERT INTO pack_code (owner_id, id, ampp_id, kind, code, valid_from, valid_to)
      SELECT ${act.actor.trustId}::uuid, r.id, r."amppId", r.kind, r.code, r."from", r."to"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
        id uuid, "amppId" text, kind text, code text, "from" date, "to" date)`
  }
}
