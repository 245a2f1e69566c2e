import { describe, expect, test } from 'vitest'
import { dmdId, idsOf, type ReleasePack, releaseFiles, releaseZip, zipped } from '#lib/testing/a-release.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { currentNow, importNow, readNow } from '#lib/testing/import-now.ts'
import { cancelRelease } from './cancel-release.command.ts'
import { chooseRelease } from './choose-release.command.ts'
import { makeCurrent } from './make-current.command.ts'

const world = await aWorld()
const RZZ = world.trusts.RZZ.id
const admin = () => world.act('admin')

const FIRST: ReleasePack[] = [
  { n: 1, gtins: [{ gtin: '5000283101086' }], price: '1250' },
  { n: 2, product: 'Inventa 2mg tablets', cd: '0002' },
  { n: 3, invalid: true },
  { n: 4, discontinued: true, gtins: [{ gtin: '5012727907376', to: '2022-01-01' }] },
  { n: 5, available: '0006', price: '0', priceBasis: '0004' },
]
const packsNow = () =>
  world.sql<Record<string, unknown>>(
    `SELECT ampp_id, vmp_id, name, brand, maker, pack_text, units_milli, cd_category, unlicensed, discontinued, list_price, fridge
     FROM pack WHERE owner_id = $1 ORDER BY ampp_id`,
    [RZZ],
  )
const codesNow = () =>
  world.sql(
    `SELECT ampp_id, code, valid_from::text, valid_to::text FROM pack_code WHERE owner_id = $1 ORDER BY code, ampp_id`,
    [RZZ],
  )
const entriesNow = () => world.sql('SELECT kind, id, since, until FROM dictionary_entry ORDER BY 1, 2, 3')
const pack = async (n: number) => (await packsNow()).find((one) => one.ampp_id === idsOf({ n }).ampp)

describe('a release of the dictionary', () => {
  test('is read, says what it would change, and becomes current in one step', async () => {
    const read = await readNow(admin(), releaseZip(FIRST))
    expect(read).toMatchObject({
      state: 'ready',
      report: { problem: null, findingCount: 0, changes: { added: 4, changed: 0, ended: 0, packs: 3 } },
    })
    expect(await packsNow()).toEqual([])
    const done = await currentNow(admin(), read)
    expect(done).toMatchObject({ state: 'current', report: { doubled: 0 } })
    expect(await pack(1)).toMatchObject({
      ...{ name: 'Inventamine 1mg tablets', brand: '', maker: 'Made-up Pharma & Sons', pack_text: '28 tablets' },
      ...{ units_milli: '28000', cd_category: '0000', unlicensed: false, discontinued: false, list_price: '125000' },
    })
    expect(await pack(2)).toMatchObject({ brand: 'Inventa', cd_category: '0002' })
    expect(await pack(3)).toBeUndefined()
    expect(await pack(4)).toMatchObject({ discontinued: true })
    expect(await pack(5)).toMatchObject({ unlicensed: true, list_price: null })
    expect(await codesNow()).toEqual([
      { ampp_id: idsOf({ n: 1 }).ampp, code: '05000283101086', valid_from: '2020-01-01', valid_to: '9999-12-31' },
      { ampp_id: idsOf({ n: 4 }).ampp, code: '05012727907376', valid_from: '2020-01-01', valid_to: '2022-01-01' },
    ])
    expect(await world.sql(`SELECT verb FROM audit_event WHERE document = 'dictionary' ORDER BY seq`)).toEqual([
      { verb: 'CHOSEN' },
      { verb: 'MADE_CURRENT' },
    ])
  })

  test('the same files again lead to the release that is there; the same content packed otherwise changes nothing', async () => {
    const before = [await packsNow(), await entriesNow()]
    const again = await chooseRelease(admin(), { files: [releaseZip(FIRST)], here: true })
    expect(again).toMatchObject({ ok: true, value: { again: true } })
    const files = Object.entries(releaseFiles(FIRST)).map(([fileName, text]) => ({
      fileName,
      content: new TextEncoder().encode(text),
    }))
    expect(await readNow(admin(), ...files)).toMatchObject({ state: 'unchanged' })
    expect([await packsNow(), await entriesNow()]).toEqual(before)
  })

  test('a later release keeps only what differs, says what becomes of each pack, and can be gone back from', async () => {
    await world.sql('UPDATE pack SET fridge = true WHERE owner_id = $1 AND ampp_id = $2', [RZZ, idsOf({ n: 1 }).ampp])
    const before = [await packsNow(), await codesNow()]
    const later: ReleasePack[] = [
      {
        n: 1,
        gtins: [
          { gtin: '5000283101086', to: '2021-09-01' },
          { gtin: '05060064792018', from: '2021-09-02' },
        ],
        price: '1300',
      },
      { n: 2, product: 'Inventa 2mg tablets', cd: '0002', invalid: true },
      { n: 4, discontinued: true, gtins: [{ gtin: '5012727907376', to: '2022-01-01' }] },
      { n: 6, vmpId: dmdId(74_777) },
    ]
    const read = await readNow(admin(), releaseZip(later, { day: '020921' }))
    expect(read.report.changes).toEqual({ added: 1, changed: 1, ended: 2, moved: 0, unchanged: 1, packs: 2 })
    expect(
      await world.sql('SELECT ampp_id, what, fields FROM dictionary_change WHERE release_id = $1 ORDER BY 1', [
        read.id,
      ]),
    ).toEqual([
      { ampp_id: idsOf({ n: 1 }).ampp, what: 'changed', fields: ['listPrice', 'barcodes'] },
      { ampp_id: idsOf({ n: 2 }).ampp, what: 'ended', fields: ['discontinued'] },
      { ampp_id: idsOf({ n: 5 }).ampp, what: 'ended', fields: ['discontinued'] },
      { ampp_id: idsOf({ n: 6 }).ampp, what: 'added', fields: [] },
    ])
    expect(
      await world.sql("SELECT count(*)::int AS n FROM dictionary_entry WHERE kind = 'lookup' AND since > 1"),
    ).toEqual([{ n: 0 }])
    await currentNow(admin(), read)
    expect(await pack(1)).toMatchObject({ fridge: true, list_price: '130000' })
    expect(await pack(5)).toMatchObject({ discontinued: true })
    expect((await codesNow()).map((one) => (one as { code: string }).code)).toEqual([
      '05000283101086',
      '05012727907376',
      '05060064792018',
    ])
    const [first] = await world.sql<{ id: string; version: number }>(
      "SELECT id, version FROM dictionary_release WHERE state = 'past'",
    )
    if (!first) throw new Error('the first release is gone')
    expect(await currentNow(admin(), first)).toMatchObject({
      state: 'current',
      report: { changes: { ended: 1, changed: 3 } },
    })
    const returned = (await packsNow()).filter((one) => one.ampp_id !== idsOf({ n: 6 }).ampp)
    expect([returned, await codesNow()]).toEqual(before)
    expect(await pack(6)).toMatchObject({ discontinued: true })
  })

  test('packs that a file changed meanwhile are compared again before anything is written', async () => {
    const read = await readNow(
      admin(),
      releaseZip([...FIRST.map((one) => ({ ...one, quantity: '30' })), { n: 7 }], { day: '090921' }),
    )
    await world.sql('UPDATE pack SET brand = $3 WHERE owner_id = $1 AND ampp_id = $2', [
      RZZ,
      idsOf({ n: 1 }).ampp,
      'Typed',
    ])
    expect(await currentNow(admin(), read)).toMatchObject({ state: 'current' })
    expect(await pack(1)).toMatchObject({ brand: '' })
    expect(await pack(7)).toMatchObject({ name: 'Inventamine 7mg tablets' })
  })

  test('thrown away before it is current, nothing of it stays; a release under way keeps another out', async () => {
    const before = await entriesNow()
    const read = await readNow(admin(), releaseZip([{ n: 8 }], { day: '160921' }))
    expect(await cancelRelease(world.act('admin'), { releaseId: read.id })).toMatchObject({ ok: true })
    expect(await entriesNow()).toEqual(before)
    const waiting = await chooseRelease(admin(), { files: [releaseZip([{ n: 8 }], { day: '230921' })], here: true })
    if (!waiting.ok) throw new Error('not chosen')
    expect(await chooseRelease(world.act('admin'), { files: [releaseZip([{ n: 9 }])], here: true })).toMatchObject({
      refusal: { code: 'DICTIONARY_AT_WORK' },
    })
    expect(await cancelRelease(world.act('admin'), waiting.value)).toMatchObject({ ok: true })
  })

  test('what does not fit is left out and named; a pack whose parents are missing, too', async () => {
    const files = releaseFiles([...FIRST, { n: 10 }, { n: 11 }])
    const bad = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        name,
        text
          .replaceAll(`<VPPID>${idsOf({ n: 10 }).vmpp}</VPPID><NM>`, `<VPPID>${idsOf({ n: 99 }).vmpp}</VPPID><NM>`)
          .replaceAll(`<APPID>${idsOf({ n: 11 }).ampp}`, `<APPID>${wrong(idsOf({ n: 11 }).ampp)}`),
      ]),
    )
    const read = await readNow(admin(), zipped(bad))
    expect(read.state).toBe('ready')
    expect(read.report.findings.map((one) => one.what)).toEqual([
      expect.stringContaining('the check digit of APPID does not fit'),
      expect.stringContaining('the check digit of APPID does not fit'),
      expect.stringContaining('(VMPP) is not in the release'),
    ])
    await cancelRelease(world.act('admin'), { releaseId: read.id })
  })

  test.each([
    [
      'a part missing',
      (files: Record<string, string>) => without(files, 'vmpp'),
      'there is no file with Generic packs',
    ],
    [
      'cut off',
      (files: Record<string, string>) => changed(files, 'ampp', (text) => text.slice(0, -300)),
      'not well-formed',
    ],
    [
      'a document type',
      (files: Record<string, string>) =>
        changed(files, 'amp2', (text) => text.replace('?>', '?><!DOCTYPE x [<!ENTITY e "x">]>')),
      'document type',
    ],
    [
      'an entity of its own',
      (files: Record<string, string>) => changed(files, 'amp2', (text) => text.replace('tablets', '&e;')),
      'not well-formed',
    ],
    ['another file', (files: Record<string, string>) => ({ ...files, 'x.xml': '<Invoice/>' }), 'no part of dm+d'],
    [
      'two of a kind',
      (files: Record<string, string>) => ({ ...files, 'f_vmp2_3020921.xml': files['f_vmp2_3260821.xml'] ?? '' }),
      'both hold',
    ],
    [
      'nested too deep',
      (files: Record<string, string>) =>
        changed(files, 'vtm', (text) => text.replace('<NM>', `${'<A>'.repeat(20)}${'</A>'.repeat(20)}<NM>`)),
      'more levels',
    ],
  ])('%s: refused with the reason, and everything as it was', async (_name, harm, words) => {
    const before = [await packsNow(), await entriesNow()]
    const read = await readNow(admin(), zipped(harm(releaseFiles([{ n: 30 }]))))
    expect(read).toMatchObject({ state: 'faulty', report: { problem: expect.stringContaining(words) } })
    expect([await packsNow(), await entriesNow()]).toEqual(before)
  })

  test('other roles may not; another trust neither sees nor moves it; the same key and two at once act once', async () => {
    expect(await chooseRelease(world.act('technician'), { files: [releaseZip(FIRST)] })).toMatchObject({
      refusal: { code: 'NOT_ALLOWED' },
    })
    const read = await readNow(admin(), releaseZip([...FIRST, { n: 12 }], { day: '300921' }))
    const asked = { releaseId: read.id, version: read.version }
    expect(await makeCurrent(world.act('admin', { trust: 'RZY' }), asked)).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    expect(await cancelRelease(world.act('lead'), asked)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    const both = await Promise.all([makeCurrent(world.act('admin'), asked), makeCurrent(world.act('admin'), asked)])
    expect(both.map((one) => one.ok).sort()).toEqual([false, true])
    const key = world.newId()
    const one = await importNow(world.act('admin', { trust: 'RZY', key }), releaseZip(FIRST))
    expect(one.state).toBe('current')
    expect(
      await chooseRelease(world.act('admin', { trust: 'RZY', key }), { files: [releaseZip(FIRST)], here: true }),
    ).toMatchObject({
      value: { releaseId: one.id },
    })
    expect(
      await world.sql(
        "SELECT owner_id, count(*)::int AS n FROM dictionary_release WHERE state = 'current' GROUP BY 1 ORDER BY 2",
      ),
    ).toEqual([
      { owner_id: expect.any(String), n: 1 },
      { owner_id: expect.any(String), n: 1 },
    ])
  })
})

function wrong(id: string): string {
  return `${id.slice(0, -1)}${(Number(id.at(-1)) + 1) % 10}`
}

function without(files: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([one]) => !one.includes(name)))
}

function changed(files: Record<string, string>, name: string, how: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([one, text]) => [one, one.includes(name) ? how(text) : text]))
}
