import { expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { joinBuyingGroup } from './join-buying-group.command.ts'
import { nextOrderNumber } from './number.store.ts'
import { costCentresOf, organisationOf, sitesOf } from './place.queries.ts'
import { buyingGroupForm, costCentreForm, organisationForm, siteForm, storeForm } from './place.schema.ts'
import { saveCostCentre } from './save-cost-centre.command.ts'
import { saveOrganisation } from './save-organisation.command.ts'
import { saveSettings } from './save-settings.command.ts'
import { saveSite } from './save-site.command.ts'
import { saveStore } from './save-store.command.ts'
import { setUpOf } from './set-up.queries.ts'
import { DEFAULT_SETTINGS } from './settings.schema.ts'
import { settingsForm } from './settings-form.schema.ts'

const world = await aWorld()
const admin = (trust: 'RZZ' | 'RZY' = 'RZZ') => world.act('admin', { trust })
const actor = world.actor('admin')

const site = (typed: object) => siteForm.parse({ name: 'New site', address: 'Line 1\n\n  Line 2 ', ...typed })
const changed = (what: string) => ({ ok: false, refusal: { code: 'CHANGED_MEANWHILE', what } })
const wrong = (field: string) => ({ ok: false, refusal: { code: 'INVALID', errors: [{ field }] } })

function must<T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

test('a site is added once, read back, and changed by version', async () => {
  const act = admin()
  const answers = await Promise.all([saveSite(act, site({})), saveSite(act, site({}))])
  expect(answers[0]).toEqual(answers[1])
  const { siteId } = must(answers[0])
  const found = (await sitesOf(actor)).find((one) => one.id === siteId)
  expect(found).toMatchObject({ name: 'New site', address: ['Line 1', 'Line 2'], version: 1, stores: [] })
  const both = await Promise.all([
    saveSite(admin(), site({ siteId, version: '1', name: 'One' })),
    saveSite(admin(), site({ siteId, version: '1', name: 'Other' })),
  ])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(both.find((one) => !one.ok)).toEqual(changed('site'))
  expect(await saveSite(admin(), site({ siteId, name: 'No version' }))).toEqual(changed('site'))
  expect(await saveSite(admin(), site({ name: 'Eastfield' }))).toMatchObject(wrong('name'))
  expect(await saveSite(admin(), site({ siteId, version: '2', name: 'Eastfield' }))).toMatchObject(wrong('name'))
  const missing = { ok: false, refusal: { code: 'NOT_FOUND', what: 'site' } }
  expect(await saveSite(admin('RZY'), site({ siteId, version: '2' }))).toEqual(missing)
})

test('a store belongs to a site of the same trust, and can be put out of use', async () => {
  const [first] = await sitesOf(actor)
  if (!first) throw new Error('no site')
  const store = (typed: object) => storeForm.parse({ siteId: first.id, name: 'Ward 9', kind: 'pharmacy', ...typed })
  const { storeId } = must(await saveStore(admin(), store({})))
  const missing = { ok: false, refusal: { code: 'NOT_FOUND' } }
  expect(await saveStore(admin('RZY'), store({}))).toMatchObject(missing)
  expect(await saveStore(admin(), store({}))).toMatchObject(wrong('name'))
  must(await saveStore(admin(), store({ storeId, version: '1' })))
  expect(await saveStore(admin(), store({ storeId, version: '1' }))).toEqual(changed('store'))
  const found = (await sitesOf(actor)).flatMap((one) => one.stores).find((one) => one.id === storeId)
  expect(found).toMatchObject({ active: false, version: 2, siteName: first.name })
})

test('a cost centre has a code of its own', async () => {
  const centre = (typed: object) => costCentreForm.parse({ code: 'P200', name: 'Homecare', ...typed })
  const { costCentreId } = must(await saveCostCentre(admin(), centre({})))
  expect(await saveCostCentre(admin(), centre({}))).toMatchObject(wrong('code'))
  must(await saveCostCentre(admin('RZY'), centre({})))
  must(await saveCostCentre(admin(), centre({ costCentreId, version: '1', active: 'yes', name: 'Home' })))
  expect(await saveCostCentre(admin(), centre({ costCentreId, version: '1' }))).toEqual(changed('cost centre'))
  expect(await costCentresOf(actor)).toContainEqual({
    id: costCentreId,
    code: 'P200',
    name: 'Home',
    active: true,
    version: 2,
  })
})

test('the organisation changes by version and keeps its code', async () => {
  const before = await organisationOf(actor)
  const input = organisationForm.parse({ name: 'Riverside', address: '1 Road\nLondon', version: '1' })
  must(await saveOrganisation(admin(), input))
  expect(await saveOrganisation(admin(), input)).toEqual(changed('organisation'))
  expect(await organisationOf(actor)).toMatchObject({
    name: 'Riverside',
    odsCode: before?.odsCode,
    gln: null,
    version: 2,
  })
  expect(await organisationOf(world.actor('admin', { trust: 'RZY' }))).toMatchObject({ version: 1 })
})

test('buying groups follow each other without a gap, and the past is not rewritten', async () => {
  const join = (code: string, validFrom: string) =>
    joinBuyingGroup(admin(), buyingGroupForm.parse({ kind: 'generics', code, validFrom }))
  must(await join('DLN', '1 June 2027'))
  const groups = (await organisationOf(actor))?.groups.filter((one) => one.kind === 'generics')
  expect(groups).toMatchObject([
    { code: 'DLN', from: '2027-06-01', to: null },
    { code: 'DLS', to: '2027-05-31' },
  ])
  expect(await join('DSW', '1 June 2027')).toMatchObject(wrong('validFrom'))
  expect(await join('DSW', '31/5/27')).toMatchObject(wrong('validFrom'))
  expect(await join('DSW', 'soon')).toMatchObject(wrong('validFrom'))
  expect(await join('DLN', '1 July 2027')).toMatchObject(wrong('code'))
  const both = await Promise.all([join('DSW', '1 July 2027'), join('DNE', '1 July 2027')])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
})

test('settings are typed as people write them, stored as numbers, and set by version', async () => {
  const typed = {
    vatRate: '17.5 %',
    batchRequired: ['fridge', 'cd'],
    fridgeFrom: '−0.5 °C',
    fridgeTo: '8',
    unusualTimes: '8',
    idleMinutes: '15',
    hours: '10',
    oneTimeHours: '24',
    secondFactor: 'approvers',
    usageDays: '90',
    remindHours: '2',
    escalateHours: '6',
    workFrom: '8:30am',
    workTo: '17:30',
    reviewMonths: '6',
    keepSignInMonths: '12',
    keepKeyDays: '60',
    keepFileDays: '3',
    keepWebhookDays: '14',
    keepWaitingDays: '21',
    keepFinancialYears: '7',
    keepUnlicensedYears: '5',
    keepAuditYears: '8',
    version: '0',
  }
  const input = settingsForm.parse(typed)
  const both = await Promise.all([saveSettings(admin(), input), saveSettings(admin(), input)])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(both.find((one) => !one.ok)).toEqual(changed('settings'))
  const riverside = await withTrust(actor, settingsOfTrust)
  expect(riverside).toEqual({
    vatRate: 1750,
    batchRequired: ['fridge', 'cd'],
    fridge: { from: -5, to: 80 },
    unusualTimes: 8,
    session: { idleMinutes: 15, hours: 10 },
    oneTimeHours: 24,
    secondFactor: 'approvers',
    usageDays: 90,
    sealsTo: '',
    reviewMonths: 6,
    keepSignInMonths: 12,
    keepKeyDays: 60,
    keepFileDays: 3,
    keepWebhookDays: 14,
    keepWaitingDays: 21,
    keepFinancialYears: 7,
    keepUnlicensedYears: 5,
    keepAuditYears: 8,
    chase: { remindHours: 2, escalateHours: 6, from: '08:30', to: '17:30' },
  })
  expect(await withTrust(world.actor('admin', { trust: 'RZY' }), settingsOfTrust)).toEqual(DEFAULT_SETTINGS)
  expect(settingsForm.safeParse({ ...typed, fridgeFrom: '8', fridgeTo: '2' }).error?.issues[0]?.path).toEqual([
    'fridgeTo',
  ])
  expect(settingsForm.safeParse({ ...typed, vatRate: '101' }).error?.issues[0]?.path).toEqual(['vatRate'])
})

test('only an administrator sets up', async () => {
  const [first] = await sitesOf(actor)
  const refused = { ok: false, refusal: { code: 'NOT_ALLOWED' } }
  for (const role of [
    'technician',
    'pharmacist',
    'stores',
    'lead',
    'chief',
    'director',
    'finance',
    'auditor',
  ] as TestPerson[]) {
    const act = world.act(role)
    expect(await saveSite(act, site({}))).toMatchObject(refused)
    expect(await saveStore(act, storeForm.parse({ siteId: first?.id, name: 'X', kind: 'pharmacy' }))).toMatchObject(
      refused,
    )
    expect(await saveCostCentre(act, costCentreForm.parse({ code: 'X', name: 'X' }))).toMatchObject(refused)
    expect(await saveOrganisation(act, organisationForm.parse({ name: 'X', version: '2' }))).toMatchObject(refused)
    expect(await setUpOf(act.actor)).toEqual([])
  }
  for (const role of ['technician', 'stores', 'finance'] as const) {
    expect(await sitesOf(world.actor(role))).toEqual([])
    expect(await organisationOf(world.actor(role))).toBeNull()
  }
})

test('the checklist knows what is there', async () => {
  const steps = await setUpOf(actor)
  expect(steps.filter((step) => !step.done)).toEqual([])
  await world.sql(
    `INSERT INTO identity.directory (trust_id, version, active, issuer, client_id, client_secret, id_claim, email_claim, domains, only_way, changed_by, changed_at)
     VALUES ($1, 1, true, 'https://directory.example', 'tincture', '\\x00', 'sub', 'email', '{}', true, $2, now())`,
    [world.trusts.RZY.id, world.personId('admin', 'RZY')],
  )
  await world.sql('DELETE FROM buying_group WHERE trust_id = $1', [world.trusts.RZY.id])
  const open = (await setUpOf(world.actor('admin', { trust: 'RZY' }))).filter((step) => !step.done)
  expect(open.map((step) => step.id)).toEqual(['buyingGroup'])
})

test('what was set up stands in the trust’s record', async () => {
  const rows = await world.sql<{ verb: string }>('SELECT DISTINCT verb FROM audit_event WHERE trust_id = $1', [
    world.trusts.RZZ.id,
  ])
  expect(rows.map((row) => row.verb)).toEqual(
    expect.arrayContaining([
      'SITE_ADDED',
      'SITE_CHANGED',
      'STORE_ADDED',
      'COST_CENTRE_ADDED',
      'ORGANISATION_CHANGED',
      'BUYING_GROUP_JOINED',
      'SETTINGS_CHANGED',
    ]),
  )
})

test('the ODS code is put right before the first order, and stays from then on', async () => {
  const save = async (odsCode: string) => {
    const version = (await organisationOf(actor))?.version
    return saveOrganisation(admin(), organisationForm.parse({ name: 'Riverside', odsCode, version }))
  }
  expect(await organisationOf(actor)).toMatchObject({ odsCode: 'RZZ', codeGiven: false })
  expect(await save('rzy')).toMatchObject(wrong('odsCode'))
  must(await save(' rq8 '))
  expect(await organisationOf(actor)).toMatchObject({ odsCode: 'RQ8', codeGiven: false })
  must(await save('RZZ'))
  await withTrust(actor, (tx) => nextOrderNumber(tx, admin()))
  expect(await organisationOf(actor)).toMatchObject({ odsCode: 'RZZ', codeGiven: true })
  expect(await save('RQ8')).toMatchObject(wrong('odsCode'))
  must(await save('RZZ'))
})
