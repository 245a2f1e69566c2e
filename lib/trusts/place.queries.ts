import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { dayOrNone, type LocalDate, storedDate } from '#lib/values/dates.ts'

/**
 * The organisation as its orders show it, with the buying groups it was and is in, latest first. `codeGiven`: a number
 * of an order carries the ODS code, so it stays.
 */
export type OrganisationView = {
  odsCode: string
  codeGiven: boolean
  name: string
  kind: 'trust' | 'hub'
  gln: string | null
  endpointScheme: string | null
  endpointId: string | null
  address: string[]
  invoiceAddress: string[]
  version: number
  groups: { id: string; kind: 'generics' | 'branded'; code: string; from: LocalDate; to: LocalDate | null }[]
}

/** A store of a site; `version` is that of its row. */
export type StoreView = {
  id: string
  siteId: string
  siteName: string
  name: string
  kind: 'pharmacy' | 'cd_cupboard'
  gln: string | null
  deliveryNote: string
  active: boolean
  version: number
}

/** A site with its stores. */
export type SiteView = {
  id: string
  name: string
  odsCode: string | null
  gln: string | null
  address: string[]
  version: number
  stores: StoreView[]
}

/** A cost centre. */
export type CostCentreView = { id: string; code: string; name: string; active: boolean; version: number }

/** The current trust's organisation; null when the actor may not look at settings. */
export async function organisationOf(actor: Actor): Promise<OrganisationView | null> {
  if (!may(actor, 'settings.view')) return null
  return withTrust(actor, async (tx) => {
    const row = await tx.organisation.findUnique({ where: { trustId: actor.trustId } })
    if (!row) return null
    const groups = await tx.buyingGroup.findMany({ orderBy: [{ kind: 'desc' }, { validFrom: 'desc' }] })
    const codeGiven = (await tx.numberSeries.count()) > 0
    const { odsCode, name, gln, endpointScheme, endpointId, address, invoiceAddress, version } = row
    return {
      ...{ odsCode, codeGiven, name, gln, endpointScheme, endpointId, address, invoiceAddress, version },
      kind: row.kind === 'hub' ? 'hub' : 'trust',
      groups: groups.map((group) => ({
        id: group.id,
        kind: group.kind === 'branded' ? 'branded' : 'generics',
        code: group.code,
        from: storedDate(group.validFrom),
        to: dayOrNone(group.validTo),
      })),
    }
  })
}

/** The trust's sites with their stores, by name; none where the actor may not look at settings. */
export async function sitesOf(actor: Actor): Promise<SiteView[]> {
  if (!may(actor, 'settings.view')) return []
  return withTrust(actor, async (tx) => {
    const sites = await tx.site.findMany({ orderBy: { name: 'asc' } })
    const stores = await tx.store.findMany({ orderBy: [{ active: 'desc' }, { name: 'asc' }] })
    return sites.map(({ id, name, odsCode, gln, address, version }) => ({
      ...{ id, name, odsCode, gln, address, version },
      stores: stores
        .filter((store) => store.siteId === id)
        .map((store) => ({
          id: store.id,
          siteId: id,
          siteName: name,
          name: store.name,
          kind: store.kind === 'cd_cupboard' ? 'cd_cupboard' : 'pharmacy',
          gln: store.gln,
          deliveryNote: store.deliveryNote,
          active: store.active,
          version: store.version,
        })),
    }))
  })
}

/** The trust's cost centres by code, those in use first. */
export async function costCentresOf(actor: Actor): Promise<CostCentreView[]> {
  if (!may(actor, 'settings.view')) return []
  return withTrust(actor, (tx) =>
    tx.costCentre.findMany({
      select: { id: true, code: true, name: true, active: true, version: true },
      orderBy: [{ active: 'desc' }, { code: 'asc' }],
    }),
  )
}
