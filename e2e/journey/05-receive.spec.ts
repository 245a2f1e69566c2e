import type { Page } from '@playwright/test'
import { emailOf, expect, expectAccessible, signIn, test, type Who } from '../fixtures.ts'
import { demo } from '../installations.ts'
import { type PlantedLine, type PlantedOrder, sentOrder } from '../steps/sent-order.ts'
import { dataMatrix, wedge } from '../steps/wedge.ts'

test.use({ viewport: { width: 390, height: 844 } })
test.describe.configure({ mode: 'serial' })

const INSULIN: PlantedLine = { name: 'Insulin soluble human', packText: '1 vial', packs: 36 }
const ONDANSETRON: PlantedLine = { name: 'Ondansetron 4mg/2ml', packText: '10 ampoules', packs: 60 }
const HEPARIN: PlantedLine = { name: 'Heparin', packText: '10 ampoules', packs: 20 }
const ADENOSINE: PlantedLine = { name: 'Adenosine 6mg/2ml', packText: '6 vials', packs: 10 }

/** Orders at a supplier of their own for each test, so that what one books in is not what another expects. */
function planted(
  supplier: string,
  lines: readonly PlantedLine[],
  raisedBy: 'technician' | 'technician2' = 'technician',
) {
  return sentOrder(demo().databaseUrl, { supplier, store: 'Eastfield dispensary', raisedBy, lines })
}

const deskOf = (order: PlantedOrder) => `/deliveries/book/${order.supplierId}?store=${order.storeId}`
const scanField = (page: Page) => page.getByLabel('Scan a pack')
const book = (page: Page, words: string) => page.getByRole('button', { name: words, exact: true })

/** Somebody signs in in another tab of the same browser; then the first one is looked at again. */
async function signInBeside(page: Page, who: Who): Promise<void> {
  const beside = await page.context().newPage()
  await signIn(beside, emailOf(who), demo().password)
  await beside.close()
  await page.bringToFront()
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
}

async function open(page: Page, order: PlantedOrder): Promise<void> {
  await page.goto(deskOf(order))
  await expect(scanField(page)).toBeFocused()
}

test('a delivery of two orders is scanned, counted and booked in once, its fridge line too warm', async ({ as }) => {
  const first = await planted('Meridian Wholesale', [INSULIN, ONDANSETRON, HEPARIN])
  const second = await planted('Meridian Wholesale', [{ ...ONDANSETRON, packs: 20 }], 'technician2')
  const [insulin = '', ondansetron = '', heparin = ''] = first.barcodes
  const stores = await as('stores')
  await stores.goto('/deliveries')
  await expectAccessible(stores)
  await stores
    .getByRole('row', { name: /Meridian Wholesale.*Eastfield/ })
    .getByRole('link', { name: /^Meridian/ })
    .click()
  await expect(stores.getByRole('heading', { level: 1 })).toHaveText('0 of 4 lines booked in')
  await expect(stores.getByText('1 fridge line left.')).toBeVisible()
  await expect(scanField(stores)).toBeFocused()

  await wedge(stores, dataMatrix(ondansetron, 75, '7C0416'))
  await expect(stores.getByText('7C0416')).toBeVisible()
  await expect(stores.getByText('Short-dated: 75 days left.')).toBeVisible()
  await expect(stores.getByText('Pack matches the order')).toBeVisible()
  await expect(stores.getByLabel(/^Packs received/)).toHaveValue('80')
  await stores.getByLabel('Short-dated').check()
  await stores.getByLabel('Packs to keep').fill('24')
  await expect(book(stores, 'Book in 24, return 56')).toBeVisible()
  await expectAccessible(stores)

  // the focus stands in the count: the scan must not end up there
  await stores.getByLabel(/^Packs received/).click()
  await wedge(stores, dataMatrix(insulin, 700, 'LR2K917'))
  await expect(stores.getByRole('heading', { name: /Insulin soluble human/ })).toBeVisible()
  await expect(stores.getByLabel('Temperature on arrival, °C')).toBeFocused()
  await stores.keyboard.type('9.6')
  await stores.keyboard.press('Tab')
  await expect(stores.getByText('9.6°C is above 8°C. These packs cannot go to stock')).toBeVisible()
  await stores.getByLabel('Logger or strip number').fill('TL-40117')
  await expect(stores.getByText('80 packs, batch 7C0416', { exact: false })).toBeVisible()

  await scanField(stores).click()
  await wedge(stores, heparin)
  await expect(stores.getByRole('textbox', { name: 'Batch' })).toBeFocused()
  await book(stores, 'Book in 44, quarantine 36, return 56').click()
  await expect(stores).toHaveTitle(/^Error: /)
  await expect(stores.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeFocused()
  await expect(stores.getByRole('link', { name: /Insulin.*tick that they are there/ })).toBeVisible()
  await expectAccessible(stores)
  await stores.getByRole('link', { name: /Heparin.*enter the batch/ }).click()
  await expect(stores.getByRole('button', { name: /^Change Heparin/ })).toBeFocused()
  await stores.keyboard.press('Enter')
  await stores.getByRole('textbox', { name: 'Batch' }).fill('HEP77')
  await stores.keyboard.press('Enter')
  await expect(stores.getByRole('textbox', { name: 'Expires' })).toBeFocused()
  await stores.keyboard.type('08/2029')
  await stores.keyboard.press('Enter')
  await expect(scanField(stores)).toBeFocused()
  await stores.getByRole('button', { name: 'One pack fewer' }).click()
  await stores.getByRole('button', { name: /^Change Insulin/ }).click()
  await stores.getByLabel('36 packs are in quarantine').check()
  await stores.getByLabel('Delivery note number').fill('MW-77120')
  await book(stores, 'Book in 43, quarantine 36, return 56').dblclick()

  await expect(stores.getByText('79 packs booked in, 56 packs to go back.')).toBeVisible()
  await expect(stores.getByRole('heading', { level: 1 })).toHaveText('4 of 4 lines booked in')
  await expectAccessible(stores)
  await stores.getByRole('link', { name: /RZZ-GRN-/ }).click()
  await expect(stores.getByRole('heading', { level: 1 })).toContainText('Goods received note')
  await expect(stores.getByText('MW-77120')).toBeVisible()
  await expect(stores.getByText(/Came at 9\.6°C\. In quarantine.*Logger or strip TL-40117/)).toBeVisible()
  await expect(stores.getByText(first.number).first()).toBeVisible()
  await expect(stores.getByText(second.number).first()).toBeVisible()
  await expectAccessible(stores)

  const number = /RZZ-GRN-[\d-]+/.exec(stores.url())?.[0] ?? ''
  const pdf = await stores.request.get(`/deliveries/${number}/note.pdf`)
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  await stores.goto(`/deliveries/${number}/note.html`)
  await expect(stores.getByRole('heading', { level: 1 })).toContainText(number)
  await expectAccessible(stores, /^Goods received note /)

  await stores.goto(`/deliveries?view=batch&q=LR2K917`)
  await expect(stores.getByText(/\d+ vials/).first()).toBeVisible()
  await expect(stores.getByText('in quarantine', { exact: false }).first()).toBeVisible()
  await expectAccessible(stores)

  const elsewhere = await as('stores', 'northbank')
  expect((await elsewhere.goto(`/deliveries/${number}`))?.status()).toBe(404)
  expect((await elsewhere.goto(deskOf(first)))?.status()).toBe(404)
})

test('without a signal nothing is lost, and what waits goes once, by itself, also after a reload', async ({ as }) => {
  const order = await planted('Albion Wholesale', [ONDANSETRON, HEPARIN])
  const [ondansetron = '', heparin = ''] = order.barcodes
  const once = `OFF${order.number.replaceAll('-', '').slice(-7)}`
  const stores = await as('stores')
  await open(stores, order)
  await wedge(stores, dataMatrix(ondansetron, 900, once))
  await stores.getByLabel(/^Packs received/).fill('58')
  await stores.reload()
  await expect(stores.getByRole('heading', { level: 1 })).toHaveText('1 of 2 lines counted')
  await expect(stores.getByLabel(/^Packs received/)).toHaveValue('58')

  const keys: string[] = []
  let dead = true
  await stores.route('**/deliveries/book', async (route) => {
    keys.push(JSON.parse(route.request().postData() ?? '{}').commandKey)
    // the first time the server gets it and its answer is lost
    if (keys.length === 1) await route.fetch()
    if (dead) await route.abort('connectionfailed')
    else await route.continue()
  })
  await book(stores, 'Book in 58').click()
  await expect(stores.getByText('No signal: keep scanning')).toBeVisible()
  await expect(stores.getByText('1 line waits on this device and goes when it is back.')).toBeVisible()
  await expectAccessible(stores)
  await scanField(stores).click()
  await wedge(stores, dataMatrix(heparin, 900, 'OFF2'))
  await expect(stores.getByText('1 batch counted since')).toBeVisible()
  await stores.reload()
  await expect(stores.getByText('1 batch counted since')).toBeVisible()
  dead = false
  await stores.getByRole('button', { name: 'Try now' }).or(stores.getByText('58 packs booked in')).first().waitFor()
  if (await stores.getByRole('button', { name: 'Try now' }).isVisible())
    await stores.getByRole('button', { name: 'Try now' }).click()
  await expect(stores.getByText('58 packs booked in')).toBeVisible({ timeout: 20_000 })
  expect(new Set(keys).size).toBe(1)
  expect(keys.length).toBeGreaterThan(1)
  await expect(book(stores, 'Book in 20')).toBeVisible()

  await stores.context().clearCookies()
  await book(stores, 'Book in 20').click()
  await expect(stores.getByText('You are signed out.')).toBeVisible()
  await signInBeside(stores, 'pharmacist')
  await expect(stores.getByText('Somebody else is signed in now.')).toBeVisible()
  await stores.context().clearCookies()
  await signInBeside(stores, 'stores')
  await expect(stores.getByText('20 packs booked in')).toBeVisible({ timeout: 20_000 })
  await stores.goto(`/deliveries?view=batch&q=${once}`)
  await expect(stores.getByRole('link', { name: /^RZZ-GRN-/ })).toHaveCount(1)
  await stores.goto('/deliveries?view=booked')
  await expect(stores.getByRole('row', { name: /Albion Wholesale.*Eastfield/ }).first()).toBeVisible()
  await expectAccessible(stores)
})

test('more than ordered is held; somebody else decides; a note is taken back as a whole', async ({ as }) => {
  const order = await planted('Northgate Pharma', [ADENOSINE])
  const [adenosine = ''] = order.barcodes
  const stores = await as('stores')
  await open(stores, order)
  await wedge(stores, dataMatrix(adenosine, 900, 'OV1'))
  await stores.getByRole('button', { name: 'One pack more' }).click()
  await stores.getByRole('button', { name: 'One pack more' }).click()
  await expect(stores.getByText('2 packs more than ordered.')).toBeVisible()
  await book(stores, 'Book in 10, hold 2').click()
  await expect(stores.getByText('2 packs held until somebody decides')).toBeVisible()
  await stores.getByRole('link', { name: /RZZ-GRN-/ }).click()
  await expect(
    stores.getByText('You counted these packs.').or(stores.getByText('Waiting for a decision.')),
  ).toBeVisible()

  // who raised the order keeps nothing of it
  const raiser = await as('technician')
  await raiser.goto(new URL(stores.url()).pathname)
  await expect(raiser.getByText('You raised this order.', { exact: false })).toBeVisible()
  await expect(raiser.getByLabel('Return 2 packs')).toBeChecked()
  await expect(raiser.getByLabel('Keep 2 packs')).toHaveCount(0)
  await expectAccessible(raiser)

  const lead = await as('lead')
  await lead.goto('/deliveries?view=over')
  await expectAccessible(lead)
  await lead
    .getByRole('link', { name: /^Keep or return of Adenosine/ })
    .first()
    .click()
  await lead.getByRole('button', { name: 'Decide on 2 packs' }).click()
  await expect(lead.getByRole('link', { name: 'Choose whether to keep or return them' })).toBeVisible()
  await lead.getByLabel('Keep 2 packs').check()
  await lead.getByLabel('Why').first().fill('Theatre asked for more')
  await lead.getByRole('button', { name: 'Decide on 2 packs' }).click()
  await expect(lead.getByText('2 packs kept.')).toBeVisible()
  await expect(lead.getByText('It can no longer be taken back.')).toBeVisible()
  await expectAccessible(lead)

  const other = await planted('Northgate Pharma', [{ ...ADENOSINE, packs: 4 }])
  await open(stores, other)
  await wedge(stores, dataMatrix(adenosine, 900, 'BACK1'))
  await book(stores, 'Book in 4').click()
  await stores.getByRole('link', { name: /RZZ-GRN-/ }).click()
  await stores.getByLabel('Why').fill('Booked in on the wrong order')
  await stores.getByRole('button', { name: /^Take back RZZ-GRN-/ }).click()
  await expect(stores.getByText('4 packs taken out of stock again.')).toBeVisible()
  await expectAccessible(stores)
  await open(stores, other)
  await expect(stores.getByRole('heading', { level: 1 })).toHaveText('1 of 2 lines booked in')
})

test('who raised an order is told before scanning who may book it in', async ({ as }) => {
  const mine = await planted('Calder Generics', [ONDANSETRON])
  const theirs = await planted('Calder Generics', [HEPARIN], 'technician2')
  const technician = await as('technician')
  await technician.goto(`/orders/${theirs.number}/receive`)
  await expect(technician).toHaveURL(new RegExp(`order=${theirs.number}`))
  await expect(technician.getByText(`You raised or changed ${mine.number}.`)).toBeVisible()
  await expect(technician.getByText('Somebody else books it in:', { exact: false })).toBeVisible()
  await expectAccessible(technician)
  await scanField(technician).click()
  await wedge(technician, dataMatrix(mine.barcodes[0] ?? '', 900, 'X1'))
  await expect(technician.getByRole('heading', { name: /Ondansetron/ })).toBeVisible()
  await expect(technician.getByLabel(/^Packs received/)).toHaveCount(0)
  const stranger = await as('lead')
  expect((await stranger.goto(deskOf(mine)))?.status()).toBe(403)
})

test('a pack that was not ordered is explained; one of no known barcode is counted by hand', async ({ as }) => {
  const order = await planted('Hartwell Critical Care', [ADENOSINE, HEPARIN])
  const stores = await as('stores')
  await open(stores, order)
  await wedge(stores, '(01)02990000005809(17)290831(10)AD5')
  await expect(stores.getByText('Another pack of it was ordered:')).toBeVisible()
  await expect(stores.getByText(/6 vials by .*10 packs on/)).toBeVisible()
  await expectAccessible(stores)
  await stores.getByRole('button', { name: 'Send it back as a wrong pack' }).click()
  await expect(stores.getByLabel('Packs to keep')).toHaveValue('0')
  await stores.getByLabel(/^Packs received/).fill('10')

  await scanField(stores).click()
  await wedge(stores, '5000283101086')
  await expect(stores.getByText('No pack on file has this barcode.')).toBeVisible()
  await stores
    .getByRole('region', { name: 'Not expected' })
    .getByRole('button', { name: /^Heparin/ })
    .click()
  await expect(stores.getByText('This barcode is not on file for this pack.')).toBeVisible()

  // the rest by keyboard alone
  await expect(stores.getByRole('textbox', { name: 'Batch' })).toBeFocused()
  await stores.keyboard.type('H-1')
  await stores.keyboard.press('Enter')
  await stores.keyboard.type('31 August 2029')
  await stores.keyboard.press('Enter')
  await expect(scanField(stores)).toBeFocused()
  await stores.keyboard.type('zzz')
  await stores.keyboard.press('Enter')
  await expect(stores.getByText('Nothing is called that.')).toBeVisible()
  await book(stores, 'Book in 20, return 10').focus()
  await stores.keyboard.press('Enter')
  await expect(stores.getByText('20 packs booked in, 10 packs to go back.')).toBeVisible()
})

test('packs scanned one after the other without a pause are batches of their own, whatever the focus does', async ({
  as,
}) => {
  const order = await planted('Wexham Laboratories', [INSULIN, ONDANSETRON, HEPARIN])
  const [, ondansetron = '', heparin = ''] = order.barcodes
  const stores = await as('stores')
  await open(stores, order)
  await wedge(stores, dataMatrix(ondansetron, 900, 'TWO1'))
  await wedge(stores, dataMatrix(heparin, 900, 'TWO2'))
  await wedge(stores, dataMatrix(ondansetron, 900, 'TWO3'))
  await expect(stores.getByRole('heading', { name: /Ondansetron/ })).toBeVisible()
  for (const batch of ['TWO1', 'TWO2']) await expect(stores.getByText(`packs, batch ${batch}, expires`)).toBeVisible()
  await expect(stores.getByText('TWO3').first()).toBeVisible()
  await expect(scanField(stores)).toHaveValue('')
})
