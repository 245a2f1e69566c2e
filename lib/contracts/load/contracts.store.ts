import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import { OWNERS, packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { type LocalDate, localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { sightOf } from '../sight.rules.ts'
import { choicesOf } from './by-words.store.ts'
import type { LoadedAward } from './contract-file.rules.ts'
import type { ContractPlan, KnownContracts } from './contract-plan.rules.ts'
import { type Catalogue, type CodeOfPack, codeKey } from './match.rules.ts'
import type { KnownSupplier } from './named-suppliers.rules.ts'
import type { StandingAward } from './timeline.rules.ts'

/** What is known of the packs, suppliers and awards of a file, for `planContracts`. */
export async function knownContracts(
  tx: Tx,
  actor: Actor,
  awards: readonly LoadedAward[],
  { today, source }: { today: LocalDate; source: string },
): Promise<KnownContracts> {
  const catalogue = await catalogueOf(tx, actor, awards, source)
  const standing = await standingAwards(tx, [...catalogue.packs.keys()])
  return {
    today,
    catalogue,
    suppliers: await knownSuppliers(tx, actor),
    standing: standing.filter((award) => award.ownerId === actor.trustId),
    hub: standing.filter((award) => award.ownerId !== actor.trustId),
    sight: sightOf(actor),
  }
}

async function catalogueOf(tx: Tx, actor: Actor, awards: readonly LoadedAward[], source: string): Promise<Catalogue> {
  const byWords = await choicesOf(
    tx,
    source,
    awards.flatMap(({ pack }) => pack.words ?? []),
  )
  const clues = awards.map((award) => award.pack)
  const texts = (of: (clue: LoadedAward['pack']) => string) => [...new Set(clues.map(of).filter(Boolean))]
  const rows = await tx.$queryRaw<CodeOfPack[]>`
    SELECT c.ampp_id AS "amppId", c.kind, c.code, c.valid_from::text AS "from", c.valid_to::text AS "to" FROM pack_code c
    WHERE c.owner_id = ANY (${OWNERS}) AND ((c.kind = 'GTIN' AND c.code = ANY (${texts((clue) => clue.gtin)}::text[]))
      OR (c.kind = 'NPC' AND upper(c.code) = ANY (${texts((clue) => clue.npcCode.toUpperCase())}::text[])))`
  const bare = clues
    .filter((clue) => clue.vmppId && !clue.amppId && !clue.gtin && !clue.npcCode)
    .map((clue) => clue.vmppId)
  const siblings = await tx.$queryRaw<{ ampp_id: string }[]>`
    SELECT DISTINCT p.ampp_id FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.vmpp_id = ANY (${bare}::text[])`
  const said = [...byWords.values()].map((one) => one.amppId)
  const ids = [
    ...texts((clue) => clue.amppId),
    ...said,
    ...rows.map((row) => row.amppId),
    ...siblings.map((row) => row.ampp_id),
  ]
  const packs = await packsByIds(tx, actor, [...new Set(ids)])
  return {
    packs,
    codes: Map.groupBy(rows, (row) => codeKey(row.kind, row.code)),
    byVmpp: Map.groupBy(packs.values(), (pack) => pack.vmppId),
    byWords,
  }
}

async function knownSuppliers(tx: Tx, actor: Actor): Promise<KnownSupplier[]> {
  return tx.$queryRaw<KnownSupplier[]>`
    SELECT coalesce(s.joined_to, s.id) AS id, s.code, s.name FROM supplier s WHERE s.owner_id = ANY (${OWNERS})
    ORDER BY s.owner_id = ${actor.trustId}::uuid DESC, s.id`
}

/** Awards on these packs that this organisation may see: its own, and its hub's that reach it. */
async function standingAwards(tx: Tx, amppIds: readonly string[]): Promise<(StandingAward & { ownerId: string })[]> {
  const rows = await tx.$queryRaw<
    {
      owner_id: string
      id: string
      reference: string
      lot: string
      ampp_id: string
      supplier_id: string
      buying_group: string
      rank: number
      route: string
      wholesaler_ids: string[]
      price: bigint
      valid_from: string
      valid_to: string
      extension_to: string | null
      minimum_packs: number
      minimum_order: bigint
      carriage: bigint
      lead_days: number | null
      annual_packs: number | null
      status: StandingAward['status']
      confidentiality: StandingAward['confidentiality']
      npc_code: string
      notes: string
    }[]
  >`
    SELECT a.owner_id, a.id, f.reference, a.lot, a.ampp_id, a.supplier_id, a.buying_group, a.rank, a.route,
      ARRAY(SELECT w.supplier_id::text FROM award_wholesaler w WHERE w.owner_id = a.owner_id AND w.award_id = a.id ORDER BY 1) AS wholesaler_ids,
      a.price, a.valid_from::text, a.valid_to::text, a.extension_to::text, a.minimum_packs, a.minimum_order, a.carriage,
      a.lead_days, a.annual_packs, a.status, a.confidentiality, a.npc_code, a.notes
    FROM award a JOIN framework f ON f.owner_id = a.owner_id AND f.id = a.framework_id
    WHERE a.ampp_id = ANY (${[...amppIds]}::text[]) AND NOT a.withdrawn`
  return rows.map((row) => ({
    ownerId: row.owner_id,
    id: row.id,
    frameworkKey: row.reference,
    lot: row.lot,
    amppId: row.ampp_id,
    supplierId: row.supplier_id,
    buyingGroup: row.buying_group,
    rank: row.rank,
    route: row.route === 'wholesaler' ? 'wholesaler' : 'direct',
    wholesalerIds: row.wholesaler_ids,
    price: price(row.price),
    validFrom: localDate(row.valid_from),
    validTo: localDate(row.valid_to),
    extensionTo: row.extension_to === null ? null : localDate(row.extension_to),
    minimumPacks: row.minimum_packs,
    minimumOrder: pence(row.minimum_order),
    carriage: pence(row.carriage),
    leadDays: row.lead_days,
    annualPacks: row.annual_packs,
    status: row.status,
    confidentiality: row.confidentiality,
    npcCode: row.npc_code,
    notes: row.notes,
  }))
}

/** The hub's trusts that do not have the prices of these frameworks yet; none where a trust loads for itself. */
export async function trustsToEntitle(tx: Tx, actor: Actor, references: readonly string[]): Promise<string[]> {
  if (actor.trustKind !== 'hub') return []
  const rows = await tx.$queryRaw<{ trust_id: string }[]>`
    SELECT o.trust_id FROM organisation o
    WHERE o.hub_id = ${actor.trustId}::uuid AND EXISTS (
      SELECT FROM unnest(${[...references]}::text[]) AS wanted (reference)
      LEFT JOIN framework f ON f.owner_id = ${actor.trustId}::uuid AND f.reference = wanted.reference
      LEFT JOIN framework_entitlement e ON e.owner_id = f.owner_id AND e.framework_id = f.id AND e.trust_id = o.trust_id
      WHERE e.trust_id IS NULL)
    ORDER BY o.ods_code`
  return rows.map((row) => row.trust_id)
}

/** Writes what `planContracts` found: suppliers, frameworks and who they reach, awards closed and opened. */
export async function writeContracts(tx: Tx, act: Act, plan: ContractPlan, loadId: string): Promise<void> {
  const owner = act.actor.trustId
  const realIds = new Map(plan.suppliers.map((one) => [one.id, act.newId()]))
  const real = (id: string) => realIds.get(id) ?? id
  await tx.supplier.createMany({
    data: plan.suppliers.map(({ id, code, name, kind }) => ({ ownerId: owner, id: real(id), code, name, kind })),
  })
  await tx.framework.createMany({
    data: [...plan.frameworks].map(([reference, category]) => ({
      ownerId: owner,
      id: act.newId(),
      reference,
      category,
    })),
    skipDuplicates: true,
  })
  const references = [...plan.frameworks.keys()]
  await tx.$executeRaw`
    INSERT INTO framework_entitlement (owner_id, framework_id, trust_id)
    SELECT f.owner_id, f.id, o.trust_id FROM framework f JOIN organisation o ON o.hub_id = f.owner_id
    WHERE f.owner_id = ${owner}::uuid AND f.reference = ANY (${references}::text[])
    ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    UPDATE award SET withdrawn = true WHERE owner_id = ${owner}::uuid AND id = ANY (${plan.withdraw}::uuid[])`
  await tx.$executeRaw`
    UPDATE award a SET valid_to = c.on_day
    FROM unnest(${plan.close.map((one) => one.id)}::uuid[], ${plan.close.map((one) => one.on)}::date[]) AS c (id, on_day)
    WHERE a.owner_id = ${owner}::uuid AND a.id = c.id`
  for (const awards of inParts(plan.open))
    await openAwards(
      tx,
      act,
      loadId,
      awards.map((award) => ({
        ...award,
        supplierId: real(award.supplierId),
        wholesalerIds: award.wholesalerIds.map(real),
      })),
    )
}

async function openAwards(tx: Tx, act: Act, loadId: string, awards: ContractPlan['open']): Promise<void> {
  const owner = act.actor.trustId
  const rows = awards.map((award) => ({ ...award, id: act.newId() }))
  await tx.$executeRaw`
    INSERT INTO award (owner_id, id, framework_id, lot, buying_group, ampp_id, pack_owner_id, supplier_id, rank, route, price,
      valid_from, valid_to, extension_to, minimum_packs, minimum_order, carriage, lead_days, annual_packs, status,
      confidentiality, npc_code, notes, load_id, source_row)
    SELECT ${owner}::uuid, r.id, f.id, r.lot, r."buyingGroup", r."amppId",
      (SELECT p.owner_id FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.ampp_id = r."amppId" ORDER BY p.owner_id = ${owner}::uuid DESC LIMIT 1),
      r."supplierId", r.rank, r.route, r.price, r."validFrom", r."validTo", r."extensionTo", r."minimumPacks",
      r."minimumOrder", r.carriage, r."leadDays", r."annualPacks", r.status, r.confidentiality, r."npcCode", r.notes,
      ${loadId}::uuid, r.row
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
      id uuid, "frameworkKey" text, lot text, "buyingGroup" text, "amppId" text, "supplierId" uuid, rank integer, route text,
      price bigint, "validFrom" date, "validTo" date, "extensionTo" date, "minimumPacks" integer, "minimumOrder" bigint,
      carriage bigint, "leadDays" integer, "annualPacks" integer, status text, confidentiality text, "npcCode" text,
      notes text, row integer)
    JOIN framework f ON f.owner_id = ${owner}::uuid AND f.reference = r."frameworkKey"`
  const routes = rows.flatMap((award) => award.wholesalerIds.map((supplierId) => ({ award: award.id, supplierId })))
  await tx.$executeRaw`
    INSERT INTO award_wholesaler (owner_id, award_id, supplier_id)
    SELECT ${owner}::uuid, w.award, w.supplier
    FROM unnest(${routes.map((one) => one.award)}::uuid[], ${routes.map((one) => one.supplierId)}::uuid[]) AS w (award, supplier)`
}
