import { describe, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { searchPacks } from '../search.queries.ts'
import { addLocalCode } from './add-local-code.command.ts'
import { endLocalCode } from './end-local-code.command.ts'
import { codesOfMedicine, listLocalCodes } from './local-code.queries.ts'
import { addLocalCodeForm, endLocalCodeForm, localCodesAddress } from './local-code.schema.ts'

const world = await aWorld()
const { packs, vmps } = world
const lead = () => world.act('lead')
const said = (more: object = {}) =>
  addLocalCodeForm.parse({
    ...{ amppId: packs.meropenem, code: 'MERO1G', system: 'Stock system', from: '23 November 2026' },
    ...more,
  })
const codes = async (vmp: keyof typeof vmps = 'meropenem', trust: 'RZZ' | 'RZY' = 'RZZ') =>
  (await codesOfMedicine(world.actor('lead', { trust }), vmps[vmp], world.clock()))?.codes ?? []
const found = async (text: string, trust: 'RZZ' | 'RZY' = 'RZZ') => {
  const result = await searchPacks(world.actor('technician', { trust }), { text, storeId: null, now: world.clock() })
  return result.ok ? result.value.hits.map((one) => [one.pack.amppId, one.hit]) : result.refusal
}

describe('a code of a trust’s own system', () => {
  test('is added with who and when, and its pack is found by it: in this trust only', async () => {
    expect(await addLocalCode(lead(), said())).toMatchObject({ ok: true, value: { vmpId: vmps.meropenem } })
    expect(await codes()).toMatchObject([{ code: 'MERO1G', state: 'now', pack: { amppId: packs.meropenem } }])
    expect(await found('mero1g')).toEqual([[packs.meropenem, 'LOCAL']])
    expect(await found('mero1g', 'RZY')).toEqual([])
    expect(await world.sql(`SELECT verb FROM audit_event WHERE document = 'local_code'`)).toEqual([
      { verb: 'CODE_ADDED' },
    ])
  })

  test('names one pack a day, also when two give it at once; another system may use it', async () => {
    const give = (amppId: string, system = 'Robot') => addLocalCode(lead(), said({ amppId, system, code: 'R-77' }))
    const both = await Promise.all([give(packs.insulin), give(packs.morphine)])
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['INVALID', 'ok'])
    expect(await give(packs.morphine, 'Cabinet')).toMatchObject({ ok: true })
    const act = lead()
    const again = said({ code: 'M-2' })
    expect(await addLocalCode(act, again)).toEqual(await addLocalCode(act, again))
  })

  test('ends on a day, and the pack is still found by it', async () => {
    const [code] = (await codes()).filter((one) => one.code === 'MERO1G')
    const end = endLocalCodeForm.parse({ codeId: code?.id, until: 'open', last: '22/11/26' })
    expect(await endLocalCode(world.act('lead', { trust: 'RZY' }), end)).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    expect(await endLocalCode(lead(), end)).toMatchObject({ ok: true })
    expect(await endLocalCode(lead(), end)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
    const list = await listLocalCodes(world.actor('auditor'), localCodesAddress.parse({}), world.clock())
    expect(list.codes.map((one) => one.code)).not.toContain('MERO1G')
  })

  test('is given by the lead, technicians and the administrator, for a pack that is known, from today on', async () => {
    for (const role of ['pharmacist', 'chief', 'stores', 'auditor'] as const) {
      expect(await addLocalCode(world.act(role), said())).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    }
    expect(await addLocalCode(lead(), said({ amppId: '41792011000001100' }))).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    expect(await addLocalCode(lead(), said({ from: '1/11/26', code: 'OLD' }))).toMatchObject({
      refusal: { errors: [{ field: 'from' }] },
    })
  })
})

test('a file of codes finds packs by id or barcode; a code that moves ends where it was', async () => {
  const file = (...rows: string[]) => ({
    fileName: 'codes.csv',
    content: new TextEncoder().encode(['local_code,stock_system,ampp_id,gtin', ...rows].join('\n')),
  })
  const [gtin] = await world.sql<{ code: string }>(
    `SELECT code FROM pack_code WHERE kind = 'GTIN' AND ampp_id = $1 LIMIT 1`,
    [packs.adenosine5],
  )
  const byGtin = gtin ? [`ADE5,JAC,,${gtin.code}`] : []
  const first = file(`PARA,JAC,${packs.paracetamol},`, `ADE6,JAC,${packs.adenosine6},`, ...byGtin)
  expect(await loadNow(lead(), 'codes', first)).toMatchObject({ value: { report: { added: 2 + byGtin.length } } })
  expect(await loadNow(lead(), 'codes', first)).toMatchObject({ value: { loadId: null } })
  world.clock.advance(86_400_000)
  expect(await loadNow(lead(), 'codes', file(`ADE6,JAC,${packs.adenosine5},`))).toMatchObject({
    value: { report: { added: 0, changed: 1 } },
  })
  expect((await codes('adenosine')).filter((one) => one.code === 'ADE6')).toMatchObject([
    { amppId: packs.adenosine5, from: '2026-11-24', to: null },
    { amppId: packs.adenosine6, from: '2026-11-23', to: '2026-11-23' },
  ])
  expect(await loadNow(lead(), 'codes', file('X 1,JAC,,', `ADE7,JAC,41792011000001100,`))).toMatchObject({
    refusal: { code: 'LOAD_REFUSED', problems: 3 },
  })
})
