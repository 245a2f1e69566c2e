import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { isSomebodyElse } from '#lib/access/consent/somebody-else.rules.ts'
import { may, mayAny } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { OrderWay } from './order-address.rules.ts'
import { channelOf } from './order-address.store.ts'

/** A change of the address that orders go to, as pages show it, with what the reader may do about it. */
export type AddressChange = {
  id: string
  supplierId: string
  supplier: string
  from: OrderWay
  to: string
  reason: string
  askedBy: string
  askedAt: Date
  state: 'waiting' | 'agreed' | 'refused' | 'withdrawn'
  decidedBy: string | null
  decidedAt: Date | null
  comment: string
  /** The reader asked for it. */
  mine: boolean
  /** The reader may agree or refuse. */
  decides: boolean
}

const SHOWN = 5
const ON_TODAY = 50

/** The newest changes of where orders to a supplier go, one that waits among them; none for who does not trade. */
export async function addressChanges(actor: Actor, supplierId: string): Promise<AddressChange[]> {
  if (!may(actor, 'supplier.view')) return []
  return withTrust(actor, async (tx) => {
    const where = { trustId: actor.trustId, supplierId }
    const found = await tx.orderAddressChange.findMany({
      where,
      orderBy: { id: 'desc' },
      take: SHOWN,
      include: { supplier: { select: { name: true } } },
    })
    return views(tx, actor, found)
  })
}

/** The changes that wait for the reader to agree to or refuse, the oldest first. */
export async function addressChangesFor(actor: Actor): Promise<AddressChange[]> {
  if (!may(actor, 'supplier.agree_address') || actor.personId === null) return []
  const me = actor.personId
  return withTrust(actor, async (tx) => {
    const found = await tx.orderAddressChange.findMany({
      where: { trustId: actor.trustId, state: 'waiting', askedBy: { not: me } },
      orderBy: { id: 'asc' },
      take: ON_TODAY,
      include: { supplier: { select: { name: true } } },
    })
    return views(tx, actor, found)
  })
}

type Stored = {
  id: string
  supplierId: string
  supplier: { name: string }
  fromChannel: string
  fromEmail: string | null
  toEmail: string
  reason: string
  askedBy: string
  askedAt: Date
  state: string
  decidedBy: string | null
  decidedAt: Date | null
  comment: string
}

const STATES = ['waiting', 'agreed', 'refused', 'withdrawn'] as const

async function views(tx: Tx, actor: Actor, found: readonly Stored[]): Promise<AddressChange[]> {
  if (found.length === 0) return []
  const people = await peopleOfTrust(tx)
  return found.map((one) => {
    const state = STATES.find((known) => known === one.state) ?? 'withdrawn'
    const mine = one.askedBy === actor.personId
    return {
      ...{ id: one.id, supplierId: one.supplierId, supplier: one.supplier.name, to: one.toEmail, reason: one.reason },
      from: { channel: channelOf(one.fromChannel), orderEmail: one.fromEmail },
      ...{ askedBy: nameOf(people, one.askedBy), askedAt: one.askedAt, state, decidedAt: one.decidedAt },
      ...{ decidedBy: one.decidedBy && nameOf(people, one.decidedBy), comment: one.comment, mine },
      decides: state === 'waiting' && isSomebodyElse(actor, [one.askedBy]) && may(actor, 'supplier.agree_address'),
    }
  })
}

/** A store with the account number it has of its own with a supplier; '' where the trust's counts. */
export type StoreNumber = { storeId: string; store: string; site: string; accountNumber: string }

/** The stores of the trust that are in use, with their own account numbers with a supplier. */
export async function storeNumbers(actor: Actor, supplierId: string): Promise<StoreNumber[]> {
  if (!mayAny(actor, ['supplier.view', 'supplier.edit'])) return []
  return withTrust(actor, async (tx) => {
    const stores = await tx.store.findMany({
      where: { trustId: actor.trustId, active: true },
      select: {
        ...{ id: true, name: true, site: { select: { name: true } } },
        supplierStoreAccounts: { where: { supplierId }, select: { accountNumber: true } },
      },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    })
    return stores.map(({ id, name, site, supplierStoreAccounts: [own] }) => {
      return { storeId: id, store: name, site: site.name, accountNumber: own?.accountNumber ?? '' }
    })
  })
}
