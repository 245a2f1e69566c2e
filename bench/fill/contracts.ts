import type pg from 'pg'
import { below, type Dice, oneOf } from '../dice.ts'
import { type CopyTable, copyLine } from './copy.ts'
import { idAt } from './ids.ts'
import { type BenchTrust, BRANDED, GENERICS } from './organisations.ts'
import type { MadePack } from './products.ts'

/** A supplier of the bench. */
export type MadeSupplier = {
  id: string
  name: string
  code: string
  kind: 'manufacturer' | 'wholesaler'
  channel: 'email' | 'portal' | 'phone'
  leadDays: number
  minimumOrder: number
  carriage: number
}

/** An award on a pack in one buying group. Price in pence. */
export type MadeAward = {
  id: string
  pack: MadePack
  framework: { id: string; reference: string; category: string }
  lot: string
  group: string
  holder: MadeSupplier
  wholesalers: MadeSupplier[]
  price: number
}

/** Awards run over all the years that are filled, so that every order stands on one. */
export const AWARD_FROM = '2022-01-01'
export const AWARD_TO = '2029-12-31'

/** The first suppliers are wholesalers, the others make packs. */
export const WHOLESALERS = 5
const SUPPLIERS = 80
/** Every so many packs one is on contract. */
const CONTRACTED = 12

/** Suppliers: five wholesalers, the rest make and hold awards. */
export function makeSuppliers(roll: Dice, at: number): MadeSupplier[] {
  return Array.from({ length: SUPPLIERS }, (_, index): MadeSupplier => {
    const wholesaler = index < WHOLESALERS
    const name = wholesaler ? `${NAMES[index]} Wholesale` : `${NAMES[index % NAMES.length]} ${TRADES[below(roll, 6)]}`
    return {
      id: idAt(at),
      name: `${name} ${index}`,
      code: `SUP${index.toString().padStart(3, '0')}`,
      kind: wholesaler ? 'wholesaler' : 'manufacturer',
      channel: index % 10 === 7 ? 'portal' : index % 10 === 9 ? 'phone' : 'email',
      leadDays: wholesaler ? 1 : 2,
      minimumOrder: wholesaler ? 0 : 10_000,
      carriage: wholesaler ? 0 : 950,
    }
  })
}

const NAMES =
  'Meridian Albion Northgate Calder Wexham Fenwick Hartwell Larkspur Ashdown Brightwater Coldstream Dunmore Elmfield Foxley Greystone Hollin Ivybridge Jarrow Kestrel Langdale'.split(
    ' ',
  )
const TRADES = ['Pharma', 'Generics', 'Laboratories', 'Biologics', 'Healthcare', 'Medical']

/** Awards on every twelfth pack, in every group of its kind; two in three delivered by wholesalers. */
export function makeAwards(
  roll: Dice,
  packs: readonly MadePack[],
  suppliers: readonly MadeSupplier[],
  at: number,
): MadeAward[] {
  const wholesalers = suppliers.slice(0, WHOLESALERS)
  const frameworks = Array.from({ length: 24 }, (_, index) => {
    const branded = index % 4 === 3
    const reference = `CM/${branded ? 'PHR' : 'PHG'}/99/${index.toString().padStart(4, '0')}`
    return { id: idAt(at), reference, category: branded ? 'branded' : 'generic_oral' }
  })
  return packs.flatMap((pack, index): MadeAward[] => {
    if (index % CONTRACTED !== 0) return []
    const framework = oneOf(roll, frameworks)
    const holder = suppliers[WHOLESALERS + pack.maker]
    if (!holder) return []
    const route = roll() < 0.66 ? wholesalers.filter((_, place) => (index / CONTRACTED + place) % 5 < 3) : []
    const lot = `0${1 + below(roll, 8)}`
    return (framework.category === 'branded' ? BRANDED : GENERICS).map((group, place) => ({
      ...{ id: idAt(at), pack, framework, lot, group, holder, wholesalers: route },
      price: Math.max(10, Math.round(pack.price * (0.7 + place * 0.01))),
    }))
  })
}

/** Writes suppliers, each trust's accounts with them, frameworks and who may see them. */
export async function writeSuppliers(
  client: pg.Client,
  hubId: string,
  trusts: readonly BenchTrust[],
  { suppliers, awards }: { suppliers: readonly MadeSupplier[]; awards: readonly MadeAward[] },
): Promise<void> {
  const rows = JSON.stringify(suppliers)
  const trustIds = trusts.map((trust) => trust.id)
  await client.query(
    `INSERT INTO supplier (owner_id, id, name, code, kind, address)
     SELECT $1, s.id, s.name, s.code, s.kind, ARRAY[s.name, '1 Commerce Park', 'Exampleton', 'EX1 9ZZ']
     FROM jsonb_to_recordset($2::jsonb) AS s (id uuid, name text, code text, kind text)`,
    [hubId, rows],
  )
  await client.query(
    `INSERT INTO supplier_account (trust_id, supplier_id, account_number, channel, order_email, phone, minimum_order,
       carriage, cut_off, lead_days)
     SELECT t.id, s.id, 'A' || s.code, s.channel, CASE WHEN s.channel = 'email' THEN 'orders@' || lower(s.code) || '.example' END,
       '020 7946 0101', s."minimumOrder", s.carriage, '14:00', s."leadDays"
     FROM unnest($1::uuid[]) AS t (id), jsonb_to_recordset($2::jsonb)
       AS s (id uuid, code text, channel text, "minimumOrder" bigint, carriage bigint, "leadDays" integer)`,
    [trustIds, rows],
  )
  const frameworks = JSON.stringify([...new Set(awards.map((award) => award.framework))])
  await client.query(
    `INSERT INTO framework (owner_id, id, reference, category)
     SELECT $1, f.id, f.reference, f.category FROM jsonb_to_recordset($2::jsonb) AS f (id uuid, reference text, category text)`,
    [hubId, frameworks],
  )
  await client.query(
    `INSERT INTO framework_entitlement (owner_id, framework_id, trust_id)
     SELECT $1, f.id, t.id FROM jsonb_to_recordset($2::jsonb) AS f (id uuid), unnest($3::uuid[]) AS t (id)`,
    [hubId, frameworks, trustIds],
  )
}

/** Columns that `writeAwards` fills. */
export const AWARD_COLUMNS =
  'owner_id id framework_id lot buying_group ampp_id pack_owner_id supplier_id rank route price valid_from valid_to status'.split(
    ' ',
  )

/** Writes awards and the wholesalers on their routes. */
export async function writeAwards(
  hubId: string,
  awards: readonly MadeAward[],
  tables: { award: CopyTable; wholesaler: CopyTable },
): Promise<void> {
  for (const award of awards) {
    const route = award.wholesalers.length > 0 ? 'wholesaler' : 'direct'
    tables.award.line(
      copyLine([
        ...[hubId, award.id, award.framework.id, award.lot, award.group, award.pack.amppId, hubId, award.holder.id],
        ...[1, route, award.price * 100, AWARD_FROM, AWARD_TO, 'active'],
      ]),
    )
    for (const { id } of award.wholesalers) tables.wholesaler.line(copyLine([hubId, award.id, id]))
    if (tables.award.full) await tables.award.drained()
  }
}
