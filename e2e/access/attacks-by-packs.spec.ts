import { expect, test } from '../fixtures.ts'
import { type Attacked, attackedTrust, type Cast } from '../steps/attacked-trust.ts'
import { attackOn, throughEachDoor } from './attack-doors.ts'

/*
 * Packs beyond an order, kept without approval (docs/decisions/2026-11-23-nothing-past-the-scheme.md). Keeping is buying:
 * who the scheme would not ask for it does not keep, by any door.
 *
 * | who tries                                  | page             | action              | API                              |
 * | who raised the order                       | no way to keep   | OWN_ORDER           | no path; what is booked is held  |
 * | who counted the packs                      | no way to decide | OWN_COUNT           | the same                         |
 * | who has no say, or is over their limit     | no way to keep   | NOT_YOURS_TO_KEEP   | the same                         |
 * | a deputy of who could                      | no way to keep   | NOT_YOURS_TO_KEEP   | the same                         |
 * | anybody, controlled drugs                  | no way to keep   | EXCESS_GOES_BACK    | the same                         |
 */

let target: Attacked
let doors: ReturnType<typeof attackOn>

test.beforeAll(async () => {
  target = await attackedTrust()
  doors = attackOn(target)
})
test.afterAll(() => target.close())

const LEADS = 600_000
const CHIEFS = 3_000_000

const ATTACKS: readonly {
  what: string
  who: Cast
  code: string
  countedBy?: Cast
  day?: number
  kind?: 'standard' | 'cd'
  standsInFor?: Cast
}[] = [
  { what: 'who raised the order', who: 'technician', code: 'OWN_ORDER' },
  { what: 'who counted the packs', who: 'lead', countedBy: 'lead', code: 'OWN_COUNT' },
  { what: 'who has no say', who: 'technician2', code: 'NOT_YOURS_TO_KEEP' },
  { what: 'who is over their limit', who: 'lead', day: CHIEFS, code: 'NOT_YOURS_TO_KEEP' },
  { what: 'a deputy of who could', who: 'lead', day: CHIEFS, standsInFor: 'chief', code: 'NOT_YOURS_TO_KEEP' },
  { what: 'anybody, controlled drugs', who: 'chief', kind: 'cd', code: 'EXCESS_GOES_BACK' },
]

for (const { what, who, code, countedBy = 'pharmacist', day = LEADS, kind = 'standard', standsInFor } of ATTACKS) {
  test(`packs beyond an order kept without approval: ${what}`, async ({ browser, request }) => {
    const order = await target.order({ status: 'sent', day, kind, asked: [] })
    const over = await target.excess(order, countedBy)
    const deputising = standsInFor ? await target.standIn(standsInFor, who) : null
    const page = await doors.signedIn(browser, who)
    const before = await target.kept(order)
    await throughEachDoor({
      page: async () => {
        await page.goto(`/deliveries/${over.note}`)
        await expect(page.getByRole('heading', { name: '1 pack more than ordered' })).toBeVisible()
        await expect(page.getByRole('radio', { name: /^Keep/ })).toHaveCount(0)
      },
      action: async () => {
        const fields = { id: over.id, decision: 'keep', reason: 'We can use them' }
        expect(await doors.byAction(page, 'decideOverDelivery', fields)).toBe(code)
      },
      api: async () => {
        const token = await doors.tokenOf(who)
        for (const path of [
          `orders/${order.number}/keep`,
          `deliveries/${over.note}/keep`,
          `over-deliveries/${over.id}`,
        ])
          expect(await doors.postFor(request, token, path, { decision: 'keep', reason: 'We can use them' })).toBe(
            'NO_SUCH_PATH',
          )
      },
    })
    expect(await target.kept(order)).toEqual(before)
    expect(before).toMatchObject({ decided: 0, over: 0, gross: '0', moved: 0 })
    if (deputising) await target.endStandIn(deputising)
  })
}

test('packs beyond an order that the API books in are held, not kept', async ({ request }) => {
  const order = await target.order({ status: 'sent', asked: [] })
  const token = await doors.tokenOf('pharmacist')
  const entries = [{ line: 1, batch: 'B1', expiry: '2030-01-31', accepted: 3 }]
  const booked = await doors.post(request, token, `orders/${order.number}/receipts`, { deliveryNote: 'DN-9', entries })
  expect(booked.body).toMatchObject({ accepted: 1, over: 2 })
  expect(await target.kept(order)).toEqual({ decided: 0, over: 0, gross: '0', moved: 0 })
})
