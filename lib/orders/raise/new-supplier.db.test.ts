import { expect, test } from 'vitest'
import { filePrice } from '#lib/contracts/on-file/file-price.command.ts'
import { filePriceForm } from '#lib/contracts/on-file/on-file.schema.ts'
import { decisionPage } from '#lib/orders/approve/decision.queries.ts'
import { addSupplier } from '#lib/suppliers/add-supplier.command.ts'
import { saveSupplierAccount } from '#lib/suppliers/save-supplier-account.command.ts'
import { accountForm, newSupplierForm } from '#lib/suppliers/supplier.schema.ts'
import { aPad, done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { submitPad } from './submit-pad.command.ts'

const world = await aWorld()
const lead = () => world.act('lead')

/** Paracetamol was bought before: it is not a first purchase. */
await submittedPad(world, [{ pack: 'paracetamol' }])
const approveAll = () =>
  world.sql(
    `UPDATE purchase_order SET status = 'sent', approved_at = submitted_at, sent_at = submitted_at, submitted_on = '2026-11-01'
     WHERE status IN ('awaiting_approval', 'approved')`,
  )
await approveAll()

const reasonsOf = async (padId: string) =>
  (
    await world.sql<{ role: string; reasons: { code: string }[] }>(
      `SELECT a.role, a.reasons FROM approval a JOIN purchase_order o ON o.id = a.order_id WHERE o.pad_id = $1`,
      [padId],
    )
  ).map((one) => [one.role, ...one.reasons.map((reason) => reason.code)])

test('a supplier added by hand is ordered from at the price on file, and the first order is looked at', async () => {
  const typed = newSupplierForm.parse({ name: 'Harbour Specials', kind: 'specials' })
  const { supplierId } = done(await addSupplier(lead(), typed))
  const line = { pack: 'paracetamol' as const, supplierId, reason: 'CONTRACT_OUT_OF_STOCK' as const }
  await expect(aPad(world, [line])).rejects.toThrow(/NO_ACCOUNT/)
  const account = { supplierId, channel: 'email', orderEmail: 'orders@harbour.example', accountNumber: 'H1' }
  const terms = { leadDays: '3', answerHours: '24', shelfLifeDays: '90' }
  done(await saveSupplierAccount(lead(), accountForm.parse({ ...account, ...terms })))
  const price = { supplierId, amppId: world.packs.paracetamol, price: '1.05', from: '23/11/26' }
  const source = { source: 'phone', reference: 'Ms Quay', sourceOn: '23/11/26' }
  done(await filePrice(lead(), filePriceForm.parse({ ...price, ...source })))

  const first = await aPad(world, [line])
  done(await submitPad(world.act('technician'), { ...first, unusual: first.edit }))
  expect(await reasonsOf(first.padId)).toEqual([['lead', 'OFF_CONTRACT', 'NEW_SUPPLIER']])
  expect(
    await world.sql('SELECT price, price_basis, price_source FROM order_line WHERE id = $1', [first.lines[0]]),
  ).toEqual([{ price: '10500', price_basis: 'on_file', price_source: 'Phone call Ms Quay of 23 November 2026' }])

  const [order] = await world.sql<{ number: string }>('SELECT number FROM purchase_order WHERE pad_id = $1', [
    first.padId,
  ])
  const page = await decisionPage(world.actor('chief'), world.clock(), order?.number ?? '')
  expect(page?.checks.find((one) => one.rule === 'First order to this supplier')).toMatchObject({
    found: expect.stringMatching(/^Never ordered from Harbour Specials before\. .+ opened its account, 23 November/),
    word: 'New',
  })

  await approveAll()
  const second = await aPad(world, [line])
  done(await submitPad(world.act('technician'), { ...second, unusual: second.edit }))
  expect(await reasonsOf(second.padId)).toEqual([['lead', 'OFF_CONTRACT']])
})
