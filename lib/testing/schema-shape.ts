import pg from 'pg'
import type { Field, Model } from '#scripts/generate/datamodel.ts'

/*
 * The shape of a schema as lines that can be compared: one for each table, column (with type and nullability), primary
 * key, unique and foreign key. Indexes that Prisma cannot say (partial, on expressions) are left out on both sides.
 */

const TYPES: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  DateTime: 'timestamp(3) without time zone',
  Json: 'jsonb',
  Bytes: 'bytea',
  Float: 'double precision',
  Decimal: 'numeric(65,30)',
}

const NATIVE: Record<string, (args: string[]) => string> = {
  Uuid: () => 'uuid',
  Text: () => 'text',
  Date: () => 'date',
  SmallInt: () => 'smallint',
  Integer: () => 'integer',
  Timestamptz: ([digits]) => `timestamp(${digits}) with time zone`,
  Timestamp: ([digits]) => `timestamp(${digits}) without time zone`,
  VarChar: ([length]) => `character varying(${length})`,
  Char: ([length]) => `character(${length})`,
  Decimal: ([digits, places]) => `numeric(${digits},${places})`,
  Inet: () => 'inet',
}

/** The shape that schema.prisma says. */
export function shapeOfModels(models: readonly Model[]): Set<string> {
  const byName = new Map(models.map((model) => [model.name, model]))
  return new Set(models.flatMap((model) => linesOf(model, byName)))
}

function linesOf(model: Model, byName: ReadonlyMap<string, Model>): string[] {
  const table = tableOf(model)
  const lines = [`table ${table}`]
  const single = model.fields.find((field) => field.isId)
  const key = model.primaryKey?.fields ?? (single ? [single.name] : [])
  if (key.length > 0) lines.push(`primary key ${table} ${columns(model, key)}`)
  const uniques = [
    ...model.uniqueFields,
    ...model.fields.filter((field) => field.isUnique).map((field) => [field.name]),
  ]
  for (const unique of uniques) lines.push(`unique ${table} ${columns(model, unique)}`)
  for (const field of model.fields) {
    if (field.kind !== 'object') {
      lines.push(`column ${table}.${columnOf(field)} ${typeOf(field)}${field.isRequired ? ' not null' : ''}`)
    } else if (field.relationFromFields?.length) {
      const other = byName.get(field.type)
      if (!other) throw new Error(`${model.name}.${field.name} refers to ${field.type}, which is no model`)
      const to = `${tableOf(other)} ${columns(other, field.relationToFields ?? [])}`
      const acts = `on delete ${actOf(field.relationOnDelete)} on update ${actOf(field.relationOnUpdate)}`
      lines.push(`foreign key ${table} ${columns(model, field.relationFromFields)} → ${to} ${acts}`)
    }
  }
  return lines
}

function tableOf(model: Model): string {
  return `${model.schema ?? 'public'}.${model.dbName ?? model.name}`
}

function columnOf(field: Field): string {
  return field.dbName ?? field.name
}

function columns(model: Model, names: readonly string[]): string {
  const found = names.map((name) => {
    const field = model.fields.find((each) => each.name === name)
    return field ? columnOf(field) : name
  })
  return `(${found.join(', ')})`
}

function typeOf(field: Field): string {
  const [native, args] = field.nativeType ?? []
  const known = native ? NATIVE[native]?.(args ?? []) : field.kind === 'scalar' ? TYPES[field.type] : field.type
  if (!known) throw new Error(`No type of PostgreSQL is known for ${field.name} ${field.type} ${native ?? ''}`)
  return `${known}${field.isList ? '[]' : ''}`
}

function actOf(act = 'NoAction'): string {
  return act.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

const TABLES = `
  SELECT c.oid, n.nspname || '.' || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss')
     AND n.nspname !~ '^pg_' AND c.relname <> '_prisma_migrations'`

const SHAPE = `
  WITH t AS (${TABLES}),
  act(code, words) AS (VALUES ('a', 'no action'), ('r', 'restrict'), ('c', 'cascade'), ('n', 'set null'), ('d', 'set default')),
  k AS (
    SELECT x.indrelid, x.indisprimary,
           (SELECT string_agg(a.attname, ', ' ORDER BY p.n)
              FROM unnest(x.indkey::int[]) WITH ORDINALITY AS p(attnum, n)
              JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = p.attnum
             WHERE p.n <= x.indnkeyatts) AS columns
      FROM pg_index x WHERE x.indisunique AND x.indpred IS NULL AND x.indexprs IS NULL
  ),
  f AS (
    SELECT c.*, (SELECT string_agg(a.attname, ', ' ORDER BY p.n) FROM unnest(c.conkey) WITH ORDINALITY AS p(attnum, n)
                   JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = p.attnum) AS here,
           (SELECT string_agg(a.attname, ', ' ORDER BY p.n) FROM unnest(c.confkey) WITH ORDINALITY AS p(attnum, n)
              JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = p.attnum) AS there
      FROM pg_constraint c WHERE c.contype = 'f'
  )
  SELECT 'table ' || t.name AS line FROM t
  UNION ALL
  SELECT 'column ' || t.name || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
    FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT CASE WHEN k.indisprimary THEN 'primary key ' ELSE 'unique ' END || t.name || ' (' || k.columns || ')'
    FROM t JOIN k ON k.indrelid = t.oid
  UNION ALL
  SELECT 'foreign key ' || t.name || ' (' || f.here || ') → ' || o.name || ' (' || f.there || ')'
         || ' on delete ' || d.words || ' on update ' || u.words
    FROM f JOIN t ON t.oid = f.conrelid JOIN t o ON o.oid = f.confrelid
    JOIN act d ON d.code = f.confdeltype JOIN act u ON u.code = f.confupdtype`

/** The shape that a database has, `_prisma_migrations` and the job queue's own schema left out. */
export async function shapeOfDatabase(url: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ line: string }>(SHAPE)
    return new Set(rows.map((row) => row.line))
  } finally {
    await client.end()
  }
}

/** What one says and the other does not, each line marked with who says it. */
export function drift(schema: ReadonlySet<string>, database: ReadonlySet<string>): string[] {
  return [
    ...[...schema].filter((line) => !database.has(line)).map((line) => `only schema.prisma: ${line}`),
    ...[...database].filter((line) => !schema.has(line)).map((line) => `only the database: ${line}`),
  ].sort()
}
