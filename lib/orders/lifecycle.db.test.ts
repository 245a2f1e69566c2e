import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { Play, type Throw } from '#lib/testing/lifecycle/play.ts'
import { large, SEED } from '#lib/testing/size.ts'

/** targets.md R4: 500 runs of 40 acts with FULL=1, a tenth otherwise. A seed of SEED is played again. */
const RUNS = large(500)
const ACTS = 40

/** What must have happened somewhere, or the runs prove little. */
const HAPPENED = [
  ...['SUBMITTED', 'PASSED', 'APPROVED', 'RETURNED', 'WITHDRAWN', 'SENT', 'ACKNOWLEDGED', 'RESOLVED', 'AMENDED'],
  ...['RECEIVED', 'REVERSED', 'OVER_DECIDED', 'CANCEL_ASKED', 'CANCEL_ANSWERED', 'CANCELLED', 'CLOSED', 'REOPENED'],
]

process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'tincture-lifecycle-'))
const world = await aWorld()
await world.sql(`UPDATE award SET valid_to = '2199-12-31'`)

const one: fc.Arbitrary<Throw> = fc.record({
  numbers: fc.noBias(fc.array(fc.nat({ max: 9999 }), { minLength: 12, maxLength: 12 })),
  wild: fc.noBias(fc.nat({ max: 9 })).map((number) => number < 3),
})
const acts = fc.array(fc.option(one, { freq: 200 }), { minLength: ACTS, maxLength: ACTS })
let runs = 0

test(`${RUNS} runs of ${ACTS} random acts leave what the model says (seed ${SEED})`, async () => {
  const property = fc.asyncProperty(acts, async (script) => {
    runs += 1
    const play = await Play.begin(world, runs)
    try {
      for (const each of script) if (each) await play.step(each)
      await play.verify()
    } catch (fault) {
      throw new Error(`${fault instanceof Error ? fault.message : fault}\n\n${play.story()}`, { cause: fault })
    }
  })
  const outcome = await fc.check(property, { numRuns: RUNS, seed: SEED, endOnFailure: true })
  if (outcome.failed) throw outcome.errorInstance
  const rows = await world.sql<{ verb: string }>('SELECT DISTINCT verb FROM audit_event')
  expect(rows.map((row) => row.verb)).toEqual(expect.arrayContaining(HAPPENED))
}, 3_600_000)
