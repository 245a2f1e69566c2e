import { describe, expect, test } from 'vitest'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { disagreeWithOrder } from '#lib/orders/approve/disagree-with-order.command.ts'
import { workToday } from '#lib/orders/track/today.queries.ts'
import { aPad } from '#lib/testing/a-pad.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { changePad } from './change-pad.command.ts'
import { padCheck } from './check.queries.ts'
import { submitOrder } from './submit-order.command.ts'
import { submitPad } from './submit-pad.command.ts'

const world = await aWorld()
const hours = (n: number) => new Date(world.clock().getTime() + n * 3_600_000)

async function emergencyPad(who: TestPerson = 'technician', emergency = true) {
  const { padId, edit } = await aPad(world, [{ pack: 'meropenem', packs: 1 }], () => world.act(who))
  const head = { do: 'pad' as const, emergency, emergencyReason: emergency ? 'None left on the ward' : '' }
  const changed = await changePad(world.act(who), { padId, edit, changes: [head] })
  if (!changed.ok) throw new Error(JSON.stringify(changed.refusal))
  return { padId, edit: changed.value.edit, unusual: changed.value.edit }
}
const undecided = (raisedBy: TestPerson, due: number) =>
  anAskedOrder(world, {
    ...{ raisedBy, status: 'sent' as const },
    asked: [{ role: 'lead', retrospective: true, dueAt: hours(due) }],
  })

describe('an emergency that nobody has decided', () => {
  test('keeps its raiser from the next one, by page and by number, and names itself and who can decide', async () => {
    const open = await undecided('technician', 23)
    const pad = await emergencyPad()
    const refused = {
      ok: false,
      refusal: {
        code: 'EMERGENCY_UNDECIDED',
        number: open.number,
        needs: 'lead',
        can: ['Lead of RZZ', 'Lead2 of RZZ'],
      },
    }
    expect(await submitPad(world.act('technician'), pad)).toMatchObject(refused)
    expect(await padCheck(world.actor('technician'), pad.padId, world.clock())).toMatchObject({
      value: { undecided: { number: open.number, can: ['Lead of RZZ', 'Lead2 of RZZ'] } },
    })
    const [draft] = await world.sql<{ number: string; version: number; edit: number }>(
      'SELECT number, version, edit FROM purchase_order WHERE pad_id = $1',
      [pad.padId],
    )
    const byNumber = { number: draft?.number ?? '', version: draft?.version ?? 1, revision: draft?.edit ?? 1 }
    expect(await submitOrder(world.act('technician'), { ...byNumber, unusualConfirmed: true })).toMatchObject(refused)
    // nor does somebody else submit it for them
    expect(await submitPad(world.act('technician2'), pad)).toMatchObject(refused)
    // an ordinary order is not kept back, nor somebody else's emergency
    expect(await submitPad(world.act('technician'), await emergencyPad('technician', false))).toMatchObject({
      ok: true,
    })
    expect(await submitPad(world.act('technician2'), await emergencyPad('technician2'))).toMatchObject({ ok: true })
    // either answer is a decision
    await disagreeWithOrder(world.act('lead'), {
      number: open.number,
      version: 1,
      role: 'lead',
      comment: 'It was in stock',
    })
    expect(await submitPad(world.act('technician'), pad)).toMatchObject({ ok: true })
  })

  test('of several submitted at once by one person, one goes; the others wait for its decision', async () => {
    const pads = await Promise.all([1, 2, 3, 4].map(() => emergencyPad('lead')))
    const all = await Promise.all(pads.map((pad) => submitPad(world.act('lead'), pad)))
    expect(all.filter((one) => one.ok)).toHaveLength(1)
    for (const one of all) if (!one.ok) expect(one.refusal).toMatchObject({ code: 'EMERGENCY_UNDECIDED' })
    const gone = all.find((one) => one.ok)
    const number = (gone?.ok && gone.value.orders[0]?.number) || ''
    // what needs nobody by day is decided on afterwards all the same, by somebody else
    const today = await workToday(world.actor('lead'), world.clock())
    expect(today.find((one) => one.kind === 'own_emergency')?.items.map((item) => item.number)).toEqual([number])
    const decision = { number, version: 1, role: 'lead' as const, comment: '' }
    expect(await approveOrder(world.act('lead'), decision)).toMatchObject({ refusal: { code: 'OWN_ORDER' } })
    expect(await approveOrder(world.act('lead2'), decision)).toMatchObject({ ok: true })
    expect((await workToday(world.actor('lead'), world.clock())).some((one) => one.kind === 'own_emergency')).toBe(
      false,
    )
    const [next] = pads.filter((_, index) => !all[index]?.ok)
    if (!next) throw new Error('All went')
    expect(await submitPad(world.act('lead'), next)).toMatchObject({ ok: true })
  })
})
