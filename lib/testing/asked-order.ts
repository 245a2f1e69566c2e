import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import type { TestPerson, World } from './a-trust.ts'
import { anApprovedOrder, type PlantedOrder } from './approved-order.ts'

/** What an order that waits for approval looks like: what is asked, and what the rules look at. */
export type AskedOrder = Omit<PlantedOrder, 'status'> & {
  asked?: { role: ApproverRole; step?: number; people?: TestPerson[]; retrospective?: boolean; dueAt?: Date }[]
  status?: 'awaiting_approval' | 'approved' | 'sent'
  changers?: TestPerson[]
  /** Pence with VAT; the order's own total unless told. */
  dayTotal?: number
}

/** Plants an order that waits for approval, as submitting would have left it; asked of the lead unless told otherwise. */
export async function anAskedOrder(
  world: World,
  planted: AskedOrder = {},
): Promise<{ id: string; number: string; version: number }> {
  const { asked = [{ role: 'lead' }], status = 'awaiting_approval', changers = [], dayTotal, ...order } = planted
  const { id, number } = await anApprovedOrder(world, { ...order, status })
  const ods = planted.trust ?? 'RZZ'
  await world.sql(
    `UPDATE purchase_order SET changers = $2, day_total = coalesce($3, gross),
       approved_at = CASE WHEN status = 'awaiting_approval' THEN NULL ELSE approved_at END WHERE id = $1`,
    [id, changers.map((person) => world.personId(person, ods)), dayTotal ?? null],
  )
  const [line] = await world.sql<{ id: string }>('SELECT id FROM order_line WHERE order_id = $1 ORDER BY line_no', [id])
  for (const [index, one] of asked.entries()) {
    const reasons =
      one.role === 'pharmacist'
        ? [{ code: 'CONTROLLED_DRUG', lineIds: [line?.id], categories: ['0002'] }]
        : [{ code: 'OVER_LIMIT', needs: one.role, holder: 'buyer', limit: 500_000, gross: 26_640 }]
    await world.sql(
      `INSERT INTO approval (trust_id, id, order_id, version, role, reasons, retrospective, asked_at, due_at, state, step, seat, people)
       VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, 'waiting', $9, $10, $11)`,
      [
        world.trusts[ods].id,
        world.newId(),
        id,
        one.role,
        JSON.stringify(reasons),
        one.retrospective ?? false,
        world.clock(),
        one.dueAt ?? new Date(world.clock().getTime() + 7 * 86_400_000),
        one.step ?? 1,
        asked.slice(0, index + 1).filter((other) => other.role === one.role).length,
        (one.people ?? []).map((person) => world.personId(person, ods)),
      ],
    )
  }
  return { id, number, version: 1 }
}
