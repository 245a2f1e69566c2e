import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { planner } from '#lib/files/planner.store.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { pence } from '#lib/values/money.ts'
import { needsSecondPerson } from '../order-address.rules.ts'
import { askForAddress, channelOf, lockOrderWay } from '../order-address.store.ts'
import { SUPPLIER_KINDS, type SupplierKind } from '../supplier.schema.ts'
import { readSupplierRow } from './supplier-file.rules.ts'
import { planSupplierFile, type StandingSupplier, type SupplierPlan } from './supplier-plan.rules.ts'

/** Reads a supplier file and holds it against what is there: suppliers, and this trust's accounts with them. */
export const supplierPlanner = planner(readSupplierRow, async (tx, actor, rows) => {
  const plan = planSupplierFile(rows, await standing(tx, actor), actor.trustKind === 'trust')
  const { counts, problems, warnings, newRows } = plan
  return {
    findings: { ...counts, problems, warnings, newRows },
    write: (inTx, act) => writeSuppliers(inTx, act, plan),
  }
})

async function standing(tx: Tx, actor: Actor): Promise<StandingSupplier[]> {
  const rows = await tx.$queryRaw<{ id: string; owner_id: string }[]>`
    SELECT s.id, s.owner_id FROM supplier s WHERE s.owner_id = ANY (${OWNERS})
    ORDER BY s.owner_id = ${actor.trustId}::uuid DESC, s.id`
  const [suppliers, accounts, waiting] = [
    await tx.supplier.findMany({ where: { id: { in: rows.map((row) => row.id) } } }),
    await tx.supplierAccount.findMany(),
    await tx.orderAddressChange.findMany({ where: { trustId: actor.trustId, state: 'waiting' } }),
  ]
  const waits = new Map(waiting.map((one) => [one.supplierId, one.toEmail]))
  const byId = new Map(suppliers.map((one) => [one.id, one]))
  const accountOf = new Map(accounts.map((one) => [one.supplierId, one]))
  return rows.flatMap(({ id, owner_id }): StandingSupplier[] => {
    const one = byId.get(id)
    if (!one) return []
    const account = accountOf.get(id)
    const { name, code, dmdId, gln, endpointScheme, endpointId, address } = one
    return [
      {
        ...{ id, own: owner_id === actor.trustId, name, code, dmdId, gln, endpointScheme, endpointId, address },
        kind: known(SUPPLIER_KINDS, one.kind, 'manufacturer' as SupplierKind),
        account: account
          ? {
              ...{ accountNumber: account.accountNumber, orderEmail: account.orderEmail, phone: account.phone },
              channel: channelOf(account.channel),
              minimumOrder: pence(account.minimumOrder),
              carriage: pence(account.carriage),
              ...{ cutOff: account.cutOff, leadDays: account.leadDays },
              ...{ answerHours: account.answerHours, shelfLifeDays: account.shelfLifeDays },
            }
          : null,
        waiting: waits.get(id) ?? null,
      },
    ]
  })
}

function known<K extends string>(names: Record<K, unknown>, text: string, otherwise: K): K {
  return text in names ? (text as K) : otherwise
}

async function writeSuppliers(tx: Tx, act: Act, plan: SupplierPlan): Promise<void> {
  const ownerId = act.actor.trustId
  const ids = new Map(plan.made.map((one) => [one.id, act.newId()]))
  const real = (id: string) => ids.get(id) ?? id
  for (const { id, ...data } of plan.made) {
    await tx.supplier.create({ data: { ownerId, id: real(id), ...data } })
    audit(tx, { document: 'supplier', id: real(id), verb: 'SUPPLIER_ADDED', data })
  }
  for (const { id, ...data } of plan.changed) {
    await tx.supplier.updateMany({ where: { ownerId, id }, data: { ...data, version: { increment: 1 } } })
    audit(tx, { document: 'supplier', id, verb: 'SUPPLIER_CHANGED', data })
  }
  for (const { supplierId, account, opened } of plan.accounts) {
    const id = real(supplierId)
    const key = { trustId: ownerId, supplierId: id }
    const stands = await lockOrderWay(tx, id)
    const asks = stands !== null && needsSecondPerson(stands, account)
    const data = asks ? { ...account, ...stands } : account
    await tx.supplierAccount.upsert({
      where: { trustId_supplierId: key },
      create: { ...key, ...data },
      update: { ...data, version: { increment: 1 } },
    })
    audit(tx, { document: 'supplier', id, verb: opened ? 'ACCOUNT_OPENED' : 'ACCOUNT_CHANGED', data })
    if (asks && account.orderEmail) {
      await askForAddress(tx, act, {
        supplierId: id,
        stands,
        email: account.orderEmail,
        reason: 'It stands so in a file.',
      })
    }
    // orders that had no way to this supplier have one now
    await enqueue(tx, 'queue-held', { trustId: ownerId, id })
  }
}
