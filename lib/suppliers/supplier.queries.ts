import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { mayAny, type Permission } from '#lib/access/permissions.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { pence } from '#lib/values/money.ts'
import { type Account, type MissingPiece, missingForElectronic } from './supplier.rules.ts'
import type { Channel, SupplierKind } from './supplier.schema.ts'

/** Who may look at suppliers: a hub at those it loads. */
export const SEES_SUPPLIERS = ['supplier.view', 'contract.load'] as const satisfies readonly Permission[]

/** How this trust trades with a supplier; `version` is that of its row. */
export type AccountView = Account & { version: number }

/** A supplier as this trust sees it. */
export type SupplierView = {
  id: string
  name: string
  code: string
  kind: SupplierKind
  gln: string | null
  endpointScheme: string | null
  endpointId: string | null
  address: string[]
  version: number
  /** Whether this organisation loaded it and may change what it is. */
  own: boolean
  account: AccountView | null
  missing: MissingPiece[]
  /** The one that is bought from in its place; null = itself. */
  joinedTo: { id: string; name: string } | null
  /** Those of the trust's own that were joined to this one: their orders stand under them. */
  joinedFrom: { id: string; name: string }[]
}

type SupplierRow = {
  id: string
  owner_id: string
  name: string
  code: string
  kind: string
  gln: string | null
  endpoint_scheme: string | null
  endpoint_id: string | null
  address: string[]
  version: number
  account_number: string | null
  channel: string | null
  order_email: string | null
  phone: string | null
  minimum_order: bigint | null
  carriage: bigint | null
  cut_off: string | null
  lead_days: number | null
  answer_hours: number | null
  shelf_life_days: number | null
  account_version: number | null
  joined_to: { id: string; name: string } | null
  joined_from: { id: string; name: string }[]
  trust_endpoint: boolean
}

const COLUMNS = Prisma.sql`s.id, s.owner_id, s.name, s.code, s.kind, s.gln, s.endpoint_scheme, s.endpoint_id, s.address, s.version,
  a.account_number, a.channel, a.order_email, a.phone, a.minimum_order, a.carriage, a.cut_off, a.lead_days, a.answer_hours,
  a.shelf_life_days, a.version AS account_version,
  (SELECT json_build_object('id', j.id, 'name', j.name) FROM supplier j WHERE j.id = s.joined_to) AS joined_to,
  (SELECT coalesce(json_agg(json_build_object('id', j.id, 'name', j.name) ORDER BY j.name), '[]'::json) FROM supplier j
    WHERE j.joined_to = s.id AND j.owner_id = identity.current_trust()) AS joined_from,
  EXISTS (SELECT FROM organisation o WHERE o.trust_id = identity.current_trust() AND o.endpoint_id IS NOT NULL) AS trust_endpoint`

const FROM = Prisma.sql`FROM supplier s LEFT JOIN supplier_account a ON a.supplier_id = s.id`

function viewOf(row: SupplierRow, actor: Actor): SupplierView {
  const channel: Channel = row.channel === 'email' || row.channel === 'portal' ? row.channel : 'phone'
  const account: AccountView | null =
    row.account_version === null
      ? null
      : {
          accountNumber: row.account_number ?? '',
          channel,
          orderEmail: row.order_email,
          phone: row.phone ?? '',
          minimumOrder: pence(row.minimum_order ?? 0),
          carriage: pence(row.carriage ?? 0),
          cutOff: row.cut_off,
          leadDays: row.lead_days ?? 0,
          answerHours: row.answer_hours ?? 0,
          shelfLifeDays: row.shelf_life_days ?? 0,
          version: row.account_version,
        }
  const kind: SupplierKind = row.kind === 'wholesaler' || row.kind === 'specials' ? row.kind : 'manufacturer'
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    kind,
    gln: row.gln,
    endpointScheme: row.endpoint_scheme,
    endpointId: row.endpoint_id,
    address: row.address,
    version: row.version,
    own: row.owner_id === actor.trustId,
    joinedTo: row.joined_to,
    joinedFrom: row.joined_from,
    account,
    missing: missingForElectronic({
      account,
      supplierEndpoint: row.endpoint_id !== null,
      trustEndpoint: row.trust_endpoint,
    }),
  }
}

/** What a list of suppliers is asked for: words of the name or code, with or without an account, from which name on. */
export type SupplierList = { q: string; view: 'all' | 'account' | 'none'; after: string }

/** How many suppliers stand on a page. */
export const SUPPLIERS_A_PAGE = 50

/** Suppliers by name, those of the trust's own and its hub's; `after` of the next page, or null at the end. */
export async function listSuppliers(
  actor: Actor,
  asked: SupplierList,
  size = SUPPLIERS_A_PAGE,
): Promise<{ suppliers: SupplierView[]; after: string | null; counts: Record<SupplierList['view'], number> }> {
  if (!mayAny(actor, SEES_SUPPLIERS)) return { suppliers: [], after: null, counts: { all: 0, account: 0, none: 0 } }
  return withTrust(actor, async (tx) => {
    const like = `%${asked.q
      .trim()
      .toLowerCase()
      .replace(/[%_\\]/g, '\\$&')}%`
    const found = Prisma.sql`(lower(s.name) LIKE ${like} OR lower(s.code) LIKE ${like})`
    const only =
      asked.view === 'all'
        ? Prisma.sql`true`
        : asked.view === 'account'
          ? Prisma.sql`a.version IS NOT NULL`
          : Prisma.sql`a.version IS NULL`
    const rows = await tx.$queryRaw<SupplierRow[]>`
      SELECT ${COLUMNS} ${FROM}
      WHERE s.joined_to IS NULL AND ${found} AND ${only} AND (lower(s.name), s.id::text) > (${asked.after.split('\n')[0] ?? ''}, ${asked.after.split('\n')[1] ?? ''})
      ORDER BY lower(s.name), s.id::text LIMIT ${size + 1}`
    const suppliers = rows.slice(0, size).map((row) => viewOf(row, actor))
    const last = suppliers.at(-1)
    const more = rows.length > size && last
    return {
      suppliers,
      after: more ? `${last.name.toLowerCase()}\n${last.id}` : null,
      counts: await countSuppliers(tx, found),
    }
  })
}

async function countSuppliers(tx: Tx, found: Prisma.Sql): Promise<Record<SupplierList['view'], number>> {
  const [row] = await tx.$queryRaw<{ all: number; account: number }[]>`
    SELECT count(*)::int AS "all", count(a.version)::int AS account ${FROM} WHERE s.joined_to IS NULL AND ${found}`
  const all = row?.all ?? 0
  const account = row?.account ?? 0
  return { all, account, none: all - account }
}

/** One supplier; null when there is none, or it is of no concern to this trust. */
export async function supplierById(actor: Actor, id: string): Promise<SupplierView | null> {
  if (!mayAny(actor, SEES_SUPPLIERS)) return null
  return withTrust(actor, async (tx) => {
    const [row] = await tx.$queryRaw<SupplierRow[]>`SELECT ${COLUMNS} ${FROM} WHERE s.id = ${id}::uuid`
    return row ? viewOf(row, actor) : null
  })
}
