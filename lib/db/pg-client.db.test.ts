import { afterEach, expect, test, vi } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { withTrust } from './with-trust.ts'

const world = await aWorld()
const warn = vi.spyOn(process, 'emitWarning')
afterEach(() => warn.mockClear())

test('relations that are read side by side do not run together on one connection', async () => {
  const actor = world.actor('lead')
  const orders = await withTrust(actor, (tx) =>
    tx.purchaseOrder.findMany({ include: { orderLines: true, approvals: true, transmissions: true } }),
  )
  expect(orders).toEqual([])
  const counts = await withTrust(actor, (tx) =>
    Promise.all([tx.store.count(), tx.site.count(), tx.supplierAccount.count()]),
  )
  expect(counts.every((count) => count > 0)).toBe(true)
  expect(warn).not.toHaveBeenCalled()
})

test('one that fails does not keep the others waiting', async () => {
  const both = withTrust(world.actor('lead'), (tx) =>
    Promise.allSettled([tx.$queryRaw`SELECT 1 / 0`, tx.$queryRaw`SELECT 1`]),
  )
  expect((await both).map((one) => one.status)[0]).toBe('rejected')
  expect(await withTrust(world.actor('lead'), (tx) => tx.store.count())).toBeGreaterThan(0)
})
