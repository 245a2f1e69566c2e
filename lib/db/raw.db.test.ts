import { beforeAll, expect, test } from 'vitest'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { database, Prisma } from './client.ts'
import { isTaken } from './unique.ts'
import { withTrust } from './with-trust.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

const EVERY_TYPE = Prisma.sql`SELECT 7::smallint AS small, 7::int AS whole, 9007199254740993::bigint AS big, 1.5::float8 AS float,
  12.50::numeric AS exact, true AS yes, 'a'::text AS text, 'b'::varchar(3) AS short, 'c'::char(2) AS padded,
  '0198c7a2-0000-7000-8000-000000000001'::uuid AS id, '2026-02-28'::date AS day,
  '2026-06-30 23:30:00.123+00'::timestamptz AS at, '{"a": [1, null]}'::jsonb AS document, '[1]'::json AS list,
  '\\x00ff'::bytea AS bytes, ARRAY['a', 'b', NULL]::text[] AS texts, ARRAY[1, 2]::int[] AS numbers,
  ARRAY['0198c7a2-0000-7000-8000-000000000001']::uuid[] AS ids, NULL::bigint AS none, 'x'::name AS name`

test('a raw statement answers the same rows of the same types straight as through Prisma', async () => {
  const plain = await database().$queryRaw<Record<string, unknown>[]>(EVERY_TYPE)
  const straight = await withTrust(world.act('technician').actor, (tx) =>
    tx.$queryRaw<Record<string, unknown>[]>(EVERY_TYPE),
  )
  for (const [name, value] of Object.entries(plain[0] ?? {})) {
    expect([name, plainly(straight[0]?.[name])]).toEqual([name, plainly(value)])
  }
  expect(Object.keys(straight[0] ?? {})).toEqual(Object.keys(plain[0] ?? {}))
})

test('arguments arrive as they do through Prisma', async () => {
  const at = new Date('2026-03-29T00:30:00.250Z')
  const asked = Prisma.sql`SELECT ${at}::timestamptz AS at, ${new Date('2026-10-25')}::date AS day, ${12n}::bigint AS big,
    ${['a', 'b,"']}::text[] AS texts, ${new Uint8Array([0, 255])}::bytea AS bytes, ${null}::text AS none, ${false}::boolean AS no`
  const plain = await database().$queryRaw<Record<string, unknown>[]>(asked)
  const straight = await withTrust(world.act('technician').actor, (tx) =>
    tx.$queryRaw<Record<string, unknown>[]>(asked),
  )
  expect(Object.entries(straight[0] ?? {}).map(([name, value]) => [name, plainly(value)])).toEqual(
    Object.entries(plain[0] ?? {}).map(([name, value]) => [name, plainly(value)]),
  )
})

test('statements are part of the transaction, with those of Prisma before and after them', async () => {
  const { actor } = world.act('technician')
  const left = withTrust(actor, async (tx) => {
    await tx.$executeRaw`UPDATE store SET name = 'Moved ' || id`
    const seen = await tx.store.findMany({ where: { name: { startsWith: 'Moved' } } })
    await tx.store.updateMany({ where: { name: { startsWith: 'Moved' } }, data: { active: false } })
    const [again] = await tx.$queryRaw<{ stores: bigint }[]>`SELECT count(*) AS stores FROM store WHERE NOT active`
    expect(again?.stores).toBe(BigInt(seen.length))
    expect(seen.length).toBeGreaterThan(0)
    throw new Error('left')
  })
  await expect(left).rejects.toThrow('left')
  const names = await withTrust(actor, (tx) => tx.store.findMany({ select: { name: true } }))
  expect(names.every((store) => !store.name.startsWith('Moved'))).toBe(true)
})

test('a key that is taken is told as through Prisma, and the transaction is over', async () => {
  const { actor } = world.act('technician')
  const twice = withTrust(actor, async (tx) => {
    const [store] = await tx.$queryRaw<{ id: string; site_id: string }[]>`SELECT id, site_id FROM store LIMIT 1`
    await tx.$executeRaw`INSERT INTO store SELECT * FROM store WHERE id = ${store?.id}::uuid`
  })
  const fault = await twice.then(
    () => null,
    (told: unknown) => told,
  )
  expect(isTaken(fault)).toBe(true)
})

test('a statement after the end of its transaction reaches no other transaction', async () => {
  const { actor } = world.act('technician')
  const late = await withTrust(actor, async (tx) => ({ tx }))
  await expect(late.tx.$queryRaw`SELECT 1 AS one`).rejects.toThrow(/transaction/i)
  await expect(late.tx.$executeRaw`SELECT 1 AS one`).rejects.toThrow(/transaction/i)
})

test('a transaction that takes too long is rolled back, and what it asks afterwards is refused', async () => {
  const { actor } = world.act('technician')
  const long = withTrust(
    actor,
    async (tx) => {
      await tx.$queryRaw`SELECT pg_sleep(0.4)::text`
      await tx.$executeRaw`UPDATE store SET name = 'Too late ' || id`
    },
    { longest: 100 },
  )
  await expect(long).rejects.toThrow(/transaction/i)
  const late = await withTrust(actor, (tx) => tx.store.findMany({ where: { name: { startsWith: 'Too late' } } }))
  expect(late).toEqual([])
})

function plainly(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`
  if (Prisma.Decimal.isDecimal(value)) return `decimal ${value.toString()}`
  if (value instanceof Date) return `date ${value.toISOString()}`
  return typeof value === 'bigint' ? `bigint ${value}` : value
}
