import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { drawFrom, populationHash } from './draw.ts'
import type { DrawSample, SampleKind } from './sample.schema.ts'

/** Orders that a sample is drawn from at most. */
const MOST_POPULATION = 200_000

/**
 * Draws a sample of the orders that were submitted in a period, by a seed that nobody chooses and that is kept with it,
 * and puts on the record what it was drawn from. A drawn sample never changes. Refuses NOT_ALLOWED for who is no person, INVALID where no order is of the kind,
 * or too many are.
 */
export async function drawSample(act: Act, input: DrawSample): Promise<Result<{ sampleId: string; drawn: number }>> {
  return commit(act, { name: 'drawSample', permission: 'audit.view' }, input, async (tx) => {
    const { trustId, personId } = act.actor
    if (personId === null) return refuse({ code: 'NOT_ALLOWED', permission: 'audit.view' })
    const orders = await populationOf(tx, trustId, input)
    const wrong = (message: string) => refuse({ code: 'INVALID', errors: [{ field: 'from', message }] })
    if (orders.length === 0) return wrong('No order of this kind was submitted in these days')
    if (orders.length > MOST_POPULATION)
      return wrong('Choose fewer days: more than 200,000 orders were submitted in these')
    const ids = new Map(orders.map((order) => [order.number, order.id]))
    const population = [...ids.keys()]
    const id = act.newId()
    // drawn here, never typed: who could choose it could try until a sample suits
    const seed = act.newId().replaceAll('-', '').slice(-16)
    const drawn = drawFrom(population, seed, input.wanted)
    const { from, to, kind, wanted } = input
    const above = kind === 'above' ? input.above : 0
    const facts = {
      kind,
      above,
      seed,
      wanted,
      population: population.length,
      populationSha256: populationHash(population),
    }
    await tx.auditSample.create({
      data: {
        ...{ trustId, id, drawnBy: personId, drawnAt: act.now, ...facts },
        ...{ fromDay: new Date(from), toDay: new Date(to) },
      },
    })
    await tx.auditSampleOrder.createMany({
      data: drawn.map((number, index) => ({ trustId, sampleId: id, place: index + 1, orderId: ids.get(number) ?? '' })),
    })
    audit(tx, { document: 'audit_sample', id, verb: 'SAMPLE_DRAWN', data: { from, to, ...facts, orders: drawn } })
    return ok({ sampleId: id, drawn: drawn.length })
  })
}

function populationOf(tx: Tx, trustId: string, { from, to, kind, above }: DrawSample) {
  return tx.$queryRaw<{ id: string; number: string }[]>`
    SELECT o.id, o.number FROM purchase_order o
    WHERE o.trust_id = ${trustId}::uuid AND o.submitted_on BETWEEN ${from}::date AND ${to}::date AND ${kindOf(kind, above)}
    ORDER BY o.submitted_on, o.id LIMIT ${MOST_POPULATION + 1}`
}

function kindOf(kind: SampleKind, above: number): Prisma.Sql {
  switch (kind) {
    case 'all':
      return Prisma.sql`true`
    case 'passed':
      return Prisma.sql`o.auto_passed`
    case 'emergency':
      return Prisma.sql`o.emergency`
    case 'above':
      return Prisma.sql`o.gross > ${above}`
    case 'off_contract':
      return Prisma.sql`EXISTS (SELECT FROM order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id
        AND l.contract_state = 'OFF_CONTRACT')`
  }
}
