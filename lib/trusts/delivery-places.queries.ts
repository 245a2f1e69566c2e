import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'

/** A store that orders can be delivered to. */
export type DeliveryPlace = {
  id: string
  name: string
  kind: 'pharmacy' | 'cd_cupboard'
  gln: string | null
  site: { name: string; odsCode: string | null; gln: string | null }
}

/** The trust's stores in use, by site and name. Needs `order.view`. */
export async function deliveryPlaces(actor: Actor): Promise<DeliveryPlace[]> {
  if (!may(actor, 'order.view')) return []
  return withTrust(actor, async (tx) => {
    const stores = await tx.store.findMany({
      where: { trustId: actor.trustId, active: true },
      include: { site: true },
      orderBy: [{ site: { name: 'asc' } }, { name: 'asc' }],
    })
    return stores.map(({ id, name, kind, gln, site }) => ({
      ...{ id, name, gln },
      kind: kind === 'cd_cupboard' ? 'cd_cupboard' : 'pharmacy',
      site: { name: site.name, odsCode: site.odsCode, gln: site.gln },
    }))
  })
}

/** The trust's cost centres in use, by code. Needs `order.view`. */
export async function costCentresInUse(actor: Actor): Promise<{ code: string; name: string }[]> {
  if (!may(actor, 'order.view')) return []
  return withTrust(actor, (tx) =>
    tx.costCentre.findMany({
      where: { trustId: actor.trustId, active: true },
      select: { code: true, name: true },
      orderBy: { code: 'asc' },
    }),
  )
}
