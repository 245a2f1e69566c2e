import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connected, testDatabase } from '#lib/testing/database.ts'
import { drift, shapeOfDatabase, shapeOfModels } from '#lib/testing/schema-shape.ts'
import { readDatamodel } from '#scripts/generate/datamodel.ts'
import { inProject } from '#scripts/paths.ts'

const { ownerUrl } = await testDatabase()
const schema = shapeOfModels(await readDatamodel(readFileSync(inProject('prisma/schema.prisma'), 'utf8')))

test('schema.prisma says what the migrated database is, table by table and key by key', async () => {
  expect(schema.size).toBeGreaterThan(300)
  expect(drift(schema, await shapeOfDatabase(ownerUrl))).toEqual([])
})

test.each([
  [
    'a column is missing',
    'ALTER TABLE purchase_order DROP COLUMN note',
    'only schema.prisma: column public.purchase_order.note text not null',
  ],
  [
    'a column is more',
    'ALTER TABLE purchase_order ADD planted text',
    'only the database: column public.purchase_order.planted text',
  ],
  ['a table is more', 'CREATE TABLE identity.planted (id uuid)', 'only the database: table identity.planted'],
  ['a table is missing', 'DROP TABLE command_key CASCADE', 'only schema.prisma: table public.command_key'],
  [
    'a column may be null',
    'ALTER TABLE purchase_order ALTER number DROP NOT NULL',
    'only schema.prisma: column public.purchase_order.number text not null',
  ],
  [
    'a type is another',
    'ALTER TABLE purchase_order ALTER number TYPE varchar(20)',
    'only the database: column public.purchase_order.number character varying(20)',
  ],
  [
    'a unique is missing',
    'ALTER TABLE purchase_order DROP CONSTRAINT purchase_order_trust_id_number_key',
    'only schema.prisma: unique public.purchase_order (trust_id, number)',
  ],
  [
    'a foreign key is missing',
    'ALTER TABLE purchase_order DROP CONSTRAINT purchase_order_supplier_id_fkey',
    'only schema.prisma: foreign key public.purchase_order (supplier_id)',
  ],
  [
    'a foreign key is more',
    'ALTER TABLE purchase_order ADD FOREIGN KEY (supplier_id) REFERENCES supplier (id) ON DELETE CASCADE',
    'on delete cascade',
  ],
])('sees that %s', async (_what, sql, expected) => {
  const planted = await testDatabase()
  await connected(planted.ownerUrl, (client) => client.query(sql))
  expect(drift(schema, await shapeOfDatabase(planted.ownerUrl)).join('\n')).toContain(expected)
})
