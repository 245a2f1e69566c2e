import { withTrust } from '#lib/db/with-trust.ts'
import type { Demo, DemoTrust } from './demo-act.ts'
import { SUPPLIERS } from './suppliers.ts'

/** TEMPORARY until saveSupplierAccount stands. */
export async function openAccounts(demo: Demo, trusts: DemoTrust[]): Promise<void> {
  for (const trust of trusts) {
    await withTrust({ trustId: trust.id }, async (tx) => {
      const there = await tx.supplier.findMany()
      for (const s of SUPPLIERS) {
        let id = there.find((one) => one.code === s.code || one.name === s.name)?.id
        if (!id) {
          id = demo.newId()
          await tx.supplier.create({ data: { ownerId: trust.id, id, name: s.name, code: s.code, kind: s.kind } })
        }
        await tx.supplierAccount.create({
          data: {
            trustId: trust.id,
            supplierId: id,
            accountNumber: `${trust.odsCode}${s.code.slice(0, 3)}18`,
            channel: s.channel,
            orderEmail: s.channel === 'email' ? `orders@${s.code.toLowerCase()}.example` : null,
            phone: '020 7946 0101',
            minimumOrder: s.minimumOrder,
            carriage: s.carriage,
            cutOff: s.cutOff,
            leadDays: s.leadDays,
            answerHours: s.answerHours,
          },
        })
      }
    })
  }
}
