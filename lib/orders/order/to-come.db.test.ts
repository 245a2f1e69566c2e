import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { ANSWER_CODES, promisedPacks, toComePacks } from './order.progress.ts'
import { PROMISED, REFUSED, TO_COME } from './to-come.store.ts'

const world = await aWorld()

const line = fc.record({
  packs: fc.integer({ min: 1, max: 40 }),
  over: fc.integer({ min: 0, max: 5 }),
  received: fc.integer({ min: 0, max: 45 }),
  closed: fc.integer({ min: 0, max: 40 }),
  answers: fc.array(
    fc.record({
      code: fc.constantFrom(...ANSWER_CODES),
      packs: fc.integer({ min: 0, max: 45 }),
      resolution: fc.constantFrom('superseded', 'open', 'waiting', 'short_closed', 'none_needed'),
    }),
    { maxLength: 3 },
  ),
})

test('the database says of every line what the rules say: the newest answer that counts, and what is left of its promise', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 60 }), async (lines) => {
      const told = JSON.stringify(
        lines.map(({ over, received, closed, packs }, id) => ({
          ...{ trust_id: 't', id, packs, over_packs: over, received_packs: received, closed_packs: closed },
        })),
      )
      const answers = JSON.stringify(
        lines.flatMap((one, index) =>
          one.answers.map((answer, id) => ({ trust_id: 't', id, order_line_id: index, ...answer })),
        ),
      )
      const rows = await withTrust(
        world.actor('technician'),
        (tx) => tx.$queryRaw<{ id: number; promised: number | null; to_come: number; refused: boolean }[]>`
          WITH acknowledgement_line AS (SELECT * FROM jsonb_to_recordset(${answers}::jsonb)
            AS k (trust_id text, id integer, order_line_id integer, code text, packs integer, resolution text)),
          l AS (SELECT * FROM jsonb_to_recordset(${told}::jsonb)
            AS l (trust_id text, id integer, packs integer, over_packs integer, received_packs integer, closed_packs integer))
          SELECT l.id, ${PROMISED} AS promised, ${TO_COME} AS to_come, ${REFUSED} AS refused FROM l ORDER BY l.id`,
      )
      expect(rows).toEqual(
        lines.map((one, id) => {
          const promised = promisedPacks(one.answers.findLast(({ resolution }) => resolution !== 'superseded') ?? null)
          return { id, promised, to_come: toComePacks(one, promised), refused: promised === 0 }
        }),
      )
    }),
    { numRuns: 40 },
  )
})
