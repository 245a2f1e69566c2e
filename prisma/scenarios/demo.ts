import { DEMO_SIGN_INS } from '#lib/access/demo.ts'
import type { LoadKind } from '#lib/files/kind.rules.ts'
import { loadAtOnce } from '#lib/files/load-at-once.job.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { openAccounts, supplierIds } from './accounts.ts'
import { switchDay } from './biosimilar.ts'
import { contractFile, type DemoPack, demoPacks, packFile } from './catalogue.ts'
import { actOf, beginDemo, type Demo, type DemoTrust, done } from './demo-act.ts'
import { readDictionary } from './dictionary.ts'
import { fillFormulary } from './formulary.ts'
import { historyDays, planHistory } from './history.ts'
import { fillLists } from './lists.ts'
import { planNorthbank } from './northbank.ts'
import { changePrices } from './price-changes.ts'
import { planScheme } from './scheme.ts'
import { fillShelves } from './shelves.ts'
import { planStories } from './stories.ts'
import { fillStricter } from './stricter.ts'
import { Timetable } from './timetable.ts'
import { foundDemo } from './trusts.ts'

/** The demo's sign-ins and their one password. */
export type DemoSeed = { signIns: { email: string; role: string }[]; password: string }

/**
 * Makes the demo as its people would have: founds the trusts, loads the hub's files, and lives through eighteen months
 * of orders up to `now` by the real commands, with a clock set by hand and a fixed seed.
 */
export async function seedDemo(now: Date, password: string, progress: (text: string) => void): Promise<DemoSeed> {
  const { from, to } = historyDays(now)
  const demo = beginDemo(new Date(`${from}T06:00:00Z`))
  const { hub, riverside, northbank, packs, suppliers } = await setUpDemo(demo, password, { from, progress })
  progress('living through eighteen months of orders')
  const start = demo.clock()
  const days = { from, to }
  const one = beginDemo(start, 1)
  const river = new Timetable(one, now)
  planHistory(one, riverside, packs, river, days, { share: 1, weeks: 1 }, suppliers)
  const stage = { demo: one, trust: riverside, packs, suppliers, timetable: river, now }
  planStories(stage)
  planScheme(stage, start)
  const other = beginDemo(start, 2)
  const north = new Timetable(other, now)
  planHistory(other, northbank, packs, north, days, { share: 0.5, weeks: 4 }, suppliers)
  planNorthbank({ demo: other, trust: northbank, packs, suppliers, timetable: north, now })
  await Promise.all([
    river.run((share) => progress(`living through eighteen months of orders: ${Math.round(share * 100)}%`)),
    north.run(() => undefined),
  ])
  progress('counting the shelves')
  await fillShelves(one, riverside, packs, 1)
  await fillShelves(other, northbank, packs, 0.5)
  await fillFormulary(one, riverside, packs)
  await fillStricter(one, riverside)
  await fillLists(one, hub, riverside)
  await readDictionary(beginDemo(now, 3), hub)
  progress('agreeing to the prices of next month')
  await changePrices(one, hub, [riverside, northbank], packs, switchDay(from))
  return { signIns: DEMO_SIGN_INS.map(({ email, role }) => ({ email, role })), password }
}

/** The demo before anything is ordered: its organisations and people, the hub's files loaded, accounts opened. */
export async function setUpDemo(
  demo: Demo,
  password: string,
  { from, progress }: { from: LocalDate; progress: (text: string) => void },
) {
  progress('founding two trusts and their hub')
  const { hub, riverside, northbank } = await foundDemo(demo, password)
  progress('loading products and framework prices')
  const packs = demoPacks()
  await loadFiles(demo, hub, packs, switchDay(from))
  await openAccounts(demo, hub, [riverside, northbank])
  return { hub, riverside, northbank, packs, suppliers: await supplierIds(riverside) }
}

async function loadFiles(
  demo: Demo,
  hub: DemoTrust,
  packs: ReadonlyMap<string, readonly DemoPack[]>,
  switchOn: LocalDate,
): Promise<void> {
  const load = async (kind: LoadKind, text: string) => {
    const file = { kind, fileName: `demo-${kind}.csv`, content: new TextEncoder().encode(text) }
    const { state, report } = done(await loadAtOnce(actOf(demo, hub, 'hub'), file))
    if (state !== 'loaded') throw new Error(`The demo's ${kind} are ${state}: ${JSON.stringify(report.problems[0])}`)
  }
  await load('packs', packFile(packs))
  await load('contracts', contractFile(packs, switchOn))
}
