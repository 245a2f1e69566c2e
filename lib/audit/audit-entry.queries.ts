import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { reasonWords } from '#lib/orders/order/reason.rules.ts'
import { reasons } from '#lib/orders/order/reason.schema.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type CheckedChain, checkedChain } from './chain.store.ts'
import { type CoveringSeal, coveringSeal } from './covering-seal.store.ts'
import {
  askedOf,
  type Data,
  factsOf,
  type KnownFact,
  type KnownLine,
  linesOf,
  type StockAtDecision,
  stockAtDecision,
} from './known.rules.ts'

/** A line as it was known, with what its product is called. */
export type NamedLine = KnownLine & { product: string; packText: string; unitName: string }

/** One entry of the record, with everything that was known when it was written. Codes are hexadecimal. */
export type AuditEntryPage = {
  id: string
  at: Date
  document: string
  number: string | null
  verb: string
  data: Data
  who: string
  seq: number
  chainId: string
  payload: string
  previousCode: string
  code: string
  /** Entries of its chain; which of them were checked here, and what is broken. */
  chain: CheckedChain
  /** The first seal that covers its number in its chain; null where none does yet. */
  seal: CoveringSeal | null
  before: { id: string } | null
  next: { id: string } | null
  facts: KnownFact[]
  asked: { role: string; retrospective: boolean; reasons: string[] }[]
  /** The lines of the version that was decided, and the entry that keeps them where it is another. */
  lines: { from: { id: string; seq: number; verb: string } | null; rows: NamedLine[] } | null
  stock: (StockAtDecision & { product: string; unitName: string })[]
}

/** Entries that keep the lines of a version. */
const KEEPS_LINES = ['SUBMITTED', 'AMENDED']

/** One entry of the trust's record; null where there is none of this id. */
export async function auditEntry(actor: Actor, id: string): Promise<AuditEntryPage | null> {
  if (!may(actor, 'audit.view') || !isUuid(id)) return null
  return withTrust(actor, async (tx) => {
    const { trustId } = actor
    const row = await tx.auditEvent.findFirst({ where: { trustId, id } })
    if (!row) return null
    const chain = await checkedChain(tx, trustId, row.chainId, row.seq)
    const data = dataOf(row.payload)
    const people = await peopleOfTrust(tx)
    const kept = await keeperOfLines(tx, trustId, row, data)
    const lines = kept ? linesOf(dataOf(kept.payload)) : []
    const stock = stockAtDecision(data)
    const names = await namesOf(tx, lines, stock)
    const beside = async (seq: number) =>
      tx.auditEvent.findFirst({ where: { trustId, chainId: row.chainId, seq }, select: { id: true } })
    return {
      ...{ id: row.id, at: row.at, document: row.document, verb: row.verb, data, seq: row.seq },
      number: await numberOf(tx, trustId, row),
      ...{ chainId: row.chainId, payload: row.payload },
      who: nameOf(people, row.actorId),
      previousCode: Buffer.from(row.previousMac).toString('hex'),
      code: Buffer.from(row.mac).toString('hex'),
      chain,
      seal: await coveringSeal(tx, trustId, row),
      before: await beside(row.seq - 1),
      next: await beside(row.seq + 1),
      facts: factsOf(data, await namesIn(tx, data, people)),
      asked: askedOf(data).map(({ role, retrospective, reasons: stored }) => {
        const read = reasons.safeParse(stored)
        return { role, retrospective, reasons: read.success ? read.data.map((one) => reasonWords(one).text) : [] }
      }),
      lines:
        kept && lines.length > 0
          ? {
              from: kept.id === row.id ? null : { id: kept.id, seq: kept.seq, verb: kept.verb },
              rows: lines.map((line) => ({ ...line, ...names.line(line) })),
            }
          : null,
      stock: stock.map((one) => ({ ...one, ...names.medicine(one.vmpId) })),
    }
  })
}

function dataOf(payload: string): Data {
  try {
    const { data } = JSON.parse(payload) as { data?: Data }
    return data ?? {}
  } catch {
    return {}
  }
}

/** What the ids in an entry are called: people, suppliers, stores, cost centres and orders. */
async function namesIn(tx: Tx, data: Data, people: ReadonlyMap<string, TrustPerson>) {
  const { lines: _lines, stock: _stock, ...rest } = data
  const ids = [...new Set(JSON.stringify(rest).match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [])].slice(0, 200)
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM supplier WHERE id = ANY (${ids}::uuid[])
    UNION ALL SELECT id, name FROM store WHERE id = ANY (${ids}::uuid[])
    UNION ALL SELECT id, code || ', ' || name FROM cost_centre WHERE id = ANY (${ids}::uuid[])
    UNION ALL SELECT id, number FROM purchase_order WHERE id = ANY (${ids}::uuid[])
    UNION ALL SELECT id, number FROM receipt WHERE id = ANY (${ids}::uuid[])`
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (id: string) => people.get(id)?.name ?? names.get(id) ?? null
}

/** The entry that keeps the lines of the version which this one is about: itself, or the last one before it that does. */
async function keeperOfLines(
  tx: Tx,
  trustId: string,
  row: { id: string; chainId: string; seq: number; verb: string; document: string; payload: string },
  data: Data,
): Promise<{ id: string; seq: number; verb: string; payload: string } | null> {
  if (linesOf(data).length > 0) return row
  if (row.document !== 'order' || typeof data.version !== 'number') return null
  const kept = await tx.auditEvent.findFirst({
    where: { trustId, chainId: row.chainId, seq: { lt: row.seq }, verb: { in: KEEPS_LINES } },
    select: { id: true, seq: true, verb: true, payload: true },
    orderBy: { seq: 'desc' },
  })
  return kept && dataOf(kept.payload).version === data.version ? kept : null
}

async function numberOf(tx: Tx, trustId: string, row: { chainId: string; document: string }): Promise<string | null> {
  const where = { trustId, id: row.chainId }
  if (row.document === 'order')
    return (await tx.purchaseOrder.findFirst({ where, select: { number: true } }))?.number ?? null
  if (row.document === 'receipt')
    return (await tx.receipt.findFirst({ where, select: { number: true } }))?.number ?? null
  return null
}

/** What products were called when they were ordered; a medicine of no line as the catalogue calls it. */
async function namesOf(tx: Tx, lines: readonly KnownLine[], stock: readonly StockAtDecision[]) {
  const ordered = await tx.$queryRaw<{ id: string; product_name: string; pack_text: string; unit_name: string }[]>`
    SELECT id, product_name, pack_text, unit_name FROM order_line WHERE id = ANY (${lines.map((line) => line.id)}::uuid[])`
  const vmpIds = [...new Set([...lines.map((line) => line.vmpId), ...stock.map((one) => one.vmpId)])]
  const packs = await tx.$queryRaw<
    { ampp_id: string; vmp_id: string; name: string; pack_text: string; unit_name: string }[]
  >`
    SELECT ampp_id, vmp_id, name, pack_text, unit_name FROM pack
    WHERE owner_id = ANY (reference_owners()) AND vmp_id = ANY (${vmpIds}::text[]) ORDER BY ampp_id LIMIT 2000`
  const byLine = new Map(ordered.map((one) => [one.id, one]))
  const byPack = new Map(packs.map((one) => [one.ampp_id, one]))
  const byMedicine = new Map(packs.map((one) => [one.vmp_id, one]))
  return {
    line({ id, amppId }: KnownLine) {
      const found = byLine.get(id)
      const pack = byPack.get(amppId)
      return {
        product: found?.product_name ?? pack?.name ?? `Pack ${amppId}`,
        packText: found?.pack_text ?? pack?.pack_text ?? 'pack not known',
        unitName: found?.unit_name ?? pack?.unit_name ?? 'unit',
      }
    },
    medicine(vmpId: string) {
      const found = byMedicine.get(vmpId)
      return { product: found?.name ?? `Medicine ${vmpId}`, unitName: found?.unit_name ?? 'unit' }
    },
  }
}
