import { describe, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { endStricter } from './end-stricter.command.ts'
import { setStricter } from './set-stricter.command.ts'
import { listTreatments, treatmentsOfMedicine } from './stricter.queries.ts'
import { treatmentMark } from './stricter.rules.ts'
import { endStricterForm, setStricterForm, stricterAddress } from './stricter.schema.ts'

const world = await aWorld()
const { vmps, packs } = world
const chief = () => world.act('chief')

async function medicine(vmp: keyof typeof vmps, trust: 'RZZ' | 'RZY' = 'RZZ') {
  const found = await treatmentsOfMedicine(world.actor('chief', { trust }), vmps[vmp], world.clock())
  if (!found) throw new Error('No such medicine')
  return found
}

async function said(more: object = {}, vmp: keyof typeof vmps = 'meropenem', amppId = '') {
  return setStricterForm.parse({
    ...{ vmpId: vmps[vmp], amppId, standing: treatmentMark((await medicine(vmp)).entries, amppId) },
    ...{ cdCategory: '0002', reason: 'Policy of 3 November 2026', reference: 'CD 14', from: '23 November 2026' },
    ...more,
  })
}

const events = async (verb: string) =>
  (await world.sql<{ payload: string }>('SELECT payload FROM audit_event WHERE verb = $1 ORDER BY at', [verb])).map(
    (one) => JSON.parse(one.payload).data,
  )

describe('treating a medicine more strictly', () => {
  test('holds from a day on: what stood ends the day before, and who said it is on the record', async () => {
    expect(await setStricter(chief(), await said())).toMatchObject({ ok: true })
    expect(
      await setStricter(chief(), await said({ cdCategory: '0000', also: ['pharmacist'], from: '1 December 2026' })),
    ).toMatchObject({ ok: true })
    expect((await medicine('meropenem')).entries).toMatchObject([
      { cdCategory: '0000', pharmacist: true, from: '2026-12-01', to: null, state: 'coming' },
      { cdCategory: '0002', pharmacist: false, to: '2026-11-30', state: 'now' },
    ])
    expect((await events('STRICTER_SET')).at(-1)).toMatchObject({
      ...{ vmpId: vmps.meropenem, pharmacist: true, from: '2026-12-01', ended: [{ to: '2026-11-30' }] },
    })
    expect((await medicine('meropenem', 'RZY')).entries).toEqual([])
  })

  test('is never laxer: what dm+d says already, or more, is refused', async () => {
    for (const cdCategory of ['0002', '0003', '0010']) {
      expect(await setStricter(chief(), await said({ cdCategory }, 'morphine'))).toMatchObject({
        refusal: { code: 'NOT_STRICTER' },
      })
    }
    expect(await setStricter(chief(), await said({ cdCategory: '0000', also: ['fridge'] }, 'insulin'))).toMatchObject({
      refusal: { code: 'NOT_STRICTER' },
    })
    expect(await setStricter(chief(), await said({ also: ['pharmacist'] }, 'morphine'))).toMatchObject({ ok: true })
  })

  test('said by two at once it is said once; the same act twice has one answer', async () => {
    const input = await said({ also: ['hazardous'] }, 'insulin')
    const both = await Promise.all([setStricter(chief(), input), setStricter(world.act('pharmacist'), input)])
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
    const act = chief()
    const again = await said({ cdCategory: '0005' }, 'insulin')
    expect(await setStricter(act, again)).toEqual(await setStricter(act, again))
    expect((await medicine('insulin')).entries.map((one) => [one.cdCategory, one.state]).sort()).toEqual([
      ['0002', 'withdrawn'],
      ['0005', 'now'],
    ])
  })

  test('ends on a day, after which dm+d’s word holds; another trust’s is not found', async () => {
    const [entry] = (await medicine('insulin')).entries.filter((one) => one.state === 'now')
    const end = endStricterForm.parse({ entryId: entry?.id, until: 'open', last: '24/11/26', reason: 'New policy' })
    const other = world.act('chief', { trust: 'RZY' })
    expect(await endStricter(other, end)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    const both = await Promise.all([endStricter(chief(), end), endStricter(world.act('chief'), end)])
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
    expect(await events('STRICTER_ENDED')).toMatchObject([{ to: '2026-11-24', reason: 'New policy' }])
  })

  test('is said by pharmacists, the chief and the administrator; not for a day that is over, nor of an unknown pack', async () => {
    for (const role of ['technician', 'lead', 'stores', 'auditor', 'hub'] as const) {
      const act = world.act(role, role === 'hub' ? { trust: 'QZZ' } : {})
      expect(await setStricter(act, await said())).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    }
    expect(await setStricter(chief(), await said({ from: '22 November 2026' }, 'paracetamol'))).toMatchObject({
      refusal: { code: 'INVALID', errors: [{ field: 'from' }] },
    })
    const stray = { ...(await said({}, 'paracetamol')), amppId: packs.insulin }
    expect(await setStricter(chief(), stray)).toMatchObject({ refusal: { code: 'NOT_FOUND', what: 'pack' } })
    expect(setStricterForm.safeParse({ ...(await said()), cdCategory: '0000' }).success).toBe(false)
  })

  test('is listed by name and day', async () => {
    const list = async (when: string) => {
      const { entries } = await listTreatments(world.actor('auditor'), stricterAddress.parse({ when }), world.clock())
      return entries.map((one) => one.productName.split(' ')[0])
    }
    expect(await list('now')).toEqual(['Insulin', 'Meropenem', 'Morphine'])
    expect(await list('coming')).toEqual(['Meropenem'])
    expect(await list('over')).toEqual(['Insulin'])
  })
})
