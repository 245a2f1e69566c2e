import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, inRange, type LocalDate, localDate } from '#lib/values/dates.ts'
import {
  type KnownLists,
  type ListRow,
  listKey,
  type PlannedListing,
  planLists,
  readList,
  type StandingListing,
} from './list-file.rules.ts'
import { LIST_CODES, LISTS } from './listed.rules.ts'

const TODAY = localDate('2026-11-24')
const VMP = '35894711000001106'
const at = (days: number) => addDays(TODAY, days)
let ids = 0
const newId = () => `${++ids}`

function row(more: Partial<ListRow> = {}): ListRow {
  return {
    ...{ row: 2, list: 'FRIDGE', vmpId: VMP, amppId: '', awareClass: '', note: '', source: 'Cold chain' },
    ...{ sourceVersion: 'v1', from: '', to: '', ...more },
  }
}

function known(standing: readonly StandingListing[]): KnownLists {
  return {
    today: TODAY,
    medicines: new Map([[VMP, 'Insulin']]),
    packs: new Map(),
    standing: Map.groupBy(standing, listKey),
  }
}

/** What stands after a plan is carried out. */
function after(standing: readonly StandingListing[], planned: readonly PlannedListing[]): StandingListing[] {
  const ends = new Map(planned.flatMap(({ plan }) => plan.ends.map((one) => [one.id, one.to] as const)))
  const gone = new Set(planned.flatMap(({ plan }) => plan.withdraws))
  const kept = standing
    .filter((one) => !gone.has(one.id))
    .map((one) => ({ ...one, to: ends.get(one.id) ?? one.to }))
    .filter((one) => one.to === null || one.to >= TODAY)
  const opened = planned
    .filter((one) => one.opens)
    .map(({ plan, ...one }) => ({ ...one, id: newId(), from: plan.from, to: plan.to }))
  return [...kept, ...opened]
}

const anyDay = fc.integer({ min: -30, max: 30 }).map(at)
const anyRow = fc
  .record({
    from: fc.oneof(fc.constant('' as const), anyDay),
    to: fc.oneof(fc.constant('' as const), anyDay),
    sourceVersion: fc.constantFrom('v1', 'v2'),
    list: fc.constantFrom('FRIDGE' as const, 'BLUETEQ' as const),
  })
  .filter(({ from, to }) => from === '' || to === '' || from <= to)
  .map(row)
const files = fc.array(fc.uniqueArray(anyRow, { selector: listKey, maxLength: 2 }), { minLength: 1, maxLength: 6 })

function loaded(all: readonly (readonly ListRow[])[]): StandingListing[] {
  return all.reduce<StandingListing[]>((standing, rows) => {
    const { added, changed } = planLists(rows, known(standing))
    return after(standing, [...added, ...changed])
  }, [])
}

test('a medicine stands once a day on a list, whatever is loaded after what', () => {
  fc.assert(
    fc.property(files, fc.nat(40).map(at), (all, on) => {
      const holding = loaded(all).filter((one) => inRange(on, one.from, one.to))
      expect(new Set(holding.map(listKey)).size).toBe(holding.length)
    }),
  )
})

test('the same file a second time changes nothing; what it does not name stays', () => {
  fc.assert(
    fc.property(files, (all) => {
      const standing = loaded(all)
      const last = all.at(-1) ?? []
      const again = planLists(last, known(standing))
      expect([again.added, again.changed, again.unchanged]).toEqual([[], [], last.length])
      const named = new Set(last.map(listKey))
      const before = loaded(all.slice(0, -1)).filter((one) => !named.has(listKey(one)))
      const content = ({ id: _, ...one }: StandingListing) => one
      expect(standing.filter((one) => !named.has(listKey(one))).map(content)).toEqual(before.map(content))
    }),
  )
})

test('a row holds from its day, not before today, to its last day; one that is over ends what stands', () => {
  fc.assert(
    fc.property(anyRow, (one) => {
      const [standing] = loaded([[one]])
      const from: LocalDate = one.from === '' || one.from < TODAY ? TODAY : one.from
      if (one.to !== '' && one.to < TODAY) expect(standing).toBeUndefined()
      else expect(standing).toMatchObject({ from, to: one.to === '' ? null : one.to })
    }),
  )
  const old: StandingListing = { ...row(), id: 'old', from: at(-9), to: null }
  const ended = planLists([row({ to: at(-1) })], known([old]))
  expect(ended.changed).toMatchObject([{ opens: false, plan: { ends: [{ id: 'old', to: at(-1) }] } }])
})

test('a medicine that is not here, a stray pack and a second row of the same are named', () => {
  const { problems, added } = planLists(
    [row(), row({ row: 3 }), row({ row: 4, vmpId: '41792011000001100' }), row({ row: 5, amppId: '4744711000001105' })],
    known([]),
  )
  expect(added).toHaveLength(1)
  expect(problems.map((one) => [one.row, one.column])).toEqual([
    [3, 'vmp_id'],
    [4, 'vmp_id'],
    [5, 'ampp_id'],
  ])
})

test('a list is read by its words in any spelling, and by nothing else', () => {
  for (const code of LIST_CODES) {
    expect([code, LISTS[code].toUpperCase(), ` ${LISTS[code]} `].map(readList)).toEqual([code, code, code])
  }
  expect(['cold chain', 'Blueteq required', 'Cytotoxic', 'Warm', ''].map(readList)).toEqual([
    ...['FRIDGE', 'BLUETEQ', 'HAZARDOUS', null, null],
  ])
})
