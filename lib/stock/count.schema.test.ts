import { expect, test } from 'vitest'
import { countForm } from './count.schema.ts'

const PACK = '37365911000001107'
const OTHER = '26352611000001103'
const sheet = (...counts: object[]) =>
  countForm.safeParse({
    storeId: '01980000-0000-7000-8000-000000000001',
    vmpId: '318136009',
    counts: counts.map((one) => ({ amppId: PACK, size: '28000', ...one })),
  })
const problems = (read: ReturnType<typeof sheet>) =>
  read.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

test('packs become units; rows without a count are left out', () => {
  expect(
    sheet({ batch: ' A1 ', expiry: '31 August 2027', packs: '2.5' }, {}, { amppId: OTHER, packs: '' }).data?.counts,
  ).toEqual([{ amppId: PACK, batch: 'A1', expiry: '2027-08-31', unitsMilli: 70_000 }])
})

test('a batch on file of a pack that is counted must be counted, too', () => {
  expect(problems(sheet({ held: 'yes', batch: 'A1' }, { batch: 'B2', packs: '3' }))).toEqual([
    'counts.0.packs: Count this batch, too: enter 0 if it is gone',
  ])
  expect(sheet({ held: 'yes', batch: 'A1' }, { amppId: OTHER, packs: '3' }).success).toBe(true)
})

test('nothing counted, a batch without packs, and what is no number are said at their row', () => {
  expect(problems(sheet({}, {}))).toEqual(['counts.0.packs: Enter how many packs are there'])
  expect(problems(sheet({ packs: '1' }, { batch: 'B2' }))).toEqual(['counts.1.packs: Enter how many packs are there'])
  expect(problems(sheet({ packs: 'some' }))).toEqual(['counts.0.packs: Enter the packs as a number, like 12 or 2.5'])
  expect(problems(sheet({ packs: '1', expiry: 'soon' }))).toEqual([
    'counts.0.expiry: Enter the expiry as a date, like 31 August 2027',
  ])
})
