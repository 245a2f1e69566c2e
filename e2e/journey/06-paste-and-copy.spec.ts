import { expect, expectAccessible, test } from '../fixtures.ts'
import { add, discard, kept, openPad, packs, paste } from '../steps/pad.ts'
import { raise } from '../steps/raise.ts'

test('a pasted list, by keyboard alone: good rows are lines, each bad one is mended where it stands', async ({
  as,
}) => {
  const page = await as('technician')
  await openPad(page)
  await paste(
    page,
    [
      'Product\tQty\tNote\tPrice',
      'Rocuronium 50mg/5ml\t6\tTheatre 3\t4.10',
      'Nothing like this\t2\t\t',
      'Gentamicin 80mg/2ml\tsome\t\t',
      'Adenosine\t2\tWard 4\t',
      '1.08503E+17\t2.5\t\t',
    ].join('\n'),
  )
  const report = page.getByText('1 line added from the list.')
  await expect(report).toBeVisible()
  await expect(page.getByRole('status').filter({ has: report })).toContainText('4 rows to mend. Not taken over: Price.')
  await expect(packs(page, /Rocuronium/)).toHaveValue('6')
  await expect(page.getByRole('row', { name: /Rocuronium/ }).first()).toContainText('Note: Theatre 3')
  const rows = page.getByRole('table', { name: 'Rows to mend' })
  for (const why of ['Nothing matches', '“some” is not a whole number', '3 packs match', 'Excel rounded this id'])
    await expect(rows).toContainText(why)
  await expectAccessible(page)

  await expect(page.getByRole('textbox', { name: 'Product, row 2' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Rocuronium 50mg/5ml')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Packs, row 3' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('7')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Which pack, row 4' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('textbox', { name: 'Packs, row 4' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Product, row 5' })).toBeFocused()
  await expect(packs(page, /Gentamicin/)).toHaveValue('7')
  await expect(packs(page, /Adenosine/)).toHaveValue('2')

  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Meropenem 1g')
  await kept(page)
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Product, row 5' })).toHaveValue('Meropenem 1g')
  await page.getByRole('button', { name: 'Check answers' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  await page.getByRole('button', { name: 'Leave out row 5' }).press('Enter')
  await expect(rows).toHaveCount(0)

  await expect(packs(page, /Rocuronium/)).toHaveCount(2)
  await expect(page.getByText('This pack is on this pad already, with 6 packs.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Make it one line of 8 packs of Rocuronium/ }).press('Enter')
  await expect(packs(page, /Rocuronium/)).toHaveValue('8')
  await expect(packs(page, /Rocuronium/)).toBeFocused()
  await page.getByRole('button', { name: /^Undo Rocuronium .* is one line of 8/ }).press('Enter')
  await expect(packs(page, /Rocuronium/)).toHaveCount(2)
  await kept(page)
  await page.reload()
  await expect(packs(page, /Rocuronium/)).toHaveCount(2)
  await discard(page)
})

test('a list whose packs could stand in two columns is asked about, and its text stays until it is answered', async ({
  as,
}) => {
  const page = await as('technician')
  await openPad(page)
  await paste(page, 'Rocuronium 50mg/5ml\t10\t6\nGentamicin 80mg/2ml\t5\t7\n')
  await expect(page.getByText('Which column holds the packs?')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Rows of your list' })).toHaveValue(/Gentamicin/)
  await page.getByRole('button', { name: 'Add these rows' }).click()
  await page.getByRole('button', { name: 'Column 3: 6, 7' }).click()
  await expect(packs(page, /Rocuronium/)).toHaveValue('6')
  await expect(packs(page, /Gentamicin/)).toHaveValue('7')
  await discard(page)
})

test('a hundred rows go in one act', async ({ as }) => {
  const page = await as('technician')
  await openPad(page)
  const names = ['Rocuronium 50mg/5ml', 'Gentamicin 80mg/2ml', 'Meropenem 1g', 'Paracetamol']
  const list = Array.from({ length: 100 }, (_, index) => `${names[index % names.length]}\t${index + 1}`)
  await paste(page, list.join('\n'))
  await expect(page.getByText(/lines? added from the list\./)).toBeVisible({ timeout: 30_000 })
  await expect(packs(page, /Rocuronium/).first()).toHaveValue('1')
  await kept(page)
  await discard(page)
})

test('an order is ordered again: the same packs and quantities on a new pad', async ({ as }) => {
  const page = await as('technician')
  const number = await raise(page, 'Gentamicin', 3)
  await page.goto(`/orders/${number}`)
  await page.getByRole('button', { name: 'Order again' }).click()
  await page.waitForURL(/\/orders\/new\/[0-9a-f-]{36}$/)
  await expect(packs(page, /Gentamicin/)).toHaveValue('3')
  await expect(add(page)).toBeVisible()
  await expectAccessible(page)
  await discard(page)
})
