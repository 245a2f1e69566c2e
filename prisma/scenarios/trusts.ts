import { addPerson } from '#lib/access/add-person.command.ts'
import { hashPassword } from '#lib/access/password.ts'
import type { Role } from '#lib/access/roles.ts'
import { foundTrust } from '#lib/trusts/found-trust.command.ts'
import { joinBuyingGroup } from '#lib/trusts/join-buying-group.command.ts'
import { saveCostCentre } from '#lib/trusts/save-cost-centre.command.ts'
import { saveOrganisation } from '#lib/trusts/save-organisation.command.ts'
import { saveSettings } from '#lib/trusts/save-settings.command.ts'
import { saveSite } from '#lib/trusts/save-site.command.ts'
import { saveStore } from '#lib/trusts/save-store.command.ts'
import { DEFAULT_SETTINGS } from '#lib/trusts/settings.schema.ts'
import { gs1Digit } from '#lib/values/codes.ts'
import { actOf, type Demo, type DemoTrust, done, systemActOf } from './demo-act.ts'

type Person = readonly [short: string, name: string, role: Role]

const RIVERSIDE: readonly Person[] = [
  ['technician', 'Amira Hassan', 'technician'],
  ['technician2', 'Ben Whitlock', 'technician'],
  ['pharmacist', 'Grace Mensah', 'pharmacist'],
  ['stores', 'Tom Bright', 'stores'],
  ['lead', 'Daniel Okafor', 'lead'],
  ['chief', 'Priya Nair', 'chief'],
  ['director', 'Helen Forsyth', 'director'],
  ['finance', 'Marcus Lee', 'finance'],
  ['auditor', 'Ruth Adeyemi', 'auditor'],
  ['admin2', 'Yasmin Cole', 'admin'],
]

const NORTHBANK: readonly Person[] = [
  ['technician', 'Chloe Barrett', 'technician'],
  ['technician2', 'Idris Khan', 'technician'],
  ['pharmacist', 'Mei Tan', 'pharmacist'],
  ['stores', 'Owen Price', 'stores'],
  ['lead', 'Sarah Lindqvist', 'lead'],
  ['chief', 'James Achebe', 'chief'],
  ['director', 'Nadia Rahman', 'director'],
  ['finance', 'Peter Walsh', 'finance'],
  ['auditor', 'Julia Novak', 'auditor'],
  ['admin2', 'Femi Balogun', 'admin'],
]

/** A made-up GLN: right check digit, a prefix that names nobody. */
const gln = (stem: number) => {
  const body = `505599${stem.toString().padStart(6, '0')}`
  return `${body}${gs1Digit(body)}`
}

/** The regional hub and the two trusts of the demo, with their places and people. One password for all of them. */
export async function foundDemo(
  demo: Demo,
  password: string,
): Promise<Record<'hub' | 'riverside' | 'northbank', DemoTrust>> {
  const passwordHash = await hashPassword(password)
  const hub = await found(
    demo,
    { odsCode: 'QZZ', name: 'Thames Regional Procurement Hub', kind: 'hub' },
    passwordHash,
    ['admin@region.example', 'Karen Doyle'],
  )
  await enrol(
    demo,
    hub,
    'region.example',
    [
      ['hub', 'Olivia Grant', 'hub'],
      ['hub2', 'Joanna Whitfield', 'hub'],
    ],
    passwordHash,
  )
  const riverside = await trust(demo, hub, passwordHash, {
    odsCode: 'RZZ',
    name: 'Riverside University Hospitals NHS Trust',
    domain: 'riverside.example',
    administrator: 'Sam Carter',
    people: RIVERSIDE,
    group: 'DLS',
    glnStem: 100,
    sites: [
      ['St Mary’s Road', ['Riverside University Hospitals', 'St Mary’s Road', 'London', 'SE1 9ZZ'], 'Main store'],
      ['Eastfield', ['Eastfield Hospital', '40 Eastfield Lane', 'London', 'SE18 9ZZ'], 'Eastfield dispensary'],
    ],
  })
  const northbank = await trust(demo, hub, passwordHash, {
    odsCode: 'RZY',
    name: 'Northbank Hospitals NHS Foundation Trust',
    domain: 'northbank.example',
    administrator: 'Alan Reid',
    people: NORTHBANK,
    group: 'DLN',
    glnStem: 200,
    sites: [
      ['Northbank General', ['Northbank General Hospital', '1 Bank Street', 'London', 'N1 9ZZ'], 'Pharmacy store'],
    ],
  })
  return { hub, riverside, northbank }
}

type TrustPlan = {
  odsCode: string
  name: string
  domain: string
  administrator: string
  people: readonly Person[]
  group: 'DLS' | 'DLN'
  glnStem: number
  sites: readonly (readonly [site: string, address: string[], store: string])[]
}

async function trust(demo: Demo, hub: DemoTrust, passwordHash: string, plan: TrustPlan): Promise<DemoTrust> {
  const made = await found(
    demo,
    { odsCode: plan.odsCode, name: plan.name, kind: 'trust', hubId: hub.id },
    passwordHash,
    [`admin@${plan.domain}`, plan.administrator],
  )
  await enrol(demo, made, plan.domain, plan.people, passwordHash)
  const admin = () => actOf(demo, made, 'admin')
  const own = gln(plan.glnStem)
  const address = plan.sites[0]?.[1] ?? []
  done(
    await saveOrganisation(admin(), {
      name: plan.name,
      gln: own,
      endpointScheme: '0088',
      endpointId: own,
      address,
      invoiceAddress: [plan.name, 'Accounts payable', ...address.slice(1)],
      version: 1,
    }),
  )
  for (const [index, [name, siteAddress, store]] of plan.sites.entries()) {
    const { siteId } = done(await saveSite(admin(), { name, gln: gln(plan.glnStem + 1 + index), address: siteAddress }))
    const saved = done(
      await saveStore(admin(), {
        siteId,
        name: store,
        kind: 'pharmacy',
        gln: gln(plan.glnStem + 11 + index),
        deliveryNote: 'Goods-in, level 0, 7am to 4pm. Ring the bell at the green door.',
        active: true,
      }),
    )
    made.stores.set(index === 0 ? 'main' : 'second', saved.storeId)
    if (index > 0) continue
    const cupboard = done(
      await saveStore(admin(), {
        siteId,
        name: 'CD cupboard',
        kind: 'cd_cupboard',
        gln: gln(plan.glnStem + 21),
        deliveryNote: 'Hand to a pharmacist only.',
        active: true,
      }),
    )
    made.stores.set('cupboard', cupboard.storeId)
  }
  for (const [code, name] of [
    ['P100', 'Pharmacy stock'],
    ['C210', 'Critical care'],
    ['H300', 'High-cost drugs'],
  ] as const) {
    const { costCentreId } = done(await saveCostCentre(admin(), { code, name, active: true }))
    made.costCentres.set(code, costCentreId)
  }
  done(await joinBuyingGroup(admin(), { kind: 'generics', code: plan.group, validFrom: '2024-06-01' }))
  done(await joinBuyingGroup(admin(), { kind: 'branded', code: 'LONDON', validFrom: '2024-06-01' }))
  done(await saveSettings(admin(), { version: 0, settings: DEFAULT_SETTINGS }))
  return made
}

async function found(
  demo: Demo,
  organisation: { odsCode: string; name: string; kind: 'trust' | 'hub'; hubId?: string },
  passwordHash: string,
  [email, name]: readonly [string, string],
): Promise<DemoTrust> {
  const by = { now: demo.clock(), newId: demo.newId, key: demo.newId() }
  const founded = done(await foundTrust(by, { ...organisation, administrator: { email, name, passwordHash } }))
  const { odsCode, kind } = organisation
  return {
    id: founded.trustId,
    odsCode,
    name: organisation.name,
    kind,
    people: new Map([['admin', { id: founded.administratorId, name, roles: ['admin'] }]]),
    stores: new Map(),
    costCentres: new Map(),
  }
}

async function enrol(
  demo: Demo,
  trust: DemoTrust,
  domain: string,
  people: readonly Person[],
  passwordHash: string,
): Promise<void> {
  for (const [short, name, role] of people) {
    const given = { passwordHash, oneTime: false }
    const added = done(
      await addPerson(systemActOf(demo, trust), { email: `${short}@${domain}`, name, roles: [role] }, given),
    )
    trust.people.set(short, { id: added.personId, name, roles: [role] })
  }
}
