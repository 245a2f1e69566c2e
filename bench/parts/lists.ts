import type pg from 'pg'
import type { Actor } from '#lib/access/actor.ts'
import { openPad } from '#lib/orders/raise/open-pad.command.ts'
import { listOrders } from '#lib/orders/track/order-list.queries.ts'
import { orderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { done } from '#prisma/scenarios/demo-act.ts'
import { connected } from '#scripts/start/database.ts'
import type { BenchDatabase } from '../cluster.ts'
import { actOfNow, actorOf, type Context, cookieOf, onDatabase, type Part } from '../run/context.ts'
import { load } from '../run/http.ts'
import { quantile, type Round, type Row, ratioRow, timed } from '../run/measure.ts'

const LIST = '/orders?view=sent'
const EIGHT = { count: 160, connections: 8 }

/** S1: the order list over HTTP at eight connections against the same page of constant rows, and against an empty one. */
export const s1: Part = {
  id: 'S1',
  run: async ({ large, rounds, server }) => {
    const { url } = await server(large)
    const cookie = await onDatabase(large, async () => cookieOf(await actorOf(large, 'technician')))
    const who = { url, cookie }
    const p50 = async (address: string) => quantile(await load(who, address, EIGHT), 0.5)
    for (const address of [LIST, '/bench/constant', '/bench/empty']) await load(who, address, EIGHT)
    const constant: Round[] = []
    const empty: Round[] = []
    for (let round = 0; round < rounds; round += 1) {
      const measured = await p50(LIST)
      constant.push({ measured, floor: await p50('/bench/constant') })
      empty.push({ measured, floor: await p50('/bench/empty') })
    }
    return [
      ratioRow(
        { part: 'S1', what: 'order list, 50 sent orders, 8 connections, p50, against 50 constant rows' },
        constant,
        1.5,
      ),
      ratioRow({ part: 'S1', what: 'the same against an empty page of the app' }, empty, null),
    ]
  },
}

/** The statement that a hand would write for the same 50 rows. */
const BY_HAND = `
  SELECT o.id, o.number, o.status, o.supplier_name, s.name AS store, o.raised_by, o.raised_at, o.lines, o.gross, o.emergency,
    p.live, p.complete, p.answered, p.late, p.any_received
  FROM (SELECT * FROM purchase_order WHERE trust_id = $1 AND status = 'sent' ORDER BY id DESC LIMIT 51) o
  JOIN store s ON s.trust_id = o.trust_id AND s.id = o.store_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS live, count(*) FILTER (WHERE l.received_packs + l.closed_packs >= l.packs + l.over_packs) AS complete,
      count(*) FILTER (WHERE EXISTS (SELECT FROM acknowledgement_line a WHERE a.trust_id = l.trust_id AND a.order_line_id = l.id)) AS answered,
      count(*) FILTER (WHERE l.due_on < $2 AND l.received_packs + l.closed_packs < l.packs + l.over_packs AND coalesce((
        SELECT a.code NOT IN ('NOT_AVAILABLE', 'DISCONTINUED', 'CODE_UNKNOWN', 'SUBSTITUTE_OFFERED') FROM acknowledgement_line a
        WHERE a.trust_id = l.trust_id AND a.order_line_id = l.id AND a.resolution <> 'superseded' ORDER BY a.id DESC LIMIT 1), true)) AS late,
      bool_or(l.received_packs > 0) AS any_received
    FROM order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id AND l.state = 'open') p
  ORDER BY o.id DESC`

/** S2: the list's read through the app's query layer against hand-written SQL on pg, both under row security. */
export const s2: Part = {
  id: 'S2',
  run: ({ large, rounds }) =>
    onDatabase(large, async () => {
      const actor = await actorOf(large, 'technician')
      const address = orderListAddress.parse({ view: 'sent' })
      const read = () => listOrders(actor, systemClock(), address)
      return connected(large.appUrl, async (client) => {
        const byHand = () => handWritten(client, actor)
        await timed(30, read)
        await timed(30, byHand)
        const all: Round[] = []
        for (let round = 0; round < rounds; round += 1) {
          const measured = quantile(await timed(60, read), 0.5)
          all.push({ measured, floor: quantile(await timed(60, byHand), 0.5) })
        }
        return [
          ratioRow({ part: 'S2', what: 'the same read by the query layer, against hand-written SQL on pg' }, all, 2),
        ]
      })
    }),
}

async function handWritten(client: pg.Client, actor: Actor): Promise<void> {
  await client.query('BEGIN')
  await client.query({ name: 'trust', text: "SELECT set_config('app.trust_id', $1, true)", values: [actor.trustId] })
  const values = [actor.trustId, new Date().toISOString().slice(0, 10)]
  await client.query({ name: 'list', text: BY_HAND, values })
  await client.query({ name: 'people', text: 'SELECT * FROM identity.people_of_trust()' })
  await client.query('COMMIT')
}

/** S3: pages at ten million lines against the same pages at a hundred thousand. */
export const s3: Part = { id: 'S3', run: growth }

async function growth({ small, large, rounds, server }: Context): Promise<Row[]> {
  const sides = [await side(large, server), await side(small, server)] as const
  const rows: Row[] = []
  for (const what of Object.keys(sides[0].pages)) {
    const p50 = async ({ url, pages, cookies }: Side) => {
      const page = pages[what]
      if (!page) return Number.NaN
      const who = { url, cookie: cookies[page.role] }
      return quantile(await load(who, page.address, { count: 80, connections: page.connections }), 0.5)
    }
    for (const each of sides) await p50(each)
    const all: Round[] = []
    for (let round = 0; round < rounds; round += 1)
      all.push({ measured: await p50(sides[0]), floor: await p50(sides[1]) })
    rows.push(ratioRow({ part: 'S3', what }, all, 1.2))
  }
  return rows
}

type Side = {
  url: string
  cookies: Record<'technician' | 'lead', string>
  pages: Record<
    string,
    { role: 'technician' | 'lead'; address: string | ((turn: number) => string); connections: number }
  >
}

async function side(database: BenchDatabase, server: Context['server']): Promise<Side> {
  const { url } = await server(database)
  return onDatabase(database, async () => {
    const technician = await actorOf(database, 'technician')
    const cookies = { technician: await cookieOf(technician), lead: await cookieOf(await actorOf(database, 'lead')) }
    const pad = await newPad(database, technician)
    const numbers = await someOrders(database, technician)
    const typed = ['cef', 'met', 'omep', 'para', 'amox', 'sim', 'lor', 'inda']
    const search = (turn: number) => `/orders/new/${pad.id}/search?text=${typed[turn % 8]}&storeId=${pad.storeId}`
    return {
      ...{ url, cookies },
      pages: {
        'order list, sent': { role: 'technician', address: LIST, connections: 8 },
        'order list, all': { role: 'technician', address: '/orders', connections: 8 },
        'order detail': {
          role: 'technician',
          address: (turn) => `/orders/${numbers[turn % numbers.length]}`,
          connections: 1,
        },
        'order pad search': { role: 'technician', address: search, connections: 1 },
        'approvals inbox': { role: 'lead', address: '/approvals', connections: 1 },
        today: { role: 'technician', address: '/', connections: 1 },
        'search of orders': { role: 'technician', address: '/orders?q=omeprofen', connections: 1 },
      },
    }
  })
}

/** A pad of somebody, empty. */
export async function newPad(
  database: BenchDatabase,
  actor: Actor,
): Promise<{ id: string; storeId: string; costCentreId: string }> {
  const { rows } = await connected(database.ownerUrl, (client) =>
    client.query(
      `SELECT s.id AS "storeId", c.id AS "costCentreId" FROM store s, cost_centre c
       WHERE s.trust_id = $1 AND c.trust_id = $1 AND s.name = 'Pharmacy store' AND c.code = 'P100'`,
      [actor.trustId],
    ),
  )
  const places: { storeId: string; costCentreId: string } = rows[0]
  return { ...places, id: done(await openPad(actOfNow(actor), places)).padId }
}

/** Numbers of some orders of a dozen lines that came and are closed. */
async function someOrders(database: BenchDatabase, { trustId }: Actor): Promise<string[]> {
  const { rows } = await connected(database.ownerUrl, (client) =>
    client.query(
      `SELECT number FROM purchase_order WHERE trust_id = $1 AND status = 'closed' AND lines = 12 ORDER BY id DESC LIMIT 5`,
      [trustId],
    ),
  )
  return rows.map((row) => row.number)
}
