import pg from 'pg'
import { afterAll } from 'vitest'
import type { Act, Actor } from '#lib/access/actor.ts'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { packSearchText } from '#lib/catalogue/pack.rules.ts'
import { openDatabase } from '#lib/db/client.ts'
import { DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'
import { type HandClock, handClock } from '#lib/values/clock.ts'
import { verhoeffDigit } from '#lib/values/codes.ts'
import { seededIds } from '#lib/values/ids.ts'
import { type TestDatabase, testDatabase } from './database.ts'

/** The organisations of the test world: two trusts and their hub. */
export type TestOds = 'RZZ' | 'RZY' | 'QZZ'

/** Two people can hold the roles that must not meet in one order. */
export type TestPerson = Role | 'technician2' | 'lead2' | 'pharmacist2' | 'stores2'

/** A fresh database with a small world in it, and acts of its people. Times come from one hand-set clock. */
export type World = {
  database: TestDatabase
  clock: HandClock
  /** An act of a person with a key of its own, at the clock's time; for a role of a trust (Riverside unless told). */
  act(person: TestPerson, options?: { trust?: TestOds; key?: string }): Act
  actor(person: TestPerson, options?: { trust?: TestOds }): Actor
  /** Tincture itself at work for a trust. */
  systemAct(trust?: TestOds): Act
  personId(person: TestPerson, trust?: TestOds): string
  newId(): string
  /** SQL as superuser, past row security: for looking at what is really there, and for planting what nobody may. */
  sql<T extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>
  trusts: Record<TestOds, TestTrust>
  suppliers: Record<'meridian' | 'albion' | 'northgate' | 'calder' | 'larkspur', string>
  /** AMPP ids by a short name. */
  packs: Record<TestPack, string>
  vmps: Record<'meropenem' | 'adenosine' | 'morphine' | 'insulin' | 'paracetamol' | 'melatonin', string>
}

/** A trust of the test world. */
export type TestTrust = {
  id: string
  ods: TestOds
  name: string
  storeId: string
  cupboardId: string
  secondStoreId: string
  costCentreId: string
}

/** Packs of the test world. `meropenem` is contracted to Northgate, `meropenemOther` is on no contract. */
export type TestPack =
  | 'meropenem'
  | 'meropenemOther'
  | 'adenosine5'
  | 'adenosine6'
  | 'morphine'
  | 'insulin'
  | 'paracetamol'
  | 'melatonin'

const dmd = (stem: string) => {
  const body = `${stem}100000110`
  return `${body}${verhoeffDigit(body)}`
}

const VMPS = {
  meropenem: '324344005',
  adenosine: '35894711000001106',
  morphine: '36128211000001109',
  insulin: '36048311000001109',
  paracetamol: '322236009',
  melatonin: dmd('99000'),
}

type PackRow = {
  vmp: keyof typeof VMPS
  name: string
  maker: string
  text: string
  units: number
  unit: string
  cd?: string
  fridge?: boolean
  unlicensed?: boolean
}

const PACKS: Record<TestPack, PackRow> = {
  meropenem: {
    vmp: 'meropenem',
    name: 'Meropenem 1g powder for solution for injection vials',
    maker: 'Northgate Pharma',
    text: '10 vials',
    units: 10,
    unit: 'vial',
  },
  meropenemOther: {
    vmp: 'meropenem',
    name: 'Meropenem 1g powder for solution for injection vials',
    maker: 'Calder Generics',
    text: '10 vials',
    units: 10,
    unit: 'vial',
  },
  adenosine5: {
    vmp: 'adenosine',
    name: 'Adenosine 6mg/2ml solution for injection vials',
    maker: 'Calder Generics',
    text: '5 vials',
    units: 5,
    unit: 'vial',
  },
  adenosine6: {
    vmp: 'adenosine',
    name: 'Adenosine 6mg/2ml solution for injection vials',
    maker: 'Northgate Pharma',
    text: '6 vials',
    units: 6,
    unit: 'vial',
  },
  morphine: {
    vmp: 'morphine',
    name: 'Morphine sulfate 10mg/1ml solution for injection ampoules',
    maker: 'Calder Generics',
    text: '10 ampoules',
    units: 10,
    unit: 'ampoule',
    cd: '0002',
  },
  insulin: {
    vmp: 'insulin',
    name: 'Insulin soluble human 100units/ml solution for injection 10ml vials',
    maker: 'Northgate Pharma',
    text: '1 vial',
    units: 1,
    unit: 'vial',
    fridge: true,
  },
  paracetamol: {
    vmp: 'paracetamol',
    name: 'Paracetamol 500mg tablets',
    maker: 'Calder Generics',
    text: '100 tablets',
    units: 100,
    unit: 'tablet',
  },
  melatonin: {
    vmp: 'melatonin',
    name: 'Melatonin 2mg/5ml oral suspension',
    maker: 'Larkspur Specials',
    text: '100 ml',
    units: 100,
    unit: 'ml',
    unlicensed: true,
  },
}

/**
 * Makes the test world in a database of its own and makes it the process's database until the file's tests are over.
 * Prices ex VAT per pack: meropenem £18.50 (Northgate, by wholesaler Meridian), adenosine in 5s £12.00 (Calder, direct),
 * morphine £8.00 (Calder by Meridian), insulin £7.20 (Northgate, direct), paracetamol £1.10 (Calder by Meridian), all for
 * the whole of 2025 to 2028 in DLS (Riverside) and a shilling dearer in DLN (Northbank). `meropenemOther`,
 * `adenosine6` and `melatonin` have no award; Meridian sells meropenemOther at £24.90 (price on file).
 */
export async function aWorld(start = new Date('2026-11-23T09:00:00Z')): Promise<World> {
  process.env.AUDIT_KEY ??= 'ab'.repeat(32)
  const database = await testDatabase()
  process.env.APP_DATABASE_URL = database.appUrl
  const close = openDatabase(database.appUrl, 20)
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  afterAll(async () => {
    await close()
    await owner.end()
  })
  const clock = handClock(start)
  const id = seededIds(7, clock)
  const sql = async <T extends object>(text: string, values: unknown[] = []) =>
    (await owner.query<T>(text, values)).rows
  const one = (text: string, ...values: unknown[]) => owner.query(text, values)

  const trusts = {} as Record<TestOds, TestTrust>
  const names = {
    QZZ: 'Thames Regional Hub',
    RZZ: 'Riverside University Hospitals NHS Trust',
    RZY: 'Northbank Hospitals NHS Foundation Trust',
  }
  for (const ods of ['QZZ', 'RZZ', 'RZY'] as const) {
    const trust = {
      id: id(),
      ods,
      name: names[ods],
      storeId: id(),
      cupboardId: id(),
      secondStoreId: id(),
      costCentreId: id(),
    }
    trusts[ods] = trust
    const hub = ods === 'QZZ'
    await one(
      `INSERT INTO organisation (trust_id, ods_code, name, kind, hub_id, gln, endpoint_scheme, endpoint_id, address, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, '0088', $6, '{"1 Test Road","London","SE1 9ZZ"}', $7)`,
      trust.id,
      ods,
      trust.name,
      hub ? 'hub' : 'trust',
      hub ? null : trusts.QZZ.id,
      '5055000000005',
      start,
    )
    if (hub) continue
    const site = id()
    const second = id()
    await one(
      `INSERT INTO site (trust_id, id, name, address) VALUES ($1, $2, 'St Mary’s Road', '{"1 Test Road","London"}'), ($1, $3, 'Eastfield', '{"2 Test Road","London"}')`,
      trust.id,
      site,
      second,
    )
    await one(
      `INSERT INTO store (trust_id, id, site_id, name, kind) VALUES ($1, $2, $3, 'Main store', 'pharmacy'), ($1, $4, $3, 'CD cupboard', 'cd_cupboard'), ($1, $5, $6, 'Dispensary', 'pharmacy')`,
      trust.id,
      trust.storeId,
      site,
      trust.cupboardId,
      trust.secondStoreId,
      second,
    )
    await one(
      `INSERT INTO cost_centre (trust_id, id, code, name) VALUES ($1, $2, 'P100', 'Pharmacy stock')`,
      trust.id,
      trust.costCentreId,
    )
    await one(
      `INSERT INTO buying_group (trust_id, id, kind, code, valid_from) VALUES ($1, $2, 'generics', $3, '2020-01-01'), ($1, $4, 'branded', 'LONDON', '2020-01-01')`,
      trust.id,
      id(),
      ods === 'RZZ' ? 'DLS' : 'DLN',
      id(),
    )
    await one(
      `INSERT INTO approval_scheme (trust_id, version, effective_from, rules, adopted_at) VALUES ($1, 1, '2020-01-01', $2, $3)`,
      trust.id,
      JSON.stringify(DEFAULT_SCHEME),
      start,
    )
  }

  const people = new Map<string, { id: string; name: string; role: Role }>()
  for (const ods of ['QZZ', 'RZZ', 'RZY'] as const) {
    for (const person of [...ROLES, 'technician2', 'lead2', 'pharmacist2', 'stores2'] as const) {
      const role = person.replace('2', '') as Role
      if ((role === 'hub') !== (ods === 'QZZ')) continue
      const row = { id: id(), name: `${person[0]?.toUpperCase()}${person.slice(1)} of ${ods}`, role }
      people.set(`${ods}/${person}`, row)
      await one(
        'INSERT INTO identity.person (id, email, name, created_at) VALUES ($1, $2, $3, $4)',
        row.id,
        `${person}@${ods.toLowerCase()}.example`,
        row.name,
        start,
      )
      await one(
        'INSERT INTO identity.membership (trust_id, person_id, role, granted_at) VALUES ($1, $2, $3, $4)',
        trusts[ods].id,
        row.id,
        role,
        start,
      )
    }
  }

  const hub = trusts.QZZ.id
  const suppliers = { meridian: id(), albion: id(), northgate: id(), calder: id(), larkspur: id() }
  const rows = [
    ['meridian', 'Meridian Wholesale', 'wholesaler'],
    ['albion', 'Albion Wholesale', 'wholesaler'],
    ['northgate', 'Northgate Pharma', 'manufacturer'],
    ['calder', 'Calder Generics', 'manufacturer'],
    ['larkspur', 'Larkspur Specials', 'specials'],
  ] as const
  for (const [key, name, kind] of rows) {
    await one(
      'INSERT INTO supplier (owner_id, id, name, code, kind) VALUES ($1, $2, $3, $4, $5)',
      hub,
      suppliers[key],
      name,
      key.toUpperCase(),
      kind,
    )
    for (const ods of ['RZZ', 'RZY'] as const) {
      await one(
        `INSERT INTO supplier_account (trust_id, supplier_id, account_number, channel, order_email, minimum_order, carriage, cut_off)
         VALUES ($1, $2, $3, $4, $5, $6, $7, '16:00')`,
        trusts[ods].id,
        suppliers[key],
        `${ods}${key.slice(0, 3).toUpperCase()}1`,
        key === 'albion' ? 'phone' : 'email',
        key === 'albion' ? null : `orders@${key}.example`,
        key === 'calder' ? 15_000 : 0,
        key === 'calder' ? 1200 : 0,
      )
    }
  }

  const packs = {} as Record<TestPack, string>
  for (const [index, [key, pack]] of Object.entries(PACKS).entries()) {
    const amppId = dmd(`9910${index}`)
    packs[key as TestPack] = amppId
    await one(
      `INSERT INTO pack (owner_id, ampp_id, vmpp_id, amp_id, vmp_id, name, maker, pack_text, units_milli, unit_name, cd_category, unlicensed, fridge, made_up, search)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, true, $14)`,
      hub,
      amppId,
      dmd(`9920${index}`),
      dmd(`9930${index}`),
      VMPS[pack.vmp],
      pack.name,
      pack.maker,
      pack.text,
      pack.units * 1000,
      pack.unit,
      pack.cd ?? '0000',
      pack.unlicensed ?? false,
      pack.fridge ?? false,
      packSearchText({ name: pack.name, brand: '', maker: pack.maker, packText: pack.text }),
    )
  }

  const framework = id()
  await one(
    `INSERT INTO framework (owner_id, id, reference, category, awarding_body) VALUES ($1, $2, 'CM/PHG/99/0001', 'generic_hospital_only', 'Test body')`,
    hub,
    framework,
  )
  for (const ods of ['RZZ', 'RZY'] as const)
    await one('INSERT INTO framework_entitlement VALUES ($1, $2, $3)', hub, framework, trusts[ods].id)
  const awards: [TestPack, keyof typeof suppliers, number, 'direct' | 'wholesaler'][] = [
    ['meropenem', 'northgate', 185_000, 'wholesaler'],
    ['adenosine5', 'calder', 120_000, 'direct'],
    ['morphine', 'calder', 80_000, 'wholesaler'],
    ['insulin', 'northgate', 72_000, 'direct'],
    ['paracetamol', 'calder', 11_000, 'wholesaler'],
  ]
  for (const [pack, holder, price, route] of awards) {
    for (const group of ['DLS', 'DLN']) {
      const award = id()
      await one(
        `INSERT INTO award (owner_id, id, framework_id, lot, buying_group, pack_owner_id, ampp_id, supplier_id, rank, route, price, valid_from, valid_to, status)
         VALUES ($1, $2, $3, '02', $4, $1, $5, $6, 1, $7, $8, '2025-01-01', '2028-12-31', 'active')`,
        hub,
        award,
        framework,
        group,
        packs[pack],
        suppliers[holder],
        route,
        price + (group === 'DLN' ? 500 : 0),
      )
      if (route === 'wholesaler')
        await one('INSERT INTO award_wholesaler VALUES ($1, $2, $3)', hub, award, suppliers.meridian)
    }
  }
  for (const ods of ['RZZ', 'RZY'] as const) {
    await one(
      `INSERT INTO supplier_price (trust_id, id, supplier_id, ampp_id, price, source, valid_from, entered_at) VALUES ($1, $2, $3, $4, 249000, 'Price list', '2025-01-01', $5)`,
      trusts[ods].id,
      id(),
      suppliers.meridian,
      packs.meropenemOther,
      start,
    )
  }

  const actor = (person: TestPerson, { trust = person === 'hub' ? 'QZZ' : 'RZZ' }: { trust?: TestOds } = {}): Actor => {
    const row = people.get(`${trust}/${person}`)
    if (!row) throw new Error(`There is no ${person} at ${trust}`)
    const { name, ods } = trusts[trust]
    return {
      personId: row.id,
      name: row.name,
      trustId: trusts[trust].id,
      trustName: name,
      odsCode: ods,
      trustKind: trust === 'QZZ' ? 'hub' : 'trust',
      roles: [row.role],
    }
  }
  return {
    database,
    clock,
    act: (person, { trust, key = id() } = {}) => ({
      actor: actor(person, trust ? { trust } : {}),
      now: clock(),
      newId: id,
      key,
    }),
    actor,
    systemAct: (trust = 'RZZ') => ({
      actor: {
        personId: null,
        name: 'Tincture',
        trustId: trusts[trust].id,
        trustName: trusts[trust].name,
        odsCode: trust,
        trustKind: trust === 'QZZ' ? 'hub' : 'trust',
        roles: [],
        system: true,
      },
      now: clock(),
      newId: id,
      key: id(),
    }),
    personId: (person, trust = person === 'hub' ? 'QZZ' : 'RZZ') => actor(person, { trust }).personId ?? '',
    newId: id,
    sql,
    trusts,
    suppliers,
    packs,
    vmps: VMPS,
  }
}
