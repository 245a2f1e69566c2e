import { addPerson } from '#lib/access/add-person.command.ts'
import { hashPassword } from '#lib/access/password.ts'
import type { Role } from '#lib/access/roles.ts'
import { foundTrust } from '#lib/trusts/found-trust.command.ts'
import { joinBuyingGroup } from '#lib/trusts/join-buying-group.command.ts'
import { saveCostCentre } from '#lib/trusts/save-cost-centre.command.ts'
import { saveSite } from '#lib/trusts/save-site.command.ts'
import { saveStore } from '#lib/trusts/save-store.command.ts'
import { gs1Digit } from '#lib/values/codes.ts'
import { actOf, type Demo, type DemoTrust, done, systemActOf } from '#prisma/scenarios/demo-act.ts'
import { BENCH_PASSWORD } from '../cluster.ts'

/** Trusts of the bench. */
export const TRUSTS = 200

/** Buying groups of generics, and procurement regions of branded medicines. */
export const GENERICS = ['DLN', 'DLS', 'DNE', 'DNW', 'DSE', 'DSW'] as const
export const BRANDED = ['LONDON', 'NORTH', 'SOUTH'] as const

/** A trust of the bench: how busy it is (1 to 10) and which groups it buys in. */
export type BenchTrust = DemoTrust & { weight: number; generics: string; branded: string; index: number }

const PEOPLE: readonly Role[] = ['technician', 'pharmacist', 'stores', 'lead', 'chief', 'director', 'auditor']
const SURNAMES = ['Hassan', 'Mensah', 'Bright', 'Okafor', 'Nair', 'Forsyth', 'Adeyemi']

/** The e-mail of one of the bench's people: technician@t000.example. */
export function emailOf(role: Role, index: number): string {
  return `${role}@t${index.toString().padStart(3, '0')}.example`
}

/** Founds the hub and the trusts by the real commands: ten are ten times as busy as the smallest hundred. */
export async function foundOrganisations(
  demo: Demo,
  say: (text: string) => void,
): Promise<{ hub: DemoTrust; trusts: BenchTrust[] }> {
  const passwordHash = await hashPassword(BENCH_PASSWORD)
  const hub = await found(demo, { odsCode: 'QZZ', name: 'Procurement Hub of the Bench', kind: 'hub' }, passwordHash, {
    email: 'admin@hub.example',
    people: [['hub', 'hub@hub.example']],
  })
  const trusts: BenchTrust[] = []
  const waiting = Array.from({ length: TRUSTS }, (_, index) => index)
  const worker = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      trusts[index] = await trust(demo, hub, passwordHash, index)
      if (index % 50 === 49) say(`founded ${index + 1} trusts`)
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
  return { hub, trusts }
}

function weightOf(index: number): number {
  return index < 10 ? 10 : index < 40 ? 4 : index < 100 ? 2 : 1
}

async function trust(demo: Demo, hub: DemoTrust, passwordHash: string, index: number): Promise<BenchTrust> {
  const odsCode = `Z${index.toString(36).toUpperCase().padStart(2, '0')}`
  const name = `Bench Trust ${index.toString().padStart(3, '0')}`
  const made = await found(demo, { odsCode, name, kind: 'trust', hubId: hub.id }, passwordHash, {
    email: emailOf('admin', index),
    people: PEOPLE.map((role) => [role, emailOf(role, index)]),
  })
  const admin = () => actOf(demo, made, 'admin')
  const address = [name, `${index + 1} Bench Street`, 'Exampleton', 'EX1 9ZZ']
  const { siteId } = done(await saveSite(admin(), { name: 'Main hospital', gln: gln(index * 10), address }))
  const places = [
    ['main', 'Pharmacy store', 'pharmacy'],
    ['second', 'Dispensary', 'pharmacy'],
    ['cupboard', 'CD cupboard', 'cd_cupboard'],
  ] as const
  for (const [at, [place, title, kind]] of places.entries()) {
    const store = { siteId, name: title, kind, gln: gln(index * 10 + at + 1), deliveryNote: '', active: true }
    made.stores.set(place, done(await saveStore(admin(), store)).storeId)
  }
  for (const [code, title] of [
    ['P100', 'Pharmacy stock'],
    ['C210', 'Critical care'],
  ] as const) {
    made.costCentres.set(code, done(await saveCostCentre(admin(), { code, name: title, active: true })).costCentreId)
  }
  const generics = GENERICS[index % GENERICS.length] ?? 'DLN'
  const branded = BRANDED[index % BRANDED.length] ?? 'LONDON'
  done(await joinBuyingGroup(admin(), { kind: 'generics', code: generics, validFrom: '2020-06-01' }))
  done(await joinBuyingGroup(admin(), { kind: 'branded', code: branded, validFrom: '2020-06-01' }))
  return { ...made, weight: weightOf(index), generics, branded, index }
}

async function found(
  demo: Demo,
  organisation: { odsCode: string; name: string; kind: 'trust' | 'hub'; hubId?: string },
  passwordHash: string,
  { email, people }: { email: string; people: readonly (readonly [Role, string])[] },
): Promise<DemoTrust> {
  const by = { now: demo.clock(), newId: demo.newId, key: demo.newId() }
  const administrator = { email, name: 'Sam Carter', passwordHash }
  const { trustId, administratorId } = done(await foundTrust(by, { ...organisation, administrator }))
  const { odsCode, name, kind } = organisation
  const made: DemoTrust = {
    ...{ id: trustId, odsCode, name, kind },
    people: new Map([['admin', { id: administratorId, name: administrator.name, roles: ['admin'] }]]),
    stores: new Map(),
    costCentres: new Map(),
  }
  for (const [at, [role, mail]] of people.entries()) {
    const person = { email: mail, name: `${role.charAt(0).toUpperCase()}${role.slice(1)} ${SURNAMES[at % 7]}` }
    const given = { passwordHash, oneTime: false }
    const added = done(await addPerson(systemActOf(demo, made), { ...person, roles: [role] }, given))
    made.people.set(role, { id: added.personId, name: person.name, roles: [role] })
  }
  return made
}

/** A made-up GLN with a right check digit. */
function gln(stem: number): string {
  const body = `505599${stem.toString().padStart(6, '0')}`
  return `${body}${gs1Digit(body)}`
}
