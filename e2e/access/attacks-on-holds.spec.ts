import { expect, test } from '../fixtures.ts'
import { type Attacked, attackedTrust } from '../steps/attacked-trust.ts'
import { attackOn, throughEachDoor } from './attack-doors.ts'

/*
 * What an emergency and a technician try, each by page, action and API.
 *
 * | attack                                        | page              | action                   | API                   |
 * | a second emergency while one is undecided     | nothing to press  | EMERGENCY_UNDECIDED      | EMERGENCY_UNDECIDED   |
 * | a technician and a controlled drug’s papers   | nothing to press  | NOT_ALLOWED, STILL_HELD  | STILL_HELD, no path   |
 * | a technician and an unlicensed medicine       | nothing to press  | NOT_ALLOWED, STILL_HELD  | STILL_HELD, no path   |
 */

let target: Attacked
let doors: ReturnType<typeof attackOn>

test.beforeAll(async () => {
  target = await attackedTrust()
  doors = attackOn(target)
})
test.afterAll(() => target.close())

test('an emergency that nobody has decided keeps its raiser from the next', async ({ browser, request }) => {
  const technician = await doors.signedIn(browser, 'technician')
  const token = await doors.tokenOf('technician')
  const before = await target.order({
    status: 'sent',
    asked: [{ role: 'lead', retrospective: true, dueInHours: 5 }],
  })
  const draft = await doors.draft(request, token, { emergency: 'None left on the ward' })
  await throughEachDoor({
    page: async () => {
      await technician.goto(`/orders/new/${draft.padId}/check?unusual=${draft.edit}`)
      await expect(technician.getByText(`Your last emergency, ${before.number}, is not decided yet.`)).toBeVisible()
      await expect(technician.getByRole('button', { name: /^(Submit|Send \S*\s?orders?\b)/ })).toHaveCount(0)
    },
    action: async () => expect(await doors.submit.action(technician, draft)).toBe('EMERGENCY_UNDECIDED'),
    api: async () => expect(await doors.submit.api(request, token, draft)).toBe('EMERGENCY_UNDECIDED'),
  })
  expect(await target.look(draft)).toMatchObject({ status: 'draft', events: 0, sendings: 0 })
  // the technician cannot decide it either, and nobody needs to: an ordinary order goes its ordinary way
  await doors.nobodyDecides(technician, request, 'technician', before, 'NOT_ALLOWED')
  const ordinary = await doors.draft(request, token)
  expect(await doors.submit.api(request, token, ordinary)).toBe('done')
  expect(await target.look(ordinary)).toMatchObject({ status: 'awaiting_approval', sendings: 0 })
})

for (const kind of ['cd', 'unlicensed'] as const) {
  const what = kind === 'cd' ? 'a controlled drug' : 'an unlicensed medicine'
  test(`a technician and the papers of ${what}`, async ({ browser, request }) => {
    const order = await target.order({ kind, asked: [{ role: 'pharmacist' }] })
    const technician = await doors.signedIn(browser, 'technician')
    const token = await doors.tokenOf('technician')
    await doors.nobodyDecides(technician, request, 'technician', order, 'NOT_ALLOWED', { role: 'pharmacist' })
    await target.sql(
      `UPDATE approval SET state = 'approved', decided_by = $2, decided_at = now(), decided_as = 'pharmacist' WHERE order_id = $1`,
      order.id,
      target.id('pharmacist'),
    )
    await target.sql(`UPDATE purchase_order SET status = 'approved', approved_at = now() WHERE id = $1`, order.id)
    const [line] = await target.sql<{ vmp_id: string }>('SELECT vmp_id FROM order_line WHERE order_id = $1', order.id)
    const at = { number: order.number, version: '1' }
    await throughEachDoor({
      page: async () => {
        await technician.goto(`/orders/${order.number}/send`)
        await expect(technician.getByRole('heading', { level: 1 })).toBeVisible()
        const acts = technician
          .getByRole('main')
          .getByRole('button', { name: /requisition|sign|approve|confirm|send/i })
        await expect(acts).toHaveCount(0)
      },
      action: async () => {
        const papers = {
          writeRequisition: { profession: 'Pharmacist', purpose: 'Stock' },
          signRequisition: { signed: 'yes', unusualReason: 'None' },
          approveUnlicensed: {
            ...{ vmpId: line?.vmp_id ?? '', request: 'Ward 4', reason: 'Needed now', alternatives: 'None will do' },
            ...{ quality: 'Certificate seen', reviewOn: '1 December 2026' },
          },
        }
        for (const [action, fields] of Object.entries(papers))
          expect(await doors.byAction(technician, action, { ...at, ...fields }), action).toBe('NOT_ALLOWED')
        expect(await doors.byAction(technician, 'sendHeldOrder', at)).toBe('STILL_HELD')
      },
      api: async () => {
        const send = (data: object) => doors.postFor(request, token, `orders/${order.number}/send`, data)
        expect(await send({ how: 'queue', version: 1 })).toBe('STILL_HELD')
        for (const path of ['requisition', 'unlicensed', 'approve-unlicensed', 'sign'])
          expect(await doors.postFor(request, token, `orders/${order.number}/${path}`, { version: 1 })).toBe(
            'NO_SUCH_PATH',
          )
      },
    })
    expect(await target.look(order)).toMatchObject({ status: 'approved', sendings: 0 })
  })
}

test('an emergency does not pass the hold of a controlled drug or an unlicensed medicine, by any door', async ({
  browser,
  request,
}) => {
  const technician = await doors.signedIn(browser, 'technician2')
  const token = await doors.tokenOf('technician2')
  for (const kind of ['cd', 'unlicensed'] as const) {
    const draft = () => doors.draft(request, token, { emergency: 'None left on the ward', kind })
    const tried = [await draft(), await draft(), await draft()] as const
    // each is agreed to afterwards, so that it does not keep the technician from the next
    const agreed = (order: { id: string }) =>
      target.sql(
        `UPDATE approval SET state = 'approved', decided_by = $2, decided_at = now(), decided_as = role
         WHERE order_id = $1 AND retrospective`,
        ...[order.id, target.id('chief')],
      )
    await throughEachDoor({
      page: async () => {
        await doors.submit.page(technician, tried[0])
        await agreed(tried[0])
      },
      action: async () => {
        expect(await doors.submit.action(technician, tried[1])).toContain('/done')
        await agreed(tried[1])
      },
      api: async () => {
        expect(await doors.submit.api(request, token, tried[2])).toBe('done')
        await agreed(tried[2])
      },
    })
    for (const order of tried) {
      expect(await target.look(order)).toMatchObject({ sendings: 0 })
      expect(await doors.byAction(technician, 'sendHeldOrder', { number: order.number, version: '1' })).toMatch(
        /STILL_HELD|WRONG_STATUS/,
      )
    }
  }
})
