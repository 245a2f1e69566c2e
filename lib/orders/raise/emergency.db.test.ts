import { describe, expect, test } from 'vitest'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { disagreeWithOrder } from '#lib/orders/approve/disagree-with-order.command.ts'
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
  test('keeps its raiser from the next one once its hours are over, by page and by number, and names itself', async () => {
    const open = await undecided('technician', -1)
    const pad = await emergencyPad()
    const refused = { ok: false, refusal: { code: 'EMERGENCY_UNDECIDED', number: open.number } }
    expect(await submitPad(world.act('technician'), pad)).toMatchObject(refused)
    expect(await padCheck(world.actor('technician'), pad.padId, world.clock())).toMatchObject({
      value: { undecided: { number: open.number } },
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

  test('does not while its hours run: a night may bring two', async () => {
    const open = await undecided('lead', 5)
    expect(await submitPad(world.act('lead'), await emergencyPad('lead'))).toMatchObject({ ok: true })
    await approveOrder(world.act('lead2'), { number: open.number, version: 1, role: 'lead', comment: '' })
  })
})
