import { withTrust } from '#lib/db/with-trust.ts'
import { saveSupplier } from '#lib/suppliers/save-supplier.command.ts'
import { saveSupplierAccount } from '#lib/suppliers/save-supplier-account.command.ts'
import type { Pence } from '#lib/values/money.ts'
import { actOf, type Demo, type DemoTrust, done } from './demo-act.ts'
import { SUPPLIERS } from './suppliers.ts'

/** Ids of the suppliers a trust can buy from, by their code. */
export async function supplierIds(trust: DemoTrust): Promise<Map<string, string>> {
  const rows = await withTrust({ trustId: trust.id }, (tx) =>
    tx.supplier.findMany({ select: { id: true, code: true } }),
  )
  return new Map(rows.map((row) => [row.code, row.id]))
}

/** The hub says what each supplier is; each trust opens its accounts with them. */
export async function openAccounts(demo: Demo, hub: DemoTrust, trusts: readonly DemoTrust[]): Promise<void> {
  const ids = await supplierIds(hub)
  for (const supplier of SUPPLIERS) {
    const supplierId = ids.get(supplier.code)
    if (!supplierId) throw new Error(`The contract file names no ${supplier.code}`)
    const { name, kind, gln } = supplier
    const endpoint = gln ? { gln, endpointScheme: '0088' as const, endpointId: gln } : {}
    const address = [name, `${name.length} Commerce Park`, 'Exampleton', 'EX1 9ZZ']
    done(await saveSupplier(actOf(demo, hub, 'hub'), { supplierId, version: 1, name, kind, ...endpoint, address }))
    for (const trust of trusts) {
      done(
        await saveSupplierAccount(actOf(demo, trust, 'lead'), {
          supplierId,
          version: undefined,
          addressReason: '',
          storeNumbers: {},
          accountNumber: `${trust.odsCode}${supplier.code.slice(0, 3)}18`,
          channel: supplier.channel,
          orderEmail: supplier.channel === 'email' ? `orders@${supplier.code.toLowerCase()}.example` : undefined,
          phone: '020 7946 0101',
          minimumOrder: supplier.minimumOrder as Pence,
          carriage: supplier.carriage as Pence,
          cutOff: supplier.cutOff,
          leadDays: supplier.leadDays,
          answerHours: supplier.answerHours,
          shelfLifeDays: 180,
        }),
      )
    }
  }
}
