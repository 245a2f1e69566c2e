import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { large } from '#lib/testing/size.ts'
import { verhoeffDigit } from '#lib/values/codes.ts'

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
