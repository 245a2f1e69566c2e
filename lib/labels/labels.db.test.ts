import { describe, expect, test } from 'vitest'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { aSentOrder, cameIn } from '#lib/testing/answered-order.ts'
import { isPrintable } from './label.rules.ts'
import { labelsFor } from './labels.queries.ts'
import { labelsAddress, labelsToPrint } from './labels.schema.ts'

const world = await aWorld()
const now = () => world.clock()
const ofMedicine = labelsAddress.parse({ vmp: world.vmps.meropenem })

describe('labels of medicines', () => {
  test('are one for each pack, those in stock offered first with a copy; each with the barcode on file', async () => {
    const found = await labelsFor(world.actor('stores'), now(), ofMedicine)
    expect(found?.labels.map((label) => label.amppId).sort()).toEqual(
      [world.packs.meropenem, world.packs.meropenemOther].sort(),
    )
    for (const label of found?.labels ?? []) {
      expect(label).toMatchObject({ batch: null, expiry: null, packText: '10 vials' })
      expect(isPrintable(label)).toBe(label.gtin !== null)
    }
  })

  test('are nothing to who sees no catalogue', async () => {
    expect(await labelsFor(world.actor('finance'), now(), ofMedicine)).toBeNull()
  })
})

describe('labels of a goods received note', () => {
  test('are one for each batch that was accepted, and only for the trust it is of', async () => {
    const { lines } = await aSentOrder(world)
    const { receiptNumber } = done(await cameIn(world, lines[0] ?? '', 3))
    const asked = labelsAddress.parse({ receipt: receiptNumber })
    const found = await labelsFor(world.actor('stores'), now(), asked)
    expect(found?.labels).toMatchObject([{ batch: 'A1', expiry: '2028-08-31', copies: 1 }])
    expect(await labelsFor(world.actor('stores', { trust: 'RZY' }), now(), asked)).toBeNull()
    expect(await labelsFor(world.actor('finance'), now(), asked)).toBeNull()
  })
})

describe('the form', () => {
  const form = (more: Record<string, string>) =>
    labelsToPrint.safeParse({ vmps: world.vmps.meropenem, stock: 'a4-21', ...more })

  test('takes copies by label, and begins no later than the last label of a sheet', () => {
    expect(form({ 'copies-a': '2', 'copies-b': '', from: '99' }).data).toMatchObject({
      copies: { a: 2, b: 0 },
      from: 21,
    })
  })

  test.each([
    [{}, 'Enter how many copies of a label'],
    [{ 'copies-a': '0' }, 'Enter how many copies of a label'],
    [{ 'copies-a': 'two' }, 'Enter copies as a whole number'],
    [{ 'copies-a': '100' }, 'Enter at most 99 copies'],
    [{ 'copies-a': '1', stock: 'a4-99' }, 'Choose what the labels are printed on'],
    [
      Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`copies-${n}`, '99'])),
      'Ask for at most 500 labels at a time',
    ],
  ])('says what to do about %j', (more, message) => {
    expect(form(more).error?.issues.map((issue) => issue.message)).toContain(message)
  })
})
