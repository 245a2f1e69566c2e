import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { type TestCell, workbookOf, zipOf } from '#lib/testing/a-workbook.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { large } from '#lib/testing/size.ts'
import { verhoeffDigit } from '#lib/values/codes.ts'
import { LOAD_KINDS, type LoadKind } from './kind.rules.ts'
import { columnLetters } from './layout.rules.ts'
import { FILE_FORMATS, type FileFormat } from './what-it-is.rules.ts'

const world = await aWorld()
const RZZ = world.trusts.RZZ.id
const dmd = (stem: number) => `${stem}100000110${verhoeffDigit(`${stem}100000110`)}`
const encode = (text: string) => new TextEncoder().encode(text)

const PRODUCTS = encode(
  [
    'ampp_id,vmpp_id,amp_id,vmp_id,name,maker,pack_size,unit,gtins',
    `${dmd(601)},${dmd(701)},${dmd(801)},${dmd(901)},"Vancomycin 1g vials",Calder,10,vial,05000283101086`,
    `${dmd(602)},${dmd(702)},${dmd(802)},${dmd(902)},"Teicoplanin 400mg, vials",Calder,1,vial,`,
  ].join('\r\n'),
)
const CONTRACTS = encode(
  [
    'contract_ref,lot,buying_group,ampp_id,supplier_name,route,wholesalers,price_ex_vat,valid_from,valid_to,notes',
    `CM/PHG/99/0009,01,DLS,${world.packs.insulin},Larkspur Specials,direct,,7.20,2026-06-01,31/05/2028,"one, two"`,
    `CM/PHG/99/0009,01,DLS,${world.packs.morphine},Quill Labs,wholesaler,AAH|Albion Wholesale,8.00,2026-06-01,2028-05-31,`,
  ].join('\r\n'),
)

/** Everything the two loads can write, as one fingerprint. */
async function fingerprint(): Promise<string> {
  const rows = await world.sql<{ all: string }>(
    `SELECT md5(coalesce(string_agg(t.row, '|' ORDER BY t.row), '')) AS "all" FROM (
       SELECT 'p' || p::text AS row FROM pack p WHERE owner_id = $1
       UNION ALL SELECT 'c' || c::text FROM pack_code c WHERE owner_id = $1
       UNION ALL SELECT 'a' || a::text FROM award a WHERE owner_id = $1
       UNION ALL SELECT 'w' || w::text FROM award_wholesaler w WHERE owner_id = $1
       UNION ALL SELECT 's' || s::text FROM supplier s WHERE owner_id = $1
       UNION ALL SELECT 'f' || f::text FROM framework f WHERE owner_id = $1
       UNION ALL SELECT 'k' || k::text FROM supplier_account k WHERE trust_id = $1
       UNION ALL SELECT 'h' || h::text FROM stock_holding h WHERE trust_id = $1
       UNION ALL SELECT 'u' || u::text FROM usage_day u WHERE trust_id = $1
       UNION ALL SELECT 'q' || q::text FROM local_code q WHERE trust_id = $1
       UNION ALL SELECT 'y' || y::text FROM formulary_entry y WHERE trust_id = $1
       UNION ALL SELECT 'm' || m::text FROM medicine_listing m WHERE owner_id = $1
       UNION ALL SELECT 'l' || l.id::text FROM file_load l WHERE trust_id = $1 AND state IN ('loaded', 'undone')) t`,
    [RZZ],
  )
  return rows[0]?.all ?? ''
}

/** Ways a file comes to harm: cut off, a byte changed, put in or taken out, a part doubled. */
const harm = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), byte: fc.nat(255) }),
  fc.record({
    kind: fc.constant('change' as const),
    at: fc.nat(),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(34, 44, 10, 13, 0, 59)),
  }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.nat(),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(34, 44, 10, 13)),
  }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat(), byte: fc.nat(255) }),
)

function harmed(
  bytes: Uint8Array,
  { kind, at, byte }: { kind: 'cut' | 'change' | 'insert' | 'double'; at: number; byte: number },
) {
  const place = at % bytes.length
  const [head, tail] = [bytes.slice(0, place), bytes.slice(place)]
  if (kind === 'cut') return head
  if (kind === 'change') return Uint8Array.of(...head, byte, ...tail.slice(1))
  if (kind === 'insert') return Uint8Array.of(...head, byte, ...tail)
  return Uint8Array.of(...head, ...tail, ...tail)
}

/** One good row of every kind, by field; the field that is spoilt, how, and what is said of it. */
const shelf = await world.sql<{ name: string }>('SELECT name FROM store WHERE id = $1', [world.trusts.RZZ.storeId])
const KINDS: Record<
  LoadKind,
  { good: Record<string, string>; spoil: string; to: string; says: RegExp; role: 'admin' | 'lead' | 'stores' }
> = {
  packs: {
    good: {
      ...{ ampp_id: dmd(611), vmpp_id: dmd(711), amp_id: dmd(811), vmp_id: dmd(911) },
      ...{ name: 'Vancomycin 1g vials', maker: 'Calder', pack_size: '10', unit: 'vial' },
    },
    ...{ spoil: 'vmp_id', to: '1.08503E+17', says: /Excel has shortened this id/, role: 'admin' },
  },
  contracts: {
    good: {
      ...{ contract_ref: 'CM/PHG/99/0019', buying_group: 'DLS', ampp_id: world.packs.insulin },
      ...{ supplier_name: 'Larkspur Specials', route: 'direct', price_ex_vat: '7.20' },
      ...{ valid_from: '2026-06-01', valid_to: '31/05/2028' },
    },
    ...{ spoil: 'valid_from', to: '06/13/2026', says: /no such month/, role: 'admin' },
  },
  suppliers: {
    good: { supplier_name: 'Harbour Pharma', channel: 'email', order_email: 'orders@harbour.example' },
    ...{ spoil: 'order_email', to: 'orders at harbour', says: /e-mail address/, role: 'lead' },
  },
  stock: {
    good: { store: shelf[0]?.name ?? '', ampp_id: world.packs.insulin, batch: 'A1', packs: '2' },
    ...{ spoil: 'packs', to: '-2', says: /below zero/, role: 'stores' },
  },
  usage: {
    good: { store: shelf[0]?.name ?? '', vmp_id: world.vmps.insulin, day: '2026-06-01', units: '12' },
    ...{ spoil: 'units', to: 'many', says: /no quantity/, role: 'stores' },
  },
  codes: {
    good: { local_code: 'INS-10', stock_system: 'Stock system', ampp_id: world.packs.insulin },
    ...{ spoil: 'local_code', to: 'a b', says: /without blanks/, role: 'admin' },
  },
  lists: {
    good: { list: 'Fridge', vmp_id: world.vmps.insulin, source: 'Cold chain', source_version: '2026' },
    ...{ spoil: 'list', to: 'Warm', says: /Enter Fridge, Hazardous/, role: 'admin' },
  },
  formulary: {
    good: { vmp_id: world.vmps.insulin, formulary_status: 'On formulary', why: 'Committee of 3 November 2026' },
    ...{ spoil: 'formulary_status', to: 'Amber', says: /Enter On, Restricted/, role: 'admin' },
  },
}

/** A file with two rows of a kind in a format; `put` stands in the spoilt field of the second. */
function fileOf(kind: LoadKind, format: FileFormat, put: TestCell): { fileName: string; content: Uint8Array } {
  const { good, spoil } = KINDS[kind]
  const heads = Object.keys(good)
  const second = heads.map((name): TestCell => (name === spoil ? put : (good[name] ?? '')))
  const rows: TestCell[][] = [heads, Object.values(good), second]
  const fileName = `${kind}.${format}`
  if (format === 'xlsx') return { fileName, content: workbookOf(rows) }
  const sign = format === 'csv' ? ',' : '\t'
  return { fileName, content: encode(rows.map((row) => row.join(sign)).join('\n')) }
}

describe.each(LOAD_KINDS)('a file of %s', (kind) => {
  const { spoil, to, says, role } = KINDS[kind]
  const column = Object.keys(KINDS[kind].good).indexOf(spoil)
  const load = (file: { fileName: string; content: Uint8Array }) => loadNow(world.act(role), kind, file)
  const label = (format: FileFormat) => (format === 'xlsx' ? `${spoil} (${columnLetters(column)})` : spoil)

  test.each(FILE_FORMATS)(
    'as %s: a bad cell is named by row and column, and the database is as it was',
    async (format) => {
      const before = await fingerprint()
      const found = await load(fileOf(kind, format, to))
      const report = { problems: [{ row: 3, column: label(format), problem: expect.stringMatching(says) }] }
      expect(found).toMatchObject({ ok: false, refusal: { code: 'LOAD_REFUSED', report } })
      const formula = format === 'xlsx' ? { xml: '<c><f>A1</f><v>1</v></c>' } : '=A1'
      expect(await load(fileOf(kind, format, formula))).toMatchObject({
        refusal: {
          report: { problems: [{ row: 3, column: label(format), problem: expect.stringContaining('formula') }] },
        },
      })
      expect(await fingerprint()).toBe(before)
    },
  )

  test('cut off, renamed, locked, empty, of another kind: said, and the database is as it was', async () => {
    const before = await fingerprint()
    const csv = fileOf(kind, 'csv', '').content
    const xlsx = fileOf(kind, 'xlsx', '').content
    const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('EncryptedPackage', 'utf16le')])
    for (const [fileName, content, words] of [
      ['cut.csv', csv.slice(0, csv.indexOf(10) + 4), /cut off/],
      ['cut.xlsx', xlsx.slice(0, -100), /damaged or cut off/],
      ['renamed.xlsx', csv, /it was renamed/],
      ['renamed.csv', xlsx, /does not end in .xlsx/],
      ['locked.xlsx', old, /password/],
      ['page.csv', encode('<html><table>'), /web page/],
      ['empty.csv', new Uint8Array(), /empty/],
      ['head.csv', csv.slice(0, csv.indexOf(10)), /column names and no rows/],
      ['other.csv', encode('one,two\n1,2'), /None of these is a column/],
      ['nul.csv', new Uint8Array([...csv.slice(0, 30), 0, ...csv.slice(30)]), /NUL/],
      ['bomb.xlsx', zipOf({ 'xl/workbook.xml': ' '.repeat(25_000_000) }), /would unpack to/],
    ] as const) {
      const found = await load({ fileName, content })
      expect(found.ok).toBe(false)
      expect(`${fileName} ${JSON.stringify(found)}`).toMatch(words)
    }
    expect(await fingerprint()).toBe(before)
  })
})

test('a harmed file loads whole or not at all, with a reason; nothing crashes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('packs' as const, 'contracts' as const),
      fc.array(harm, { minLength: 1, maxLength: 3 }),
      async (kind, harms) => {
        const content = harms.reduce(harmed, kind === 'packs' ? PRODUCTS : CONTRACTS)
        const before = await fingerprint()
        const done = await loadNow(world.act('admin'), kind, { fileName: `${kind}.csv`, content })
        const after = await fingerprint()
        if (done.ok) expect(after !== before).toBe(done.value.loadId !== null)
        else {
          expect(after).toBe(before)
          expect(['LOAD_REFUSED', 'INVALID']).toContain(done.refusal.code)
          if (done.refusal.code === 'LOAD_REFUSED') expect(done.refusal.first.length).toBeGreaterThan(12)
        }
      },
    ),
    { numRuns: large(500) },
  )
}, 300_000)
