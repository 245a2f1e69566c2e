import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { inProject } from '#scripts/paths.ts'
import { expectAccessible, signIn } from '../fixtures.ts'
import { own } from '../installations.ts'
import { addPerson, choosePassword } from '../steps/new-person.ts'
import { CONTRACTS, GTIN, type OwnFile, PORTAL, PRODUCTS } from '../steps/own-files.ts'
import { dataMatrix, wedge } from '../steps/wedge.ts'

// One journey on an installation that begins empty: each test goes on from where the one before left it.
test.describe.configure({ mode: 'serial', timeout: 240_000 })

const OWN_PASSWORD = 'copper violin meadow'
const PEOPLE = [
  { role: 'Procurement technician', name: 'Bea Wren', email: 'bea.wren@ourtrust.example' },
  { role: 'Procurement lead', name: 'Kofi Mensah', email: 'kofi.mensah@ourtrust.example' },
  { role: 'Pharmacist', name: 'Ines Duarte', email: 'ines.duarte@ourtrust.example' },
  { role: 'Goods-in', name: 'Tom Ashby', email: 'tom.ashby@ourtrust.example' },
  { role: 'Chief pharmacist', name: 'Ruth Okoye', email: 'ruth.okoye@ourtrust.example' },
  { role: 'Director of finance', name: 'Hal Price', email: 'hal.price@ourtrust.example' },
  { role: 'Auditor', name: 'Lin Zhao', email: 'lin.zhao@ourtrust.example' },
] as const

const passwords = new Map<string, string>()
const pages = new Map<string, Page>()
const contexts: BrowserContext[] = []
let number = ''

test.afterAll(() => Promise.all(contexts.map((context) => context.close())))

/** The page of whoever holds a role, signed in the first time with their one-time password. */
async function as(role: (typeof PEOPLE)[number]['role'], page: Page): Promise<Page> {
  const there = pages.get(role)
  if (there) return there
  const person = PEOPLE.find((one) => one.role === role)
  const opened = await open(page)
  await signIn(opened, person?.email ?? '', passwords.get(role) ?? '')
  await choosePassword(opened, passwords.get(role) ?? '', OWN_PASSWORD)
  await opened.waitForURL('/')
  pages.set(role, opened)
  return opened
}

async function open(page: Page): Promise<Page> {
  const browser = page.context().browser()
  if (!browser) throw new Error('No browser')
  const context = await browser.newContext({
    baseURL: own().url,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: page.viewportSize(),
  })
  context.setDefaultTimeout(20_000)
  contexts.push(context)
  return context.newPage()
}

const standfirst = (page: Page) => page.locator('.app-standfirst')
const task = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

/** Follows a link and waits for the page it leads to. */
async function follow(page: Page, link: string, heading: string): Promise<void> {
  await page.getByRole('link', { name: link }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
}

async function administrator(page: Page): Promise<Page> {
  const there = pages.get('admin')
  if (there) return there
  const opened = await open(page)
  pages.set('admin', opened)
  return opened
}

/** Chooses a file and sends it. */
async function choose(admin: Page, kind: 'Products' | 'Contracts', file: OwnFile): Promise<void> {
  await admin.goto('/settings/loads')
  await follow(admin, 'Load a file', 'Load a file')
  await admin.getByRole('radio', { name: kind }).check()
  await admin.getByLabel('File', { exact: true }).setInputFiles(file)
  await admin.getByRole('button', { name: 'Look through the file' }).click()
}

/** Chooses a file of products or contracts and looks through it, or sees that it changes nothing. */
async function lookThrough(
  admin: Page,
  kind: 'Products' | 'Contracts',
  file: OwnFile,
  then: 'look' | 'over' = 'look',
): Promise<void> {
  await choose(admin, kind, file)
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(
    then === 'look' ? `Look through ${file.name}` : file.name,
  )
}

const problems = (admin: Page) => admin.getByRole('table', { name: 'What cannot be loaded' }).getByRole('row')

/** Runs what `npm run load` runs, on the installation while it serves. */
async function loadByCommand(file: OwnFile): Promise<{ code: number | null; said: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'own-files-'))
  const place = path.join(folder, file.name)
  writeFileSync(place, file.buffer)
  const { databaseUrl, dataDir } = own()
  const child = spawn(process.execPath, ['--conditions=react-server', inProject('scripts/load.ts'), place], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  rmSync(folder, { recursive: true })
  return { code, said }
}

test('the administrator chooses a password and is led through the set-up', async ({ page }) => {
  const admin = await administrator(page)
  const { signIns, password } = own()
  await signIn(admin, signIns[0]?.email ?? '', password)
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Choose your own password')
  await expectAccessible(admin)
  await admin.goto('/settings/organisation')
  await expect(admin).toHaveURL('/settings/password')
  await choosePassword(admin, password, OWN_PASSWORD)
  await expect(standfirst(admin)).toContainText('is empty: set it up here')
  await expect(admin.getByText('0 steps of 15 done.')).toBeVisible()
  await expectAccessible(admin)
  await admin.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(admin)
  await admin.setViewportSize({ width: 1280, height: 900 })

  await follow(admin, 'Name the trust', 'Organisation')
  await admin.getByLabel('Name', { exact: true }).fill('Ashdown Vale Hospitals NHS Trust')
  await admin.getByLabel('ODS code').fill('r!')
  await admin.getByRole('button', { name: 'Save organisation' }).click()
  await expect(admin.getByRole('link', { name: /^Enter the ODS code/ })).toBeVisible()
  await expectAccessible(admin)
  await admin.getByLabel('ODS code').fill('rq9')
  await admin.getByLabel('Address', { exact: true }).fill('Ashdown Road\nVale\nAV1 2CD')
  await admin.getByRole('button', { name: 'Save organisation' }).click()
  await expect(admin.getByText('The organisation is saved.')).toBeVisible()
  await expect(standfirst(admin)).toContainText('RQ9')
  await expectAccessible(admin)

  await admin.getByLabel('Buying group', { exact: true }).selectOption({ label: 'DNW, North West' })
  await admin.getByRole('textbox', { name: 'From' }).first().fill('1 January 2026')
  await admin.getByRole('button', { name: 'Save group' }).click()
  await expect(admin.getByText('The buying group is saved.')).toBeVisible()
  await admin.getByLabel('Region').selectOption({ label: 'NOE, North of England' })
  await admin.getByRole('textbox', { name: 'From' }).last().fill('1 January 2026')
  await admin.getByRole('button', { name: 'Save region' }).click()
  await expect(admin.getByRole('row', { name: /Branded medicines/ })).toContainText('North of England')
  await expectAccessible(admin)
})

test('sites, stores with a cupboard for controlled drugs, and a cost centre', async ({ page }) => {
  const admin = await administrator(page)
  await follow(admin, 'add a site', 'Add a site')
  await admin.getByLabel('Name').fill('Ashdown General')
  await admin.getByLabel('ODS code of the site').fill('RQ901')
  await admin.getByLabel('Address').fill('Ashdown Road\nVale\nAV1 2CD')
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Add site' }).click()
  await expect(admin.getByRole('heading', { name: 'Ashdown General' })).toBeVisible()
  await expectAccessible(admin)

  for (const [name, kind] of [
    ['Pharmacy store', 'Pharmacy store'],
    ['CD cupboard', 'Controlled drugs cupboard'],
  ] as const) {
    await follow(admin, 'Add a store to Ashdown General', 'Add a store')
    await admin.getByLabel('Name').fill(name)
    await admin.getByRole('radio', { name: kind }).check()
    await expectAccessible(admin)
    await admin.getByRole('button', { name: 'Add store' }).click()
    await expect(admin.getByText('The store is saved.')).toBeVisible()
  }
  await expect(admin.getByRole('row', { name: /CD cupboard/ })).toContainText('Controlled drugs cupboard')

  await follow(admin, 'add a cost centre', 'Cost centres')
  await admin.getByLabel('Code').fill('P410')
  await admin.getByLabel('What it stands for').fill('Pharmacy stock')
  await admin.getByRole('button', { name: 'Add cost centre' }).click()
  await expect(admin.getByRole('row', { name: /P410/ })).toContainText('Pharmacy stock')
  await expectAccessible(admin)
})

test('products: bad rows are named with column and reason and nothing is loaded; mended they are, once', async ({
  page,
}) => {
  const admin = await administrator(page)
  await admin.goto('/catalogue')
  await expectAccessible(admin)
  await lookThrough(admin, 'Products', PRODUCTS.bad)
  await expect(standfirst(admin)).toHaveText('4 things must be put right in the file. Nothing is loaded until then.')
  await expect(problems(admin).nth(1)).toContainText(/^Row 2ampp_id37365911000001106.*check digit does not fit/)
  await expect(problems(admin).nth(2)).toContainText(/^Row 3gtins05051562033803.*check digit of the barcode/)
  await expect(problems(admin).nth(3)).toContainText(/^Row 4ampp_id2\.24797E\+16.*Excel has shortened this id/)
  await expect(problems(admin).nth(4)).toContainText(/^Row 6pack_sizeNothing.*how many units are in the pack/)
  await expect(admin.getByRole('button', { name: /^Load / })).toHaveCount(0)
  await expectAccessible(admin)
  await admin.goto('/catalogue?q=nutrison')
  await expect(admin.getByText('Nothing found for “nutrison”')).toBeVisible()

  await lookThrough(admin, 'Products', PRODUCTS.good)
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Load 5 changes' }).dblclick()
  await expect(admin.getByText('The file is loaded: 5 new, 0 changed.')).toBeVisible()
  await expectAccessible(admin)
  await lookThrough(admin, 'Products', PRODUCTS.good, 'over')
  await expect(standfirst(admin)).toHaveText('Nothing changed: everything in the file stands here already.')
  await expectAccessible(admin)
})

test('a portal’s workbook: its columns are said once, its formula is named, and it is taken back', async ({ page }) => {
  const admin = await administrator(page)
  await choose(admin, 'Contracts', PORTAL.bad)
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Say what the columns hold')
  await expect(standfirst(admin)).toContainText('The column names stand in row 3.')
  await expect(admin.getByText('A column is missing: route.')).toBeVisible()
  await expect(admin.getByLabel('Column with price_ex_vat')).toHaveValue('4')
  await expectAccessible(admin)
  await admin.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(admin)
  await admin.setViewportSize({ width: 1280, height: 900 })
  await admin.getByRole('button', { name: 'Check the rows' }).click()
  await expect(admin.getByRole('link', { name: 'Choose the column that holds route' })).toBeVisible()
  await expectAccessible(admin)
  await admin.getByLabel('Column with route').selectOption({ label: 'The same in every row' })
  await admin.getByLabel('route of every row').fill('direct')
  await admin.getByRole('button', { name: 'Check the rows' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(`Look through ${PORTAL.bad.name}`)
  await expect(problems(admin).nth(1)).toContainText(/^Row 5Contract price \(E\).*Cell E5 holds a formula/)
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Throw the file away' }).click()
  await expect(admin.getByText('The file is thrown away. Nothing was loaded.')).toBeVisible()
  await expect(admin.getByRole('row', { name: /portal-prices/ })).toContainText('Thrown away')
  await expectAccessible(admin)

  await lookThrough(admin, 'Contracts', PORTAL.good)
  await expect(admin.getByText('The sheet “Price list” was read.')).toBeVisible()
  await admin.getByRole('button', { name: 'Load 2 changes' }).dblclick()
  await expect(admin.getByText('The file is loaded: 2 new, 0 changed.')).toBeVisible()
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Take the file back' }).dblclick()
  await expect(standfirst(admin)).toContainText('Taken back')
  await expectAccessible(admin)
  await admin.goto('/contracts')
  await expect(admin.getByText('CM/PHG/99/0420')).toHaveCount(0)
  await admin.goto('/suppliers')
  await expect(admin.getByText('Quayside Nutrition')).toHaveCount(0)
})

test('contracts: the same; the file can be loaded by command, too, and then changes nothing', async ({ page }) => {
  const admin = await administrator(page)
  await lookThrough(admin, 'Contracts', CONTRACTS.bad)
  await expect(standfirst(admin)).toHaveText('4 things must be put right in the file. Nothing is loaded until then.')
  await expect(problems(admin).nth(1)).toContainText(/^Row 2valid_to2025-12-31.*ends before it begins/)
  await expect(problems(admin).nth(2)).toContainText(/^Row 3valid_to31\/02\/2099.*no date/)
  await expect(problems(admin).nth(3)).toContainText(/^Row 4pack_size1,?000.*The pack holds 500/)
  await expect(problems(admin).nth(4)).toContainText(/^Row 5price_ex_vatNothing/)
  await expectAccessible(admin)
  await admin.goto('/contracts')
  await expect(admin.getByText('CM/PHG/99/0410')).toHaveCount(0)
  await expectAccessible(admin)

  const refused = await loadByCommand(CONTRACTS.bad)
  expect(refused.said).toMatch(/Row 2, valid_to “2025-12-31”: The price ends before it begins/)
  expect(refused.said).toContain('Nothing was loaded')
  expect(refused.code).toBe(1)

  await lookThrough(admin, 'Contracts', CONTRACTS.good)
  const fresh = admin.getByRole('table', { name: 'New contract prices' }).getByRole('row')
  await expect(fresh).toHaveCount(4)
  await expect(fresh.nth(1)).toContainText(/Co-amilofruse.*Saltmarsh Generics Ltd.*£30\.1250.*1 January 2026.*DNW/)
  await expectAccessible(admin)
  await admin.getByRole('button', { name: /^Load \d+ changes$/ }).click()
  await expect(admin.getByText('The file is loaded: 3 new, 0 changed.')).toBeVisible()
  const again = await loadByCommand(CONTRACTS.good)
  expect(again.said).toContain('Nothing changed: everything in the file stands here already.')
  expect(again.code).toBe(0)
})

test('a supplier is told how orders reach it, and everybody gets a role and a one-time password', async ({ page }) => {
  const admin = await administrator(page)
  await follow(admin, 'accounts with new suppliers', 'Suppliers')
  await expectAccessible(admin)
  await follow(admin, 'Kingsmere Wholesale', 'Kingsmere Wholesale')
  await expectAccessible(admin)
  await follow(admin, 'Set up the account', 'Set up the account with Kingsmere Wholesale')
  await admin.getByLabel('Account number').fill('AV-0042')
  await admin.getByLabel('Orders are e-mailed to').fill('orders@kingsmere.example')
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Save the account' }).click()
  await expect(admin.getByText('The account is saved.')).toBeVisible()
  await expectAccessible(admin)

  await admin.goto('/')
  await expect(admin.getByText('8 steps of 15 done.')).toBeVisible()
  await expect(task(admin, 'Load your contracts')).toContainText('Done')
  await task(admin, 'Add a procurement technician').getByRole('link').click()
  await expect(admin.getByRole('checkbox', { name: 'Procurement technician' })).toBeChecked()
  for (const { role, name, email } of PEOPLE) {
    passwords.set(role, await addPerson(admin, name, email, [role]))
  }
  // the only administrator gives the first approvers alone, which is said there and then
  await expect(admin.getByRole('status').filter({ hasText: 'is added.' })).toBeVisible()
  await expectAccessible(admin)
  await admin.goto('/')
  await task(admin, 'Choose who shows a second factor').getByRole('link').click()
  await expect(admin.getByRole('radio', { name: 'Nobody must; everybody may' })).toBeChecked()
  await expect(admin.getByText('Who knows a password can approve with it.')).toBeVisible()
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Save rules' }).click()
  await expect(admin.getByText('The rules are saved.')).toBeVisible()
  await admin.goto('/')
  await expect(admin.getByRole('heading', { name: 'Set up' })).toHaveCount(0)
  await expect(standfirst(admin)).toHaveText('Nothing needs you now.')
  await expectAccessible(admin)
})

test('goods-in counts what is on the shelf before the first order', async ({ page }) => {
  const stores = await as('Goods-in', page)
  await stores.goto('/catalogue/318136009')
  await expectAccessible(stores)
  await follow(stores, 'Count what is on the shelf', 'Count Co-amilofruse 5mg/40mg tablets')
  await expectAccessible(stores)
  await stores.getByRole('textbox', { name: 'Batch, row 1' }).fill('OLD1')
  await stores.getByRole('button', { name: 'Set the stock to what was counted' }).click()
  await expect(stores.getByRole('link', { name: 'Enter how many packs are there' })).toBeVisible()
  await expectAccessible(stores)
  await stores.getByRole('textbox', { name: 'Expiry, row 1' }).fill('31 August 2028')
  await stores.getByRole('textbox', { name: 'Packs counted, row 1' }).fill('2.5')
  await stores.getByRole('button', { name: 'Set the stock to what was counted' }).dblclick()
  await expect(stores.getByText('The stock is set to what was counted.')).toBeVisible()
  await expect(stores.getByRole('row', { name: /OLD1/ })).toContainText('70')
  await stores.setViewportSize({ width: 390, height: 844 })
  await stores.goto('/catalogue/318136009/count')
  await expect(stores.getByRole('row', { name: /OLD1/ })).toContainText('2.5')
  await expectAccessible(stores)
})

test('the technician raises an order on what was loaded; the lead approves it', async ({ page }) => {
  const technician = await as('Procurement technician', page)
  for (const address of ['/', '/orders', '/catalogue', '/deliveries', '/orders/new']) {
    await technician.goto(address)
    await expectAccessible(technician)
  }
  await technician.getByRole('button', { name: 'Start the order pad' }).click()
  const add = technician.getByRole('combobox', { name: 'Add a line' })
  await expect(add).toBeFocused()
  await expectAccessible(technician)
  const packs = (medicine: string) => technician.getByRole('textbox', { name: `Packs of ${medicine}` })
  await technician.keyboard.type('co-amil')
  await expect(technician.getByRole('listbox', { name: 'Packs found' }).getByRole('option')).toHaveCount(1)
  await technician.keyboard.press('Enter')
  await expect(packs('Co-amilofruse')).toBeFocused()
  await technician.keyboard.type('200')
  await technician.keyboard.press('Enter')
  await expect(add).toBeFocused()
  await wedge(technician, GTIN.gel)
  await expect(packs('Diclofenac')).toBeFocused()
  await technician.keyboard.type('40')
  await expect(technician.getByRole('region', { name: '1 order, 2 lines' })).toContainText('£7,633.20')
  await expect(technician.getByText(/^Draft kept at /)).toBeVisible()
  await expectAccessible(technician)
  await technician.getByRole('button', { name: 'Check answers' }).click()
  await technician.waitForURL(/\/check/)
  await expectAccessible(technician)
  await technician.getByRole('button', { name: 'Send order to the procurement lead' }).click()
  await technician.waitForURL(/\/done$/)
  await expectAccessible(technician)
  number = /RQ9-PH-\d\d-\d{6}-\d/.exec((await technician.getByRole('main').textContent()) ?? '')?.[0] ?? ''

  const lead = await as('Procurement lead', page)
  await lead.goto('/')
  await expectAccessible(lead)
  await lead.goto('/approvals')
  await expectAccessible(lead)
  await lead
    .getByRole('row', { name: new RegExp(number) })
    .getByRole('link')
    .first()
    .click()
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText('Approve £7,633.20 to Kingsmere Wholesale?')
  await expectAccessible(lead)
  await lead.getByRole('button', { name: /^Approve (and send )?order$/ }).click()
  await expect(lead.getByRole('status')).toContainText(`You approved ${number}.`)
  await expectAccessible(lead)

  const admin = await administrator(page)
  await admin.goto('/settings/organisation')
  await expect(standfirst(admin)).toContainText('Order numbers carry the code, so it stays.')
  await expect(admin.getByLabel('ODS code')).toHaveCount(0)
  await expectAccessible(admin)
})

test('it is sent; the answer is recorded line by line and its difference decided', async ({ page }) => {
  const technician = await as('Procurement technician', page)
  await expect(async () => {
    await technician.goto('/settings/outgoing')
    await expect(technician.getByRole('link', { name: `Purchase order ${number}` })).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  await expectAccessible(technician)
  await technician.getByRole('link', { name: `Purchase order ${number}` }).click()
  await expect(technician.getByText('orders@kingsmere.example').first()).toBeVisible()
  await expectAccessible(technician)

  await technician.goto(`/orders/${number}/acknowledge`)
  await expectAccessible(technician)
  await technician.getByRole('combobox', { name: 'Answer, line 2' }).selectOption({ label: 'Fewer or more packs' })
  await technician.getByRole('textbox', { name: 'Packs they will deliver, line 2' }).fill('30')
  await technician.getByRole('button', { name: 'Record the answer line by line' }).click()
  await expect(standfirst(technician)).toHaveText(
    'Kingsmere Wholesale answered otherwise on 1 line. Decide what to do about it.',
  )
  await expectAccessible(technician)
  const decision = technician.getByRole('region', { name: /^Line 2: Diclofenac/ })
  await expect(decision.getByRole('row', { name: /^Packs to come/ }).getByRole('cell')).toHaveText(['40', '30', '−10'])
  await decision.getByText('Close 10 packs').first().click()
  await decision.getByLabel('Why').first().fill('30 will do until the new year')
  await decision.getByRole('button', { name: 'Close 10 packs' }).click()
  await technician.waitForURL(`**/orders/${number}`)
  await expect(technician.getByText('2 of 2 lines answered')).toBeVisible()
  await expectAccessible(technician)
})

test('goods-in scans batch and expiry and books it in; the order closes; the auditor sees who did what', async ({
  page,
}) => {
  const stores = await as('Goods-in', page)
  await stores.goto('/deliveries')
  await expectAccessible(stores)
  await stores.goto(`/orders/${number}/receive`)
  await expect(stores.getByRole('heading', { level: 1 })).toHaveText('0 of 2 lines booked in')
  await expectAccessible(stores)
  await wedge(stores, dataMatrix(GTIN.tablets, 700, 'KW2201'))
  await expect(stores.getByText('Pack matches the order')).toBeVisible()
  await expect(stores.getByLabel(/^Packs received/)).toHaveValue('200')
  await expectAccessible(stores)
  await stores.getByLabel('Scan a pack').click()
  await wedge(stores, dataMatrix(GTIN.gel, 800, 'GX77'))
  await expect(stores.getByLabel(/^Packs received/)).toHaveValue('30')
  await stores.getByLabel('Delivery note number').fill('KW-88213')
  await stores.getByRole('button', { name: 'Book in 230' }).click()
  await expect(stores.getByText('230 packs booked in.')).toBeVisible()
  await expectAccessible(stores)
  await stores.getByRole('link', { name: /^RQ9-GRN-/ }).click()
  await expect(stores.getByText('KW2201').first()).toBeVisible()
  await expectAccessible(stores)

  const technician = await as('Procurement technician', page)
  await technician.goto(`/orders/${number}`)
  await expect(technician.getByText('Closed').first()).toBeVisible()
  await expectAccessible(technician)
  await technician.goto('/catalogue/318136009')
  await expect(technician.getByRole('row', { name: /KW2201/ })).toContainText('5,600')
  await expectAccessible(technician)

  const auditor = await as('Auditor', page)
  await auditor.goto('/audit')
  await expectAccessible(auditor)
  await auditor.goto(`/orders/${number}`)
  const history = auditor.getByRole('region', { name: 'History' })
  for (const name of ['Bea Wren', 'Kofi Mensah', 'Tom Ashby']) await expect(history).toContainText(name)
  await expectAccessible(auditor)
})

/** The server's process, the one that is killed; whoever started it starts it again. */
function serverProcess(): number {
  const { children } = JSON.parse(readFileSync(path.join(own().dataDir, 'running.json'), 'utf8'))
  return children.at(-1)
}

async function startAnotherPad(technician: Page): Promise<string> {
  await technician.goto('/orders/new?another=1')
  await technician.getByRole('button', { name: 'Start the order pad' }).click()
  await technician.waitForURL(/\/orders\/new\/[0-9a-f-]{36}$/)
  await technician.getByRole('combobox', { name: 'Add a line' }).fill('co-amil')
  await technician.getByRole('listbox', { name: 'Packs found' }).getByRole('option').first().click()
  await expect(technician.getByRole('textbox', { name: 'Packs of Co-amilofruse' })).toBeFocused()
  await expect(technician.getByText(/^Draft kept at /)).toBeVisible()
  return technician.url()
}

const noteOf = (page: Page) => page.getByLabel('Note for whoever approves (optional)')
const openNote = (page: Page) => page.getByText('Emergency, or a note for whoever approves').click()

test('the server is killed while an order is typed: the page says so, goes on, and recovers by itself', async ({
  page,
}) => {
  const technician = await as('Procurement technician', page)
  const address = await startAnotherPad(technician)
  await openNote(technician)
  await technician.evaluate(() => Object.assign(window, { notReloaded: true }))
  process.kill(serverProcess(), 'SIGKILL')
  await technician.getByRole('textbox', { name: 'Packs of Co-amilofruse' }).fill('12')
  await noteOf(technician).fill('For the heart failure clinic')
  await expect(technician.getByRole('status').filter({ hasText: 'Not kept yet:' })).toContainText(
    'Tincture does not answer. What you typed is kept in this browser',
  )
  await expectAccessible(technician)
  await technician.getByRole('textbox', { name: 'Packs of Co-amilofruse' }).fill('15')

  await expect(technician.getByRole('status').filter({ hasText: /^Draft kept at / })).toContainText(
    'Tincture answers again and has everything you typed',
    { timeout: 60_000 },
  )
  await expect(technician.getByRole('textbox', { name: 'Packs of Co-amilofruse' })).toHaveValue('15')
  await expectAccessible(technician)
  expect(await technician.evaluate(() => 'notReloaded' in window)).toBe(true)

  // what the server has, seen from a browser that keeps nothing
  const elsewhere = await open(page)
  await signIn(elsewhere, PEOPLE[0].email, OWN_PASSWORD)
  await elsewhere.goto(address)
  await expect(elsewhere.getByRole('textbox', { name: 'Packs of Co-amilofruse' })).toHaveValue('15')
  await expect(noteOf(elsewhere)).toHaveValue('For the heart failure clinic')
})

test('server and page die at once: nothing typed more than two seconds before is lost', async ({ page }) => {
  const technician = await as('Procurement technician', page)
  const address = await startAnotherPad(technician)
  await openNote(technician)
  await noteOf(technician).focus()
  const when: number[] = []
  const type = async (letters: number) => {
    for (let n = 0; n < letters; n++) {
      await technician.keyboard.type(String.fromCharCode(97 + (when.length % 26)), { delay: 20 })
      when.push(Date.now())
    }
  }
  await type(60)
  process.kill(serverProcess(), 'SIGKILL')
  await type(60)
  const death = Date.now()
  const crashed = technician.waitForEvent('crash')
  await Promise.all([crashed, technician.goto('chrome://crash').catch(() => {})])

  const again = await technician.context().newPage()
  pages.set('Procurement technician', again)
  await expect(async () => {
    await again.goto(address)
    await expect(again.getByRole('textbox', { name: 'Packs of Co-amilofruse' })).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 60_000 })
  const typed = when.map((_, n) => String.fromCharCode(97 + (n % 26))).join('')
  const before = when.filter((at) => at < death - 2000).length
  await expect.poll(async () => (await noteOf(again).inputValue()).length).toBeGreaterThanOrEqual(before)
  expect(typed.startsWith(await noteOf(again).inputValue())).toBe(true)
  await expect(again.getByText(/^Draft kept at /)).toBeVisible()
})
