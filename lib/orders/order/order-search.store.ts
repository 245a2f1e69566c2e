import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'

/** Sets what orders are found by: number, supplier and products as `searchable` writes them; each word group once. */
export async function findBy(
  tx: Tx,
  { actor }: Act,
  orders: readonly { orderId: string; words: readonly string[] }[],
): Promise<void> {
  if (orders.length === 0) return
  const rows = orders.map(({ orderId, words }) => ({ order_id: orderId, text: [...new Set(words)].join(' ') }))
  await tx.$executeRaw`
    INSERT INTO order_search (trust_id, order_id, text)
    SELECT ${actor.trustId}::uuid, order_id, text
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (order_id uuid, text text)
    ON CONFLICT (trust_id, order_id) DO UPDATE SET text = excluded.text`
}

/** Adds products that an order did not have when it was submitted. */
export async function findAlsoBy(tx: Tx, orderId: string, words: readonly string[]): Promise<void> {
  const known = await tx.orderSearch.findFirst({ where: { orderId }, select: { text: true } })
  const added = [...new Set(words)].filter((word) => !known?.text.includes(word))
  if (!known || added.length === 0) return
  await tx.orderSearch.updateMany({ where: { orderId }, data: { text: [known.text, ...added].join(' ') } })
}
