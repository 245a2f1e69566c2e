import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aWorld, type TestOds } from '#lib/testing/a-trust.ts'
import { large, SEED } from '#lib/testing/size.ts'
import { withTrust } from './with-trust.ts'

/** targets.md Security 2: 10,000 transactions in all with FULL=1, a tenth otherwise. */
const TRANSACTIONS = large(10_000)

const world = await aWorld()

/** A table of ours: whose rows they are, and how it is guarded. */
type Table = { name: string; key: 'trust_id' | 'owner_id' | null; enabled: boolean; forced: boolean; shut: boolean }

let tables: Table[] = []
let tenant: string[] = []
let reference: string[] = []
let app: pg.Pool
let worker: pg.Pool

beforeAll(async () => {
  app = new pg.Pool({ connectionString: world.database.appUrl, max: 2 })
  worker = new pg.Pool({ connectionString: world.database.workerUrl, max: 2 })
  tables = await world.sql<Table>(`
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
      CASE WHEN first IN ('owner_id', 'trust_id') THEN first
        WHEN 'owner_id' = ANY (columns) THEN 'owner_id' WHEN 'trust_id' = ANY (columns) THEN 'trust_id' END AS key,
      NOT (has_table_privilege('tincture_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE')
        OR has_table_privilege('tincture_worker', c.oid, 'SELECT, INSERT, UPDATE, DELETE')) AS shut
    FROM pg_class c
    CROSS JOIN LATERAL (SELECT array_agg(attname::text) AS columns FROM pg_attribute
      WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS a
    LEFT JOIN LATERAL (SELECT attname::text AS first FROM pg_index i
      JOIN pg_attribute f ON f.attrelid = i.indrelid AND f.attnum = i.indkey[0] WHERE i.indrelid = c.oid AND i.indisprimary) AS p ON true
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'f') AND c.relname <> '_prisma_migrations'
    ORDER BY c.relname`)
  tenant = tables.filter((table) => table.key === 'trust_id').map((table) => table.name)
  reference = tables.filter((table) => table.key === 'owner_id').map((table) => table.name)
})

afterAll(async () => {
  await Promise.all([app.end(), worker.end()])
})

describe('from the catalogue of PostgreSQL itself', () => {
  test('every table belongs to a trust or to who loaded it, and forces row security', () => {
    expect(tenant.length).toBeGreaterThan(25)
    expect(reference.length).toBeGreaterThan(4)
    expect(tables.filter((table) => table.key === null || !table.enabled || !table.forced)).toEqual([])
  })

  test('every policy says whose rows, by the current trust; writing is always the owner’s own', async () => {
    const policies = await world.sql<{ name: string; command: string; seen: string | null; written: string | null }>(`
      SELECT c.relname AS name, p.polcmd::text AS command, pg_get_expr(p.polqual, p.polrelid) AS seen,
        pg_get_expr(p.polwithcheck, p.polrelid) AS written
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE p.polpermissive`)
    const current = "(NULLIF(current_setting('app.trust_id'::text, true), ''::text))::uuid"
    const own = (key: string) => `(${key} = ${current})`
    expect(tables.filter((table) => table.shut).map((table) => table.name)).toEqual(['awarded_pack', 'pack_word'])
    for (const { name, key, shut } of tables) {
      const here = policies.filter((policy) => policy.name === name)
      if (shut) {
        expect(here, `${name} is shut to every program, so nobody's rows show`).toEqual([])
        continue
      }
      const writing = here.filter((policy) => policy.command !== 'r')
      expect(writing, name).toEqual([{ name, command: '*', seen: own(key ?? ''), written: own(key ?? '') }])
      const reading = here.filter((policy) => policy.command === 'r').map((policy) => policy.seen)
      const shared = '(owner_id = ANY (( SELECT reference_owners() AS reference_owners)::uuid[]))'
      for (const seen of reading) {
        const whose = seen?.replace(/^\((\(owner_id = .*?\)::uuid\[\]\)\)) AND [\s\S]*$/, '$1')
        expect([own('hub_id'), own('trust_id'), shared], name).toContain(whose)
      }
      if (key === 'trust_id' && name !== 'organisation') expect(reading, name).toEqual([])
    }
  })

  test('every foreign key between tables of trusts carries the trust, since its check passes by row security', async () => {
    const keys = await world.sql<{ name: string; from: string; to: string; pairs: string[] }>(`
      SELECT k.conname AS name, k.conrelid::regclass::text AS from, k.confrelid::regclass::text AS to,
        ARRAY(SELECT f.attname || '=' || t.attname FROM unnest(k.conkey, k.confkey) AS pair (f, t)
          JOIN pg_attribute f ON f.attrelid = k.conrelid AND f.attnum = pair.f
          JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = pair.t) AS pairs
      FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace`)
    expect(keys.length).toBeGreaterThan(40)
    const between = keys.filter((key) => tenant.includes(key.from) && tenant.includes(key.to))
    const loose = between.filter(
      (key) => !key.pairs.includes('trust_id=trust_id') && key.name !== 'organisation_hub_id_fkey',
    )
    expect(loose.map((key) => key.name)).toEqual([])
    const foreign = keys.filter(
      (key) => reference.includes(key.from) && tenant.includes(key.to) && key.to !== 'organisation',
    )
    expect(foreign.map((key) => key.name)).toEqual([])
  })

  test('every unique key begins with whose row it is, so that none tells of another’s', async () => {
    const uniques = await world.sql<{ table: string; name: string; first: string | null }>(`
      SELECT i.indrelid::regclass::text AS table, i.indexrelid::regclass::text AS name, a.attname AS first
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      WHERE i.indisunique AND c.relname <> '_prisma_migrations'`)
    const others = uniques.filter((unique) => unique.first !== tables.find(({ name }) => name === unique.table)?.key)
    // codes given out nationally, and what other tables point to by one column: random ids
    expect(others.map((unique) => unique.name).sort()).toEqual(['organisation_ods_code_key', 'supplier_id_key'])
  })

  test('app and worker own nothing, have no special rights, and write the record without changing it', async () => {
    for (const [pool, role] of [
      [app, 'tincture_app'],
      [worker, 'tincture_worker'],
    ] as const) {
      const { rows } = await pool.query(`
        SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
          EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) AS owns FROM pg_roles r WHERE rolname = current_user`)
      expect(rows).toEqual([
        {
          rolsuper: false,
          rolbypassrls: false,
          rolcreaterole: false,
          rolcreatedb: false,
          rolreplication: false,
          owns: false,
        },
      ])
      const rights = await world.sql<{ table: string; rights: string[] }>(
        `SELECT table_schema || '.' || table_name AS table, array_agg(privilege_type::text ORDER BY privilege_type) AS rights
         FROM information_schema.role_table_grants WHERE grantee = $1 AND table_schema IN ('public', 'identity') GROUP BY 1`,
        [role],
      )
      expect(rights.filter(({ table }) => table.startsWith('identity.'))).toEqual([])
      expect(rights.filter((one) => one.rights.includes('TRUNCATE') || one.rights.includes('REFERENCES'))).toEqual([])
      expect(rights.find(({ table }) => table === 'public.audit_event')?.rights).toEqual(['INSERT', 'SELECT'])
      for (const kept of ['receipt', 'receipt_line', 'approval_scheme', 'document']) {
        expect(rights.find(({ table }) => table === `public.${kept}`)?.rights, kept).not.toContain('DELETE')
      }
    }
  })

  test('what runs with other rights fixes its search path and is not for everybody; views ask as the asker', async () => {
    const functions = await world.sql<{ name: string; fixed: boolean; everybody: boolean }>(`
      SELECT p.oid::regprocedure::text AS name, coalesce(array_to_string(p.proconfig, '|'), '') ~ '(^|[|])search_path=[^|]*pg_temp($|[|])' AS fixed,
        coalesce((SELECT bool_or(a.grantee = 0) FROM aclexplode(p.proacl) a), p.proacl IS NULL) AS everybody
      FROM pg_proc p WHERE p.prosecdef AND p.pronamespace IN ('public'::regnamespace, 'identity'::regnamespace)`)
    expect(functions.length).toBeGreaterThan(10)
    expect(functions.filter((one) => !one.fixed || one.everybody)).toEqual([])
    const views = await world.sql(`
      SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace
        AND NOT coalesce(array_to_string(reloptions, ',') LIKE '%security_invoker=true%', false)`)
    expect(views).toEqual([])
  })
})

describe('at work', () => {
  test('without a trust, or with one that is none, no table shows a row', async () => {
    const filled = []
    for (const { name, shut } of tables) {
      const [all] = await world.sql<{ n: string }>(`SELECT count(*) AS n FROM ${name}`)
      if (Number(all?.n) > 0) filled.push(name)
      for (const pool of [app, worker]) {
        const asked = pool.query(`SELECT count(*)::int AS n FROM ${name}`)
        if (shut) await expect(asked, name).rejects.toThrow(/permission denied/)
        else expect((await asked).rows, name).toEqual([{ n: 0 }])
      }
    }
    expect(filled.length).toBeGreaterThan(12)
    const nowhere = { trustId: world.newId() }
    const seen = await withTrust(
      nowhere,
      (tx) => tx.$queryRaw<{ n: number }[]>`
      SELECT (SELECT count(*) FROM organisation)::int + (SELECT count(*) FROM pack)::int + (SELECT count(*) FROM award)::int AS n`,
    )
    expect(seen).toEqual([{ n: 0 }])
  })

  test('prices of a framework reach only trusts entitled to it, and a hub reads no trust’s table', async () => {
    const seen = (ods: TestOds) =>
      withTrust(
        { trustId: world.trusts[ods].id },
        (tx) => tx.$queryRaw<{ awards: number; stores: number }[]>`
        SELECT (SELECT count(*)::int FROM award) AS awards, (SELECT count(*)::int FROM store) AS stores`,
      )
    expect((await seen('RZY'))[0]?.awards).toBeGreaterThan(0)
    expect((await seen('QZZ'))[0]?.stores).toBe(0)
    const taken = await world.sql('DELETE FROM framework_entitlement WHERE trust_id = $1 RETURNING *', [
      world.trusts.RZY.id,
    ])
    expect(taken.length).toBeGreaterThan(0)
    expect((await seen('RZY'))[0]?.awards).toBe(0)
    expect((await seen('RZZ'))[0]?.awards).toBeGreaterThan(0)
  })

  test('nobody reads who there is, but through the reviewed functions', async () => {
    for (const table of ['person', 'credential', 'membership', 'session']) {
      for (const pool of [app, worker]) {
        await expect(pool.query(`SELECT * FROM identity.${table}`)).rejects.toThrow(/permission denied/)
      }
    }
    await expect(worker.query("SELECT * FROM identity.sign_in_lookup('admin@rzz.example')")).rejects.toThrow(
      /permission denied/,
    )
    await expect(app.query('SELECT every_trust()')).rejects.toThrow(/permission denied/)
  })

  test('the record cannot be changed or cut, and no row moves to another trust', async () => {
    const { id } = world.trusts.RZZ
    const as = (sql: string) =>
      withTrust({ trustId: id }, (tx) => tx.$executeRawUnsafe(sql)).then(
        (count) => `did ${count}`,
        (fault: Error) => fault.message,
      )
    for (const sql of ['UPDATE audit_event SET payload = payload', 'DELETE FROM audit_event', 'TRUNCATE audit_event']) {
      expect(await as(sql)).toMatch(/permission denied/)
    }
    const other = world.trusts.RZY.id
    expect(await as(`UPDATE site SET trust_id = '${other}'`)).toMatch(/row-level security|foreign key/)
    expect(await as(`UPDATE supplier_account SET trust_id = '${other}'`)).toMatch(/row-level security/)
    expect(await as('UPDATE supplier_price SET price = price')).toMatch(/permission denied/)
    expect(await as(`DELETE FROM site WHERE trust_id = '${other}'`)).toBe('did 0')
    expect(await as("UPDATE pack SET name = 'Mine'")).toBe('did 0')
  })

  test(`${TRANSACTIONS} pooled transactions mixed over trusts show no foreign row (SEED=${SEED})`, async () => {
    let state = SEED
    const pick = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
      return state % below
    }
    const trusts: TestOds[] = ['RZZ', 'RZY', 'QZZ']
    const own = tenant.filter((name) => !['organisation', 'framework_entitlement'].includes(name))
    const foreign: string[] = []
    let done = 0
    const one = async () => {
      const ods = trusts[pick(trusts.length)] ?? 'RZZ'
      const trustId = world.trusts[ods].id
      const table = own[pick(own.length)] ?? 'site'
      const fails = pick(5) === 0
      const work = withTrust({ trustId }, async (tx) => {
        const rows = await tx.$queryRawUnsafe<{ trust_id: string }[]>(
          `SELECT trust_id FROM ${table} UNION ALL SELECT trust_id FROM store UNION ALL SELECT trust_id FROM supplier_account`,
        )
        for (const row of rows) if (row.trust_id !== trustId) foreign.push(`${ods} saw ${table} of ${row.trust_id}`)
        const people = await tx.$queryRaw<{ email: string }[]>`SELECT email FROM identity.people_of_trust()`
        for (const { email } of people) if (!email.endsWith(`@${ods.toLowerCase()}.example`)) foreign.push(email)
        if (fails) throw new Error('on purpose')
      })
      await work.catch((fault: Error) => {
        if (fault.message !== 'on purpose') throw fault
      })
      done += 1
    }
    const client = async () => {
      for (let turn = 0; turn < TRANSACTIONS / 40; turn += 1) await one()
    }
    await Promise.all(Array.from({ length: 40 }, client))
    expect(done).toBe(TRANSACTIONS)
    expect(foreign).toEqual([])
  }, 600_000)
})
