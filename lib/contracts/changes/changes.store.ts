import 'server-only'
import { createHash } from 'node:crypto'
import type { Act, Actor } from '#lib/access/actor.ts'
import { OWNERS, packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { addDays, type LocalDate, localDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import type { ContractPlan } from '../load/contract-plan.rules.ts'
import { type Beside, type Change, changesOf } from './change.rules.ts'

/** The changes that a plan means, held against every award for the same medicines in the same buying groups. */
export async function changesOfPlan(
  tx: Tx,
  actor: Actor,
  plan: ContractPlan,
  names: ReadonlyMap<string, string>,
  today: LocalDate,
): Promise<Change[]> {
  if (plan.open.length + plan.replaced.length === 0) return []
  const amppIds = [...new Set([...plan.open, ...plan.replaced.map((one) => one.wanted)].map((one) => one.amppId))]
  const groups = [...new Set([...plan.open, ...plan.replaced.map((one) => one.wanted)].map((one) => one.buyingGroup))]
  const rows = await tx.$queryRaw<
    {
      id: string
      reference: string
      lot: string
      buying_group: string
      ampp_id: string
      supplier_id: string
      supplier: string
      rank: number
      price: bigint
      confidentiality: string
      valid_from: string
      valid_to: string
    }[]
  >`
    WITH medicine AS MATERIALIZED (
      SELECT DISTINCT p.vmp_id FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.ampp_id = ANY (${amppIds}::text[])
    ), near AS MATERIALIZED (
      SELECT DISTINCT p.ampp_id FROM medicine m JOIN pack p ON p.vmp_id = m.vmp_id AND p.owner_id = ANY (${OWNERS})
    )
    SELECT a.id, f.reference, a.lot, a.buying_group, a.ampp_id, a.supplier_id, s.name AS supplier, a.rank, a.price,
      a.confidentiality, a.valid_from::text, a.valid_to::text
    FROM award a JOIN framework f ON f.owner_id = a.owner_id AND f.id = a.framework_id
    JOIN supplier s ON s.id = a.supplier_id
    WHERE NOT a.withdrawn AND a.status = 'active' AND a.valid_to >= ${addDays(today, -1)}::date
      AND a.buying_group = ANY (${groups}::text[])
      AND (a.ampp_id IN (SELECT ampp_id FROM near)
        OR (a.owner_id = ${actor.trustId}::uuid AND f.reference = ANY (${[...plan.frameworks.keys()]}::text[])))`
  const all = new Map([...names, ...rows.map((row): [string, string] => [row.supplier_id, row.supplier])])
  const packs = await packsByIds(tx, actor, [...new Set([...amppIds, ...rows.map((row) => row.ampp_id)])])
  const beside = rows.map(
    (row): Beside => ({
      ...{ id: row.id, reference: row.reference, lot: row.lot, buyingGroup: row.buying_group, amppId: row.ampp_id },
      ...{ supplierId: row.supplier_id, rank: row.rank, price: price(row.price) },
      confidential: row.confidentiality === 'pas',
      validFrom: localDate(row.valid_from),
      validTo: localDate(row.valid_to),
    }),
  )
  return changesOf(plan, { today, packs, supplierName: (id) => all.get(id) ?? '', beside })
}

/** What changes say, in short: two lists with the same fingerprint say the same. */
export function fingerprintOf(changes: readonly Change[]): string {
  const hash = createHash('sha256')
  for (const one of changes) hash.update(`${JSON.stringify(one)}\n`)
  return hash.digest('hex')
}

/** Puts down what a file that was checked would change, instead of what was put down before. */
export async function keepChanges(
  tx: Tx,
  act: Act,
  load: { id: string; fileName: string; sha256: string; rowsTotal: number },
  changes: readonly Change[],
): Promise<void> {
  const owner = act.actor.trustId
  await dropChanges(tx, act.actor, load.id)
  const days = changes.map((one) => one.on).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return
  await tx.$executeRaw`
    INSERT INTO contract_change_set (owner_id, load_id, owner_name, file_name, sha256, rows_total, lines, first_on, last_on)
    VALUES (${owner}::uuid, ${load.id}::uuid, ${act.actor.trustName}, ${load.fileName}, ${load.sha256}, ${load.rowsTotal},
      ${changes.length}, ${first}::date, ${last}::date)`
  let n = 0
  for (const part of inParts(changes)) {
    const rows = part.map((one) => ({
      n: ++n,
      ...{ kind: one.kind, row: one.row, reference: one.reference, lot: one.lot, group: one.buyingGroup },
      ...{ vmp: one.vmpId, product: one.product, on: one.on },
      ...{
        oa: one.old?.amppId,
        op: one.old?.pack ?? '',
        os: one.old?.supplier ?? '',
        oc: one.old?.confidential ?? false,
      },
      ...{ opr: one.old?.price, ou: one.old?.units },
      ...{
        na: one.next?.amppId,
        np: one.next?.pack ?? '',
        ns: one.next?.supplier ?? '',
        nc: one.next?.confidential ?? false,
      },
      ...{ npr: one.next?.price, nu: one.next?.units },
    }))
    await tx.$executeRaw`
      INSERT INTO contract_change (owner_id, load_id, n, kind, source_row, reference, lot, buying_group, vmp_id, product,
        starts_on, old_ampp_id, old_pack, old_supplier, old_price, old_units, old_confidential,
        new_ampp_id, new_pack, new_supplier, new_price, new_units, new_confidential)
      SELECT ${owner}::uuid, ${load.id}::uuid, r.n, r.kind, r."row", r.reference, r.lot, r."group", r.vmp, r.product, r."on",
        r.oa, r.op, r.os, r.opr, r.ou, r.oc, r.na, r.np, r.ns, r.npr, r.nu, r.nc
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
        n integer, kind text, "row" integer, reference text, lot text, "group" text, vmp text, product text, "on" date,
        oa text, op text, os text, opr bigint, ou bigint, oc boolean,
        na text, np text, ns text, npr bigint, nu bigint, nc boolean)`
  }
}

/** Forgets the changes of a file that nobody agreed to. */
export async function dropChanges(tx: Tx, actor: Actor, loadId: string): Promise<void> {
  const owner = actor.trustId
  await tx.contractEffect.deleteMany({ where: { trustId: owner, ownerId: owner, loadId } })
  await tx.contractWeighing.deleteMany({ where: { trustId: owner, ownerId: owner, loadId } })
  await tx.contractChange.deleteMany({ where: { ownerId: owner, loadId } })
  await tx.contractChangeSet.deleteMany({ where: { ownerId: owner, loadId } })
}

/** Says of a file's changes that they are agreed to and hold from their days: those whom they reach see them from now on. */
export async function agreeChanges(tx: Tx, act: Act, loadId: string): Promise<void> {
  await tx.contractChangeSet.updateMany({
    where: { ownerId: act.actor.trustId, loadId },
    data: { agreedAt: act.now },
  })
}

/** Says of a file's changes that they were taken back. */
export async function takeBackChanges(tx: Tx, act: Act, loadId: string): Promise<void> {
  await tx.contractChangeSet.updateMany({
    where: { ownerId: act.actor.trustId, loadId },
    data: { undoneAt: act.now },
  })
}
