import type { Page } from '@playwright/test'
import { workbookOf } from '#lib/testing/a-workbook.ts'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { readFacts } from '../steps/contract-facts.ts'
import { openPad } from '../steps/pad.ts'

test.describe.configure({ mode: 'serial' })

const standfirst = (page: Page) => page.locator('.app-standfirst')

const excelDay = (day: number) => ({ xml: `<c s="1"><v>${day}</v></c>` })

/** A portal's workbook: a title, a note, prices as text with £, days as Excel counts them, names of its own. */
function messy(ampp: string): Buffer {
  const today = Math.floor(Date.now() / 86_400_000) + 25_569
  return Buffer.from(
    workbookOf([
      ['New regional framework, hospital only'],
      ['Prices are confidential. Questions to the hub.'],
      [],
      ['Contract no', 'Division', 'AMPP code', 'Awarded supplier', 'Contract price', 'Ranking', 'Start', 'End'],
      ['CM/PHG/99/0950', 'DLS', ampp, 'Calder Generics', '£ 9.35', 1, excelDay(today), excelDay(today + 700)],
    ]),
  )
}

let address = ''

test('a lead loads a messy spreadsheet and sees what it changes for the trust', async ({ as }) => {
  const { ampp, medicine } = await readFacts()
  const lead = await as('lead')
  await lead.goto('/contracts')
  await expectAccessible(lead)
  await lead.getByRole('link', { name: 'Load a catalogue' }).click()
  await expect(lead.getByRole('radio', { name: 'Contracts' })).toBeChecked()
  await lead
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'regional.xlsx', mimeType: 'application/octet-stream', buffer: messy(ampp) })
  await lead.getByRole('button', { name: 'Look through the file' }).click()
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText('Say what the columns hold')
  await lead.getByLabel('Column with route').selectOption({ label: 'The same in every row' })
  await lead.getByLabel('route of every row').fill('direct')
  await lead.getByRole('button', { name: 'Check the rows' }).click()
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText('Look through regional.xlsx')
  await lead.getByRole('link', { name: 'See what changes' }).click()
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText(/^What changes for us on /)
  await expect(async () => {
    await lead.reload()
    await expect(standfirst(lead)).toContainText(
      /1 line that we buy changes\. At our use of the last 12 months that saves £/,
      {
        timeout: 1000,
      },
    )
  }).toPass({ timeout: 30_000 })
  address = new URL(lead.url()).pathname
  await expect(lead.getByRole('row', { name: new RegExp(`^${medicine}`) })).toContainText('New supplier.')
  await expectAccessible(lead, /^What changes for us/)
  await lead.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(lead, /^What changes for us/)
  await lead.setViewportSize({ width: 1280, height: 900 })
  await lead.getByRole('button', { name: 'Send to a second person' }).dblclick()
  await expect(lead.getByText('You cannot agree to what you loaded yourself.')).toBeVisible()
  await expect(lead.getByRole('button', { name: /^Agree to/ })).toHaveCount(0)
  await expectAccessible(lead, /^What changes for us/)
})

test('another trust sees nothing of it; the chief pharmacist agrees, and the prices are loaded', async ({ as }) => {
  const other = await as('lead', 'northbank')
  const answer = await other.goto(address)
  expect(answer?.status()).toBe(404)
  const chief = await as('chief')
  await chief.goto('/contracts')
  await expect(chief.getByRole('link', { name: 'regional.xlsx waits for a second person' })).toBeVisible()
  await chief.goto('/')
  await chief.getByRole('link', { name: 'See what changes' }).click()
  await expectAccessible(chief, /^What changes for us/)
  await chief.getByRole('button', { name: 'Give it back' }).click()
  await expect(chief.getByRole('link', { name: 'Say what has to change' })).toBeVisible()
  await expectAccessible(chief, /^Error/)
  await chief.getByRole('button', { name: 'Agree to 1 change' }).dblclick()
  await expect(async () => {
    await chief.goto(address)
    await expect(chief.getByText(/^Priya Nair, /)).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  await expectAccessible(chief, /^What changes for us/)
})

test('the next order line says why it costs what it costs', async ({ as }) => {
  const { medicine } = await readFacts()
  const technician = await as('technician')
  await openPad(technician)
  await technician.keyboard.type(medicine)
  await expect(technician.getByRole('listbox', { name: 'Packs found' }).getByRole('option').first()).toContainText(
    '£9.35',
  )
  await technician.keyboard.press('Enter')
  await expect(technician.getByText(/CM\/PHG\/99\/0950/).first()).toBeVisible()
  await expectAccessible(technician)
})

test('the hub sees the lines of its own file and nobody’s use; each trust its own effect', async ({ as }) => {
  const hub = await as('hub')
  await hub.goto('/contracts')
  await hub
    .getByRole('link', { name: /^What changes on / })
    .first()
    .click()
  await expect(standfirst(hub)).toContainText('Each trust sees what that comes to at its own use.')
  await expect(hub.getByText('Our packs a year')).toHaveCount(0)
  await expectAccessible(hub, /^What changes/)
  for (const where of ['riverside', 'northbank'] as const) {
    const lead = await as('lead', where)
    await lead.goto('/contracts')
    await lead
      .getByRole('link', { name: /^What changes on 1 / })
      .first()
      .click()
    await expect(standfirst(lead)).toContainText('At our use of the last 12 months')
    await expectAccessible(lead, /^What changes for us/)
  }
})
