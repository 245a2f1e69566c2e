import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '#lib/values/clock.ts'
import { londonDate } from '#lib/values/dates.ts'
import { connected } from '#scripts/start/database.ts'
import { dice, oneByWeight } from '../dice.ts'
import { TRUSTS } from '../fill/organisations.ts'
import { actorOf, type Context, cookieOf, onDatabase, type Part } from '../run/context.ts'
import { type Visitor, visitor } from '../run/http.ts'
import { inMs, quantile, type Row } from '../run/measure.ts'
import { newPad } from './lists.ts'

const USERS = 50
const THINK_MS = 5000

/** How long the fifty work; BENCH_MINUTES for a shorter look. */
const MINUTES = Number(process.env.BENCH_MINUTES ?? 5)

type Read = 'today' | 'orders' | 'sent orders' | 'order' | 'pad' | 'search' | 'catalogue' | 'deliveries' | 'suppliers'

const MIX: readonly (readonly [Read | 'change', number])[] = [
  ['today', 10],
  ['orders', 15],
  ['sent orders', 10],
  ['order', 20],
  ['pad', 6],
  ['search', 20],
  ['catalogue', 5],
  ['deliveries', 4],
  ['suppliers', 2],
  ['change', 8],
]

type User = {
  visitor: Visitor
  trustId: string
  padId: string
  storeId: string
  numbers: string[]
  packs: string[]
  edit: number
}

/** S11: fifty people of fifty trusts at mixed work, five seconds of thought between two acts. */
export const s11: Part = { id: 'S11', run: fifty }

async function fifty({ large, server, say }: Context): Promise<Row[]> {
  const { url } = await server(large)
  const users = await onDatabase(large, async () => {
    const made: User[] = []
    for (let index = 0; index < USERS; index += 1) made.push(await userOf(large, url, (index * 4) % TRUSTS))
    return made
  })
  const [alone] = users
  if (!alone) return []
  const single = new Map<string, number[]>()
  for (const [act] of MIX) {
    await perform(alone, act, 0)
    single.set(act, await repeated(15, (turn) => perform(alone, act, turn)))
  }
  say('fifty people begin')
  const took = new Map<string, number[]>(MIX.map(([act]) => [act, []]))
  let errors = 0
  const until = Date.now() + MINUTES * 60_000
  await Promise.all(
    users.map(async (user, index) => {
      const roll = dice(index + 1)
      await pause(roll() * THINK_MS)
      for (let turn = 0; Date.now() < until; turn += 1) {
        const [act] = oneByWeight(roll, MIX, (one) => one[1])
        const ms = await perform(user, act, turn).catch((error) => {
          errors += 1
          say(String(error))
          return null
        })
        if (ms !== null) took.get(act)?.push(ms)
        await pause(THINK_MS * (0.5 + roll()))
      }
    }),
  )
  for (const user of users) user.visitor.close()
  const reads = [...took].filter(([act]) => act !== 'change')
  const count = [...took.values()].reduce((sum, list) => sum + list.length, 0)
  const row = { part: 'S11', floor: '' }
  const worst = reads.map(([act, list]) => {
    const p50 = quantile(single.get(act) ?? [], 0.5)
    return { act, list, p50, ratio: quantile(list, 0.95) / p50 }
  })
  const all = quantile(
    worst.flatMap(({ list, p50 }) => list.map((ms) => ms / p50)),
    0.95,
  )
  return [
    {
      ...row,
      what: `${USERS} people, ${MINUTES} minutes, errors`,
      measured: `${count} acts`,
      result: String(errors),
      target: '0',
      holds: errors === 0,
    },
    {
      ...row,
      what: 'p95 of reads against the same read of one person alone (p50)',
      measured: worst.map(({ act, ratio }) => `${act} ${ratio.toFixed(1)}`).join(', '),
      result: `${all.toFixed(2)} ×`,
      target: '≤ 5 ×',
      holds: all <= 5,
    },
    {
      ...row,
      what: 'a change of a line kept, p95',
      measured: inMs(took.get('change') ?? []),
      result: `${quantile(took.get('change') ?? [], 0.95).toFixed(0)} ms`,
      target: '–',
      holds: null,
    },
  ]
}

async function repeated(count: number, work: (turn: number) => Promise<number>): Promise<number[]> {
  const all: number[] = []
  for (let turn = 0; turn < count; turn += 1) all.push(await work(turn))
  return all
}

async function userOf(database: Context['large'], url: string, trust: number): Promise<User> {
  const actor = await actorOf(database, 'technician', trust)
  const pad = await newPad(database, actor)
  const { rows } = await connected(database.ownerUrl, (client) =>
    client.query(
      // packs that still have a price: a line without one asks for its supplier first
      `SELECT array_agg(number) AS numbers, (SELECT array_agg(DISTINCT ampp_id) FROM
         (SELECT ampp_id FROM order_line WHERE trust_id = $1 AND cd_category = '0000' ORDER BY id DESC LIMIT 200) l
         WHERE EXISTS (SELECT FROM award a WHERE a.ampp_id = l.ampp_id AND a.status = 'active' AND NOT a.withdrawn
           AND a.buying_group IN (SELECT code FROM buying_group WHERE trust_id = $1)
           AND $2::date BETWEEN a.valid_from AND a.valid_to)) AS packs
       FROM (SELECT number FROM purchase_order WHERE trust_id = $1 ORDER BY id DESC LIMIT 40) o`,
      [actor.trustId, londonDate(systemClock())],
    ),
  )
  const { numbers, packs } = rows[0]
  const { trustId } = actor
  return {
    visitor: visitor(url, await cookieOf(actor), 2),
    trustId,
    padId: pad.id,
    storeId: pad.storeId,
    numbers,
    packs,
    edit: 1,
  }
}

const TYPED = ['omep', 'met', 'cef', 'amox', 'para', 'lor', 'sim', 'war', 'vanco', 'tra']

async function perform(user: User, act: Read | 'change', turn: number): Promise<number> {
  if (act === 'change') return change(user, turn)
  const address = {
    today: '/',
    orders: '/orders',
    'sent orders': '/orders?view=sent',
    order: `/orders/${user.numbers[turn % user.numbers.length]}`,
    pad: `/orders/new/${user.padId}`,
    search: `/orders/new/${user.padId}/search?text=${TYPED[turn % TYPED.length]}&storeId=${user.storeId}`,
    catalogue: `/catalogue?q=${TYPED[turn % TYPED.length]}`,
    deliveries: '/deliveries',
    suppliers: '/suppliers',
  }[act]
  const answer = await user.visitor.get(address)
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
  return answer.ms
}

async function change(user: User, turn: number): Promise<number> {
  const amppId = user.packs[turn % user.packs.length]
  const answer = await user.visitor.post(`/orders/new/${user.padId}/changes`, {
    ...{ trustId: user.trustId, commandKey: crypto.randomUUID(), padId: user.padId, edit: user.edit },
    changes: [{ do: 'add', ref: `t${turn}`, amppId, packs: 1 + (turn % 9) }],
  })
  if (answer.status !== 200) throw new Error(`A change answered ${answer.status}: ${answer.body.slice(0, 200)}`)
  user.edit += 1
  return answer.ms
}
