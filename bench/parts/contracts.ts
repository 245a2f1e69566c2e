import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Actor } from '#lib/access/actor.ts'
import { offersFor } from '#lib/contracts/offers.queries.ts'
import { rankOffers } from '#lib/contracts/price.rules.ts'
import { resolvePrice } from '#lib/contracts/why.rules.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { londonDate } from '#lib/values/dates.ts'
import { packs } from '#lib/values/packs.ts'
import { inProject } from '#scripts/paths.ts'
import { connected } from '#scripts/start/database.ts'
import { writeCatalogue } from '../catalogue/write.ts'
import { type BenchDatabase, benchEnvironment } from '../cluster.ts'
import { actorOf, type Context, onDatabase, type Part } from '../run/context.ts'
import { inMs, quantile, type Round, type Row, ratioRow, spread, timed } from '../run/measure.ts'

const ROWS = 50_000
const MOST_MB = 600

/** S8: a contract catalogue of fifty thousand rows staged by the hub; and what prices of an order of 200 lines take. */
export const s8: Part = { id: 'S8', run: async (context) => [...(await catalogue(context)), await prices(context)] }

type Staged = { stageMs: number; weighMs: number; peakMb: number; rows: number; changed: number }

async function catalogue({ large, rounds, say }: Context): Promise<Row[]> {
  const place = await writeCatalogue(large, ROWS)
  const trust = await actorOf(large, 'lead')
  const hub = await hubOf(large)
  const taken: { floor: number; staged: Staged; stopMs: number }[] = []
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    const { ms: floor } = await run<{ ms: number }>('floor.ts', [place], large)
    const staged = await run<Staged>(
      'stage.ts',
      [place, hub.trustId, hub.personId, trust.trustId, large.ownerUrl],
      large,
    )
    const { stopMs } = await run<{ stopMs: number }>('stop.ts', [place, hub.trustId, hub.personId], large)
    say(`read ${Math.round(floor)} ms; ${JSON.stringify(staged)}`)
    taken.push({ floor, staged, stopMs })
  }
  const rows = (taken[0]?.staged.rows ?? 0).toLocaleString('en-GB')
  const of = (part: (staged: Staged) => number): Round[] =>
    taken.map(({ floor, staged }) => ({ measured: part(staged), floor }))
  const peak = Math.max(...taken.map((one) => one.staged.peakMb))
  const stops = taken.map((one) => one.stopMs)
  return [
    ratioRow(
      { part: 'S8', what: `catalogue of ${rows} rows: staged, validated, matched, compared, against reading it` },
      of((one) => one.stageMs),
      null,
    ),
    ratioRow(
      { part: 'S8', what: 'the same, weighed at one trust’s use too' },
      of((one) => one.stageMs + one.weighMs),
      null,
    ),
    {
      ...{
        part: 'S8',
        what: 'thrown away in the midst: until the worker has stopped',
        floor: '',
        measured: inMs(stops),
      },
      ...{ result: inMs(stops), target: 'cancel works', holds: spread(stops).most < 5000 },
    },
    {
      ...{ part: 'S8', what: 'most memory', measured: `${peak} MB`, floor: '', result: `${peak} MB` },
      ...{ target: `≤ ${MOST_MB} MB`, holds: peak <= MOST_MB },
    },
  ]
}

/** Prices of 200 packs on contract, all resolved, against those of 20: the reads are the same in number. */
async function prices({ large, rounds }: Context): Promise<Row> {
  const actor = await actorOf(large, 'technician')
  const found = await connected(large.ownerUrl, (client) =>
    client.query<{ ampp_id: string }>('SELECT DISTINCT ampp_id FROM award ORDER BY ampp_id LIMIT 4000'),
  )
  const ids = found.rows.map((row) => row.ampp_id)
  return onDatabase(large, async () => {
    const of = (count: number) => async (turn: number) => {
      const at = (turn * 7 * count) % (ids.length - count)
      await resolved(actor, ids.slice(at, at + count))
    }
    await timed(10, of(200))
    const taken: Round[] = []
    for (let round = 0; round < rounds; round += 1) {
      const measured = quantile(await timed(20, of(200)), 0.5)
      taken.push({ measured, floor: quantile(await timed(20, of(20)), 0.5) })
    }
    return ratioRow(
      { part: 'S8', what: 'prices of 200 lines with all that could be bought instead, against 20' },
      taken,
      null,
    )
  })
}

async function resolved(actor: Actor, amppIds: readonly string[]): Promise<void> {
  const offers = await withTrust(actor, (tx) => offersFor(tx, actor, { amppIds, on: londonDate(new Date()) }))
  for (const amppId of amppIds) {
    const context = offers.byPack.get(amppId)
    const best = context && rankOffers(context).find((offer) => offer.amppId === amppId)
    if (best) resolvePrice(context, { amppId, vendor: best.vendor, packs: packs(12) })
  }
}

async function hubOf(database: BenchDatabase): Promise<{ trustId: string; personId: string }> {
  const { rows } = await connected(database.ownerUrl, (client) =>
    client.query(
      `SELECT m.trust_id AS "trustId", p.id AS "personId" FROM identity.person p
       JOIN identity.membership m ON m.person_id = p.id WHERE p.email = 'hub@hub.example'`,
    ),
  )
  return rows[0]
}

async function run<T>(program: string, args: readonly string[], database: BenchDatabase): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=react-server', '--max-old-space-size=320', inProject('bench', 'catalogue', program), ...args],
    { env: { ...process.env, ...benchEnvironment({ appUrl: database.workerUrl }) }, maxBuffer: 10_000_000 },
  )
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T
}
