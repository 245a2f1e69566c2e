import type pg from 'pg'
import type { Actor } from '#lib/access/actor.ts'
import { changePad } from '#lib/orders/raise/change-pad.command.ts'
import type { ChangePad } from '#lib/orders/raise/pad.schema.ts'
import { submitPad } from '#lib/orders/raise/submit-pad.command.ts'
import type { ReceivedEntry } from '#lib/orders/receive/receive.schema.ts'
import { receiveDelivery } from '#lib/orders/receive/receive-delivery.command.ts'
import { localDate } from '#lib/values/dates.ts'
import { done } from '#prisma/scenarios/demo-act.ts'
import { connected } from '#scripts/start/database.ts'
import type { BenchDatabase } from '../cluster.ts'
import { writtenColumns } from '../columns.ts'
import { actOfNow, actorOf, type Context, cookieOf, onDatabase, type Part } from '../run/context.ts'
import { cpuOf } from '../run/cpu.ts'
import { load } from '../run/http.ts'
import { quantile, type Round, type Row, ratioRow } from '../run/measure.ts'
import { newPad } from './lists.ts'
import { keyToPicture } from './typing.ts'

/** Packs that one supplier of the trust delivers on contract: enough for the order that is wanted. */
async function packsOfOneSupplier(database: BenchDatabase, actor: Actor): Promise<From> {
  const { rows } = await connected(database.ownerUrl, (client) =>
    client.query(
      `SELECT w.supplier_id AS "supplierId", array_agg(DISTINCT a.ampp_id) AS "amppIds"
       FROM award a JOIN award_wholesaler w ON w.owner_id = a.owner_id AND w.award_id = a.id
       JOIN pack p ON p.owner_id = a.pack_owner_id AND p.ampp_id = a.ampp_id
       WHERE a.buying_group = (SELECT code FROM buying_group WHERE trust_id = $1 AND kind = 'generics')
         AND p.cd_category = '0000' AND NOT p.unlicensed
       GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
      [actor.trustId],
    ),
  )
  return rows[0]
}

type From = { supplierId: string; amppIds: string[] }

/** An order that was raised: what its rows are found by. */
type Raised = { padId: string; number: string; keys: string[] }

/** Raises an order of so many lines on an open pad and submits it, from the request to the last commit. */
async function raise(actor: Actor, padId: string, changes: ChangePad['changes']): Promise<Raised> {
  const acts = [actOfNow(actor), actOfNow(actor)] as const
  const { edit } = done(await changePad(acts[0], { padId, edit: 1, changes }))
  const { orders } = done(await submitPad(acts[1], { padId, edit, unusual: edit }))
  return { padId, number: orders[0]?.number ?? '', keys: acts.map((act) => act.key) }
}

/** So many different packs of one supplier, from a place in its list on. */
function linesFrom({ supplierId, amppIds }: From, count: number, start: number): ChangePad['changes'] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ do: 'add' as const, ref: `l${index}`, packs: 2 + (index % 7), supplierId },
    amppId: amppIds[(start + index) % amppIds.length] ?? '',
  }))
}

const WRITTEN = [
  ['order_pad', 't.id = asked.pad_id'],
  ['purchase_order', 't.id = asked.order_id'],
  ['order_search', 't.order_id = asked.order_id'],
  ['order_line', 't.order_id = asked.order_id'],
  ['approval', 't.order_id = asked.order_id'],
  ['transmission', 't.order_id = asked.order_id'],
  ['audit_event', 't.chain_id = asked.order_id'],
  ['audit_head', 't.chain_id = asked.order_id'],
  ['command_key', 't.key = ANY (asked.keys)'],
] as const

/** The rows that a raised order left, under other ids, by table. */
async function rowsAgain(database: BenchDatabase, { trustId }: Actor, raised: Raised): Promise<[string, string][]> {
  return connected(database.ownerUrl, async (owner) => {
    const { rows: orders } = await owner.query('SELECT id FROM purchase_order WHERE trust_id = $1 AND number = $2', [
      ...[trustId, raised.number],
    ])
    const texts: [string, string][] = []
    for (const [table, where] of WRITTEN) {
      const sql = `WITH asked AS (SELECT $1::uuid AS order_id, $2::uuid AS pad_id, $3::uuid[] AS keys, $4::uuid AS trust_id)
        SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]')::text AS rows FROM ${table} t, asked
        WHERE t.trust_id = asked.trust_id AND ${where}`
      texts.push([table, (await owner.query(sql, [orders[0]?.id, raised.padId, raised.keys, trustId])).rows[0].rows])
    }
    const renamed = new Map([[raised.number, `${raised.number}.${crypto.randomUUID()}`]])
    for (const [, text] of texts) {
      const rows: Record<string, unknown>[] = JSON.parse(text)
      for (const row of rows) {
        for (const name of ['id', 'chain_id', 'key']) if (row[name]) renamed.set(String(row[name]), crypto.randomUUID())
      }
    }
    // places of events are given out once
    const beyond = 10 ** 12 + Math.floor(Math.random() * 10 ** 12)
    return texts.map(([table, text]) => {
      const renumbered = text.replace(/"place": ?(\d+)/g, (_, place) => `"place": ${beyond + Number(place)}`)
      return [table, [...renamed].reduce((was, [from, to]) => was.replaceAll(from, to), renumbered)]
    })
  })
}

/** Ends an order past everybody, so that the next one to its supplier is the first of the day again. */
async function putAway(database: BenchDatabase, { trustId }: Actor, number: string): Promise<void> {
  await connected(database.ownerUrl, (owner) =>
    owner.query("UPDATE purchase_order SET status = 'cancelled' WHERE trust_id = $1 AND number = $2", [
      trustId,
      number,
    ]),
  )
}

/** Bare INSERTs of rows in one transaction, as the app's own role: how long that took. */
async function insertAgain(
  client: pg.Client,
  { trustId }: Actor,
  rows: readonly [string, string][],
  written: ReadonlyMap<string, string>,
): Promise<number> {
  const began = performance.now()
  await client.query('BEGIN')
  await client.query("SELECT set_config('app.trust_id', $1, true)", [trustId])
  for (const [table, text] of rows) {
    if (text === '[]') continue
    const columns = written.get(table) ?? ''
    await client.query({
      name: `again_${table}`,
      text: `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      values: [text],
    })
  }
  await client.query('COMMIT')
  return performance.now() - began
}

/** S5: raising and submitting an order of 20 lines against the bare INSERTs of all rows that stand there afterwards. */
export const s5: Part = {
  id: 'S5',
  run: ({ large, rounds }) =>
    onDatabase(large, async () => {
      const actor = await actorOf(large, 'technician')
      const from = await packsOfOneSupplier(large, actor)
      return connected(large.appUrl, async (client) => {
        const all: Round[] = []
        const cpu: Round[] = []
        const written = new Map<string, string>()
        for (const [table] of WRITTEN) written.set(table, await writtenColumns(client, table))
        for (let turn = 0; turn < rounds + 2; turn += 1) {
          const mine: Round[] = []
          for (let each = 0; each < 5; each += 1) {
            const pad = await newPad(large, actor)
            const lines = linesFrom(from, 20, (turn * 5 + each) * 20)
            const work = await cpuOf(large, () => one(() => raise(actor, pad.id, lines)))
            const rows = await rowsAgain(large, actor, work.answer.answer)
            await putAway(large, actor, work.answer.answer.number)
            const floor = await cpuOf(large, () => insertAgain(client, actor, rows, written))
            mine.push({ measured: work.answer.ms, floor: floor.answer })
            if (turn >= 2) cpu.push({ measured: work.ms, floor: floor.ms })
          }
          const middle = (of: keyof Round) =>
            quantile(
              mine.map((one) => one[of]),
              0.5,
            )
          if (turn >= 2) all.push({ measured: middle('measured'), floor: middle('floor') })
        }
        return [
          ratioRow(
            { part: 'S5', what: 'raise and submit 20 lines, against the bare INSERTs of the same rows' },
            all,
            3,
          ),
          ratioRow({ part: 'S5', what: 'the same in processor time, app and database together' }, cpu, null),
        ]
      })
    }),
}

/** One run of some work: what it answered and how long it took. */
async function one<T>(work: () => Promise<T>): Promise<{ ms: number; answer: T }> {
  const began = performance.now()
  const answer = await work()
  return { ms: performance.now() - began, answer }
}

/** S12: an order of 1,000 lines against one of 20: open its pad, change a line, submit, receive. */
export const s12: Part = { id: 'S12', run: longOrders }

async function longOrders({ large, rounds, server }: Context): Promise<Row[]> {
  const { url } = await server(large)
  return onDatabase(large, async () => {
    const actor = await actorOf(large, 'technician')
    const stores = await actorOf(large, 'stores')
    const cookie = await cookieOf(actor)
    const from = await packsOfOneSupplier(large, actor)
    const steps: Record<string, Round[]> = {
      'open the pad': [],
      'type a quantity, key to picture, 95th of 100': [],
      'change a line': [],
      submit: [],
      receive: [],
    }
    for (let round = 0; round < rounds; round += 1) {
      const long = await oneLong(large, { actor, stores, from, who: { url, cookie }, lines: 1000, start: 0 })
      const short = await oneLong(large, { actor, stores, from, who: { url, cookie }, lines: 20, start: round * 20 })
      for (const [step, list] of Object.entries(steps)) {
        list.push({ measured: long[step] ?? Number.NaN, floor: short[step] ?? Number.NaN })
      }
    }
    return Object.entries(steps).map(([step, list]) =>
      ratioRow({ part: 'S12', what: `1,000 lines against 20: ${step}` }, list, 3),
    )
  })
}

type Long = {
  actor: Actor
  stores: Actor
  from: From
  who: { url: string; cookie: string }
  lines: number
  start: number
}

async function oneLong(
  database: BenchDatabase,
  { actor, stores, from, who, lines, start }: Long,
): Promise<Record<string, number>> {
  const pad = await newPad(database, actor)
  const adds = linesFrom(from, lines, start)
  const added = done(await changePad(actOfNow(actor), { padId: pad.id, edit: 1, changes: adds }))
  const opened = await load(who, `/orders/new/${pad.id}`, { count: 3, connections: 1 })
  const typed = await keyToPicture(who.url, who.cookie, `/orders/new/${pad.id}`)
  const { edit: now } = await padNow(database, actor, pad.id)
  const line = added.added[Math.floor(lines / 2)]?.lineId ?? ''
  const began = performance.now()
  const change = [{ do: 'line' as const, line, packs: 2 }]
  const { edit } = done(await changePad(actOfNow(actor), { padId: pad.id, edit: now, changes: change }))
  const changed = performance.now()
  const { orders } = done(await submitPad(actOfNow(actor), { padId: pad.id, edit, unusual: edit }))
  const submitted = performance.now()
  const number = orders[0]?.number ?? ''
  const delivery = await sentWithLines(database, actor, number)
  const before = performance.now()
  const store = { supplierId: from.supplierId, storeId: pad.storeId, deliveryNote: number, note: '' }
  done(await receiveDelivery(actOfNow(stores), { ...store, entries: delivery }))
  return {
    'open the pad': quantile(opened, 0.5),
    'type a quantity, key to picture, 95th of 100': typed,
    'change a line': changed - began,
    submit: submitted - changed,
    receive: performance.now() - before,
  }
}

/** How often a pad was changed by now: typing in it keeps what was typed. */
async function padNow(database: BenchDatabase, actor: Actor, padId: string): Promise<{ edit: number }> {
  const { rows } = await connected(database.ownerUrl, (owner) =>
    owner.query('SELECT edit FROM order_pad WHERE trust_id = $1 AND id = $2', [actor.trustId, padId]),
  )
  return rows[0]
}

/** Has the order agreed to and sent, past everybody (the bench measures receiving): the entries of its whole delivery. */
async function sentWithLines(database: BenchDatabase, actor: Actor, number: string): Promise<ReceivedEntry[]> {
  const { rows } = await connected(database.ownerUrl, async (owner) => {
    await owner.query(
      `UPDATE purchase_order SET status = 'sent', approved_at = coalesce(approved_at, submitted_at), sent_at = submitted_at
       WHERE trust_id = $1 AND number = $2`,
      [actor.trustId, number],
    )
    return owner.query(
      `SELECT l.id, l.packs, l.fridge FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
       WHERE o.trust_id = $1 AND o.number = $2`,
      [actor.trustId, number],
    )
  })
  return rows.map((row) => ({
    ...{
      lineId: row.id,
      batch: 'BENCH1',
      expiry: localDate('2028-06-30'),
      accepted: row.packs,
      rejected: 0,
      variance: null,
    },
    ...{ fridgeTenths: row.fridge ? 45 : null, quarantined: false, scanned: '', note: '' },
  }))
}
