import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import { rhythmWords } from '../standing/rhythm.rules.ts'
import { rhythm } from '../standing/rhythm.schema.ts'
import { visibleTo } from './template.rules.ts'

/** A template in its list. */
export type TemplateRow = {
  id: string
  name: string
  store: string
  lines: number
  shared: boolean
  mine: boolean
  owner: string
  changedAt: Date
}

/** A standing order in a list. `why`: the refusal that paused it, where Tincture did. */
export type StandingRow = {
  id: string
  template: string
  rhythm: string
  owner: string
  status: 'active' | 'paused' | 'ended'
  nextOn: LocalDate | null
  why: string
}

/** The most templates and standing orders that a list shows. */
const MOST = 200

/** The templates that this person may use, their own first, and the standing orders made from them. */
export async function templatesOf(actor: Actor): Promise<{ templates: TemplateRow[]; standing: StandingRow[] }> {
  if (!may(actor, 'order.raise')) return { templates: [], standing: [] }
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const rows = await tx.template.findMany({
      where: { removedAt: null, ...visibleTo(actor) },
      include: { store: { include: { site: true } } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: MOST,
    })
    const templates = rows.map((row): TemplateRow => {
      const { id, name, store, lines, shared, ownerId, changedAt } = row
      const mine = ownerId === actor.personId
      return {
        id,
        name,
        store: `${store.name}, ${store.site.name}`,
        lines,
        shared,
        mine,
        owner: nameOf(people, ownerId),
        changedAt,
      }
    })
    const standing = await standingRows(tx, actor)
    return { templates: templates.sort((a, b) => Number(b.mine) - Number(a.mine)), standing }
  })
}

/** Standing orders that are not ended, the next one first; of one template where it is named. */
export async function standingRows(tx: Tx, actor: Actor, templateId?: string): Promise<StandingRow[]> {
  const people = await peopleOfTrust(tx)
  const rows = await tx.standingOrder.findMany({
    where: { status: { not: 'ended' }, template: visibleTo(actor), ...(templateId ? { templateId } : {}) },
    include: { template: { select: { name: true } }, standingDates: { orderBy: { dueOn: 'desc' }, take: 1 } },
    orderBy: [{ nextOn: 'asc' }, { id: 'asc' }],
    take: MOST,
  })
  return rows.map((row) => {
    const [last] = row.standingDates
    return {
      id: row.id,
      template: row.template.name,
      rhythm: rhythmWords(rhythm.parse(row.rhythm)),
      owner: nameOf(people, row.ownerId),
      status: row.status === 'active' ? 'active' : 'paused',
      nextOn: row.nextOn && storedDate(row.nextOn),
      why: row.status === 'paused' && last?.outcome === 'failed' ? last.why : '',
    }
  })
}

/** A template with its lines. */
export type TemplateView = {
  id: string
  name: string
  storeId: string
  costCentreId: string
  shared: boolean
  mine: boolean
  owner: string
  version: number
  changedBy: string
  changedAt: Date
  lines: { no: number; product: string; packs: number; note: string }[]
  standing: StandingRow[]
}

/** A template that this person may use; null for any other. */
export async function templateView(actor: Actor, templateId: string): Promise<TemplateView | null> {
  if (!may(actor, 'order.raise')) return null
  return withTrust(actor, async (tx) => {
    const row = await tx.template.findFirst({
      where: { id: templateId, removedAt: null, ...visibleTo(actor) },
      include: { templateLines: { orderBy: { lineNo: 'asc' } } },
    })
    if (!row) return null
    const people = await peopleOfTrust(tx)
    const { id, name, storeId, costCentreId, shared, ownerId, version, changedBy, changedAt } = row
    return {
      ...{ id, name, storeId, costCentreId, shared, version, changedAt },
      mine: ownerId === actor.personId,
      owner: nameOf(people, ownerId),
      changedBy: nameOf(people, changedBy),
      lines: row.templateLines.map(({ lineNo, product, packs, note }) => ({ no: lineNo, product, packs, note })),
      standing: await standingRows(tx, actor, templateId),
    }
  })
}

/** The name of a template that was just removed, for the page that offers to bring it back; null otherwise. */
export async function removedTemplate(actor: Actor, templateId: string): Promise<string | null> {
  if (!may(actor, 'order.raise')) return null
  const row = await withTrust(actor, (tx) =>
    tx.template.findFirst({ where: { id: templateId, removedAt: { not: null }, ...visibleTo(actor) } }),
  )
  return row?.name ?? null
}

/** What a new template would be made from, as its form shows it; null where the order or pad is not there. */
export async function templateSource(
  actor: Actor,
  from: { order?: string; pad?: string },
): Promise<{ storeId: string; costCentreId: string; what: string } | null> {
  if (!may(actor, 'order.raise')) return null
  return withTrust(actor, async (tx) => {
    if (from.order !== undefined) {
      const order = await tx.purchaseOrder.findFirst({ where: { trustId: actor.trustId, number: from.order } })
      return order && { storeId: order.storeId, costCentreId: order.costCentreId, what: `order ${order.number}` }
    }
    const pad = await tx.orderPad.findFirst({ where: { id: from.pad ?? '' } })
    return pad && { storeId: pad.storeId, costCentreId: pad.costCentreId, what: 'your order pad' }
  })
}
