import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { type LocalDate, NO_DAY } from '#lib/values/dates.ts'

/** Why stock moved. */
export type MovementKind = 'receipt' | 'reversal' | 'count' | 'issue' | 'over_delivery' | 'quarantine'

/** A change of stock of one batch, in thousandths of a VMP unit; negative takes away. */
export type Movement = {
  storeId: string
  amppId: string
  vmpId: string
  batch: string
  expiry: LocalDate | null
  quarantined: boolean
  unitsMilli: number
  kind: MovementKind
  sourceId: string
}

const AT_ONCE = 1000

/** Moves stock: immutable movements, and the holdings they add up to, in the order of their key so that two deliveries never wait crosswise. */
export async function moveStock(tx: Tx, act: Act, movements: readonly Movement[]): Promise<void> {
  const real = movements.filter((one) => one.unitsMilli !== 0)
  for (const part of inParts(real, AT_ONCE)) await movePart(tx, act, part)
}

async function movePart(tx: Tx, act: Act, real: readonly Movement[]): Promise<void> {
  const rows = real.map((one) => ({
    id: act.newId(),
    store_id: one.storeId,
    ampp_id: one.amppId,
    vmp_id: one.vmpId,
    batch: one.batch,
    expiry: one.expiry ?? NO_DAY,
    quarantined: one.quarantined,
    units_milli: one.unitsMilli,
    kind: one.kind,
    source_id: one.sourceId,
  }))
  await tx.$executeRaw`
    INSERT INTO stock_movement (trust_id, id, store_id, ampp_id, vmp_id, batch, expiry, quarantined, units_milli, kind,
      source_id, moved_by, moved_at)
    SELECT ${act.actor.trustId}::uuid, id, store_id, ampp_id, vmp_id, batch, expiry, quarantined, units_milli, kind,
      source_id, ${act.actor.personId}::uuid, ${act.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (id uuid, store_id uuid, ampp_id text, vmp_id text,
      batch text, expiry date, quarantined boolean, units_milli bigint, kind text, source_id uuid)`
  const column = <T>(of: (one: Movement) => T) => real.map(of)
  await tx.$executeRaw`
    INSERT INTO stock_holding (trust_id, store_id, ampp_id, batch, expiry, quarantined, vmp_id, units_milli)
    SELECT ${act.actor.trustId}::uuid, m.store_id, m.ampp_id, m.batch, m.expiry, m.quarantined, min(m.vmp_id), sum(m.units)
    FROM unnest(${column((one) => one.storeId)}::uuid[], ${column((one) => one.amppId)}::text[],
      ${column((one) => one.batch)}::text[], ${column((one) => one.expiry ?? NO_DAY)}::date[],
      ${column((one) => one.quarantined)}::boolean[], ${column((one) => one.vmpId)}::text[],
      ${column((one) => one.unitsMilli)}::bigint[]) AS m (store_id, ampp_id, batch, expiry, quarantined, vmp_id, units)
    GROUP BY m.store_id, m.ampp_id, m.batch, m.expiry, m.quarantined
    ORDER BY m.store_id, m.ampp_id, m.batch, m.expiry, m.quarantined
    ON CONFLICT (trust_id, store_id, ampp_id, batch, expiry, quarantined)
    DO UPDATE SET units_milli = stock_holding.units_milli + excluded.units_milli`
}
