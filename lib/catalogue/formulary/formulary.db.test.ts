import { describe, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { endFormulary } from './end-formulary.command.ts'
import { formularyOfMedicine, listFormulary } from './formulary.queries.ts'
import { formularyMark } from './formulary.rules.ts'
import { endFormularyForm, formularyAddress, setFormularyForm } from './formulary.schema.ts'
import { setFormulary } from './set-formulary.command.ts'

const world = await aWorld()
const { vmps, packs } = world
const chief = () => world.act('chief')

async function medicine(vmp: keyof typeof vmps = 'meropenem', trust: 'RZZ' | 'RZY' = 'RZZ') {
  const found = await formularyOfMedicine(world.actor('chief', { trust }), vmps[vmp], world.clock())
  if (!found) throw new Error('No such medicine')
  return found
}

async function said(more: object = {}, vmp: keyof typeof vmps = 'meropenem', amppId = '') {
  return setFormularyForm.parse({
    ...{ vmpId: vmps[vmp], amppId, standing: formularyMark((await medicine(vmp)).entries, amppId) },
    ...{ status: 'RESTRICTED', criteria: 'On advice of microbiology', reason: 'Committee of 3 November 2026' },
    ...{ reference: 'MMC 2026/41', from: '23 November 2026' },
    ...more,
  })
}

const events = async (verb: string) =>
  (await world.sql<{ payload: string }>('SELECT payload FROM audit_event WHERE verb = $1 ORDER BY at', [verb])).map(
    (one) => JSON.parse(one.payload).data,
  )

describe('the formulary', () => {
  test('says something from a day on: what stood ends the day before, and who said it is on the record', async () => {
    expect(await setFormulary(chief(), await said())).toMatchObject({ ok: true })
    expect(await setFormulary(chief(), await said({ status: 'ON', from: '1 December 2026' }))).toMatchObject({
      ok: true,
    })
    expect((await medicine()).entries).toMatchObject([
      { status: 'ON', criteria: '', from: '2026-12-01', to: null, state: 'coming' },
      { status: 'RESTRICTED', criteria: 'On advice of microbiology', to: '2026-11-30', state: 'now' },
    ])
    expect((await events('FORMULARY_SET')).at(-1)).toMatchObject({
      ...{ vmpId: vmps.meropenem, status: 'ON', from: '2026-12-01', ended: [{ to: '2026-11-30' }] },
    })
    expect((await medicine('meropenem', 'RZY')).entries).toEqual([])
  })

  test('said by two at once it is said once; the same act twice has one answer; the same day anew takes the first off', async () => {
    const input = await said({ status: 'ON' }, 'insulin')
    const both = await Promise.all([setFormulary(chief(), input), setFormulary(world.act('pharmacist'), input)])
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
    const act = chief()
    const again = await said({ status: 'NON_FORMULARY' }, 'insulin')
    expect(await setFormulary(act, again)).toEqual(await setFormulary(act, again))
    expect((await medicine('insulin')).entries.map((one) => [one.status, one.state]).sort()).toEqual([
      ['NON_FORMULARY', 'now'],
      ['ON', 'withdrawn'],
    ])
  })

  test('ends on a day, after which it says nothing; another trust’s entry is not found', async () => {
    const [entry] = (await medicine('insulin')).entries.filter((one) => one.state === 'now')
    const end = endFormularyForm.parse({ entryId: entry?.id, until: 'open', last: '24/11/26', reason: 'New agent' })
    const other = world.act('chief', { trust: 'RZY' })
    expect(await endFormulary(other, end)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    const both = await Promise.all([endFormulary(chief(), end), endFormulary(world.act('chief'), end)])
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
    expect(await events('FORMULARY_ENDED')).toMatchObject([{ to: '2026-11-24', reason: 'New agent' }])
  })

  test('is changed by pharmacists, the chief and the administrator; not for a day that is over, nor for an unknown pack', async () => {
    for (const role of ['technician', 'lead', 'stores', 'auditor', 'hub'] as const) {
      const act = world.act(role, role === 'hub' ? { trust: 'QZZ' } : {})
      expect(await setFormulary(act, await said())).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    }
    expect(await setFormulary(chief(), await said({ from: '22 November 2026' }))).toMatchObject({
      refusal: { code: 'INVALID', errors: [{ field: 'from' }] },
    })
    const stray = { ...(await said({ status: 'ON' }, 'morphine')), amppId: packs.insulin }
    expect(await setFormulary(chief(), stray)).toMatchObject({ refusal: { code: 'NOT_FOUND', what: 'pack' } })
  })

  test('is listed by name, filtered by status, day and words', async () => {
    const list = async (more: object = {}) => {
      const asked = formularyAddress.parse(more)
      const { entries } = await listFormulary(world.actor('auditor'), asked, world.clock())
      return entries.map((one) => [one.productName.split(' ')[0], one.status])
    }
    expect(await list()).toEqual([
      ['Insulin', 'NON_FORMULARY'],
      ['Meropenem', 'RESTRICTED'],
    ])
    expect(await list({ q: 'MERO', status: 'RESTRICTED' })).toEqual([['Meropenem', 'RESTRICTED']])
    expect(await list({ when: 'coming' })).toEqual([['Meropenem', 'ON']])
    expect(await list({ when: 'over' })).toEqual([['Insulin', 'ON']])
  })
})

describe('a file of the formulary', () => {
  const file = (...rows: string[]) => ({
    fileName: 'formulary.csv',
    content: new TextEncoder().encode(
      ['vmp_id,ampp_id,description,formulary_status,criteria,why,reference,from_day', ...rows].join('\n'),
    ),
  })
  const row = (vmp: string, status: string, more = ',Committee,,') => `${vmp},,,${status},${more}`

  test('is held against what stands: new, changed, as it was; a second time it changes nothing', async () => {
    const content = file(
      row(vmps.paracetamol, 'On formulary'),
      row(vmps.meropenem, 'restricted', 'On advice of microbiology,Committee of 3 November 2026,MMC 2026/41,'),
      row(vmps.insulin, 'Not permitted', ',Withdrawn by the committee,,2026-12-24'),
      `${vmps.adenosine},${packs.adenosine5},,Non-formulary,,Look-alike pack,,`,
    )
    const loaded = await loadNow(chief(), 'formulary', content)
    expect(loaded).toMatchObject({ ok: true, value: { report: { added: 3, changed: 0, unchanged: 1 } } })
    expect(await loadNow(chief(), 'formulary', content)).toMatchObject({ value: { loadId: null } })
    expect((await medicine('insulin')).entries.find((one) => one.state === 'coming')).toMatchObject({
      ...{ status: 'NOT_PERMITTED', from: '2026-12-24', to: null },
    })
    expect((await medicine('adenosine')).entries).toMatchObject([{ amppId: packs.adenosine5, state: 'now' }])
  })

  test('is loaded whole or not at all: what is wrong is said by row and column', async () => {
    const before = await world.sql('SELECT * FROM formulary_entry ORDER BY id')
    const bad = file(
      row(vmps.paracetamol, 'Amber'),
      row(vmps.morphine, 'Restricted'),
      row('41792011000001100', 'On'),
      row(vmps.melatonin, 'On', ',,,'),
      row(vmps.morphine, 'On'),
      row(vmps.morphine, 'Non formulary'),
      `${vmps.morphine},${packs.insulin},,On,,Committee,,`,
    )
    const loaded = await loadNow(chief(), 'formulary', bad)
    expect(loaded).toMatchObject({ ok: false, refusal: { code: 'LOAD_REFUSED', problems: 6 } })
    expect(await world.sql('SELECT * FROM formulary_entry ORDER BY id')).toEqual(before)
  })
})
