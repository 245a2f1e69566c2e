import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { newestScheme, schemeInForce, schemeOfVersion, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import { type ApprovalScheme, approvalScheme, type Bands } from '#lib/orders/order/scheme.schema.ts'
import { bandsInWords, rulesBeside, type SchemeRule } from '#lib/orders/order/scheme-words.rules.ts'
import { hidesTotal } from '#lib/orders/order/sight.store.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { keyWords, type TrialChange } from './trial.rules.ts'

/** A version of the scheme, or a change of it, in the list of what was proposed. */
export type ProposalRow = {
  id: string
  state: 'open' | 'adopted' | 'refused' | 'withdrawn'
  from: LocalDate
  reason: string
  proposedBy: string
  /** The reader proposed it. */
  mine: boolean
  proposedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  note: string
  /** The version it became. */
  version: number | null
}

/** The scheme's page: what is in force, what was adopted to come, what is proposed, and what was. */
export type SchemePage = {
  inForce: VersionedScheme
  /** Adopted, but not begun yet. */
  toCome: { version: number; from: LocalDate } | null
  names: Record<string, string>
  proposals: ProposalRow[]
}

/** Most proposals that the page lists; the newest. */
const MOST = 20

/**
 * The scheme of delegation of the actor's trust on a day, with what was proposed; null for who may not look at it. What
 * is proposed and why is shown to who may see what it would mean (scheme.view); the rules bind everybody, who read them.
 */
export async function schemePage(actor: Actor, on: LocalDate): Promise<SchemePage | null> {
  if (!may(actor, 'rules.view')) return null
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const newest = await newestScheme(tx)
    const inForce = await schemeInForce(tx, on)
    const begins = await tx.approvalScheme.findFirst({ where: { version: newest.version } })
    const rows = may(actor, 'scheme.view')
      ? await tx.schemeProposal.findMany({
          where: { trustId: actor.trustId },
          orderBy: { id: 'desc' },
          take: MOST,
          include: { adopted: { select: { version: true } } },
        })
      : []
    return {
      inForce,
      toCome:
        begins && newest.version > inForce.version
          ? { version: newest.version, from: storedDate(begins.effectiveFrom) }
          : null,
      names: namesOf(people),
      proposals: rows.map((row) => rowOf(row, people, actor)),
    }
  })
}

/** What the form of a change begins with: the scheme adopted last, and who can be named in it; null for who may not propose. */
export async function schemeToChange(
  actor: Actor,
): Promise<(VersionedScheme & { people: { id: string; name: string; clinical: boolean; ladder: boolean }[] }) | null> {
  if (!may(actor, 'scheme.propose')) return null
  return withTrust(actor, async (tx) => {
    const people = [...(await peopleOfTrust(tx)).values()].filter((one) => !one.former)
    const able = people.map(({ id, name, roles }) => ({
      ...{ id, name },
      clinical: roles.some((role) => role === 'pharmacist' || role === 'chief'),
      ladder: roles.some((role) => role === 'lead' || role === 'chief' || role === 'director'),
    }))
    const named = able.filter((one) => one.clinical || one.ladder).sort((a, b) => (a.name < b.name ? -1 : 1))
    return { ...(await newestScheme(tx)), people: named }
  })
}

/** A try of a proposal: how far it is and, once done, how many orders would have needed whom. */
export type Trial = {
  id: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  from: LocalDate
  to: LocalDate
  orders: number
  ordersInAll: number | null
  changes: Record<TrialChange, number>
  needs: { key: string; words: string; now: number; next: number }[]
}

/** A proposal with the scheme it was made from, in words, and its newest try; null where there is none for this actor. */
export type ProposalPage = ProposalRow & {
  edit: number
  mine: boolean
  scheme: ApprovalScheme
  names: Record<string, string>
  /** Ladders of bands that read otherwise, each whole. */
  ladders: { title: string; was: SchemeRule[]; is: SchemeRule[] }[]
  /** Each rule that changes: as it is, and as it would be. Null where it is new or gone. */
  changes: { when: string; was: string | null; is: string | null }[]
  basedOn: number
  trial: Trial | null
}

/** One proposal; null for who may not look at it, and where it is not of this trust. */
export async function proposalPage(actor: Actor, proposalId: string): Promise<ProposalPage | null> {
  if (!may(actor, 'scheme.view') || !isUuid(proposalId)) return null
  return withTrust(actor, async (tx) => {
    const row = await tx.schemeProposal.findFirst({
      where: { trustId: actor.trustId, id: proposalId },
      include: { adopted: { select: { version: true } } },
    })
    if (!row) return null
    const people = await peopleOfTrust(tx)
    const scheme = approvalScheme.parse(row.rules)
    const before = await schemeOfVersion(tx, row.basedOn)
    return {
      ...rowOf(row, people, actor),
      ...{ edit: row.edit, mine: row.proposedBy === actor.personId, scheme, basedOn: row.basedOn },
      names: namesOf(people),
      ladders: laddersBetween(before.scheme, scheme, (id) => nameOf(people, id)),
      changes: changesBetween(before.scheme, scheme, (id) => nameOf(people, id)),
      trial: await trialOf(tx, actor, proposalId, people),
    }
  })
}

/** An order behind a number of a try. `gross` is null where the reader may not see a price in it. */
export type TrialOrder = {
  id: string
  number: string
  supplier: string
  submittedAt: Date
  gross: Pence | null
  now: string
  next: string
}

/** Which orders of a try: those that need this now, or then, or whose need changes so. */
export type TrialFilter = { now?: string; next?: string; change?: TrialChange; after?: string }

/** Orders of a page of the list. */
const PAGE = 50

/** The orders behind a number of a proposal's newest try, a page of them; null for who may not look at orders or the scheme. */
export async function trialOrders(
  actor: Actor,
  proposalId: string,
  filter: TrialFilter,
): Promise<{ rows: TrialOrder[]; after: string | null; words: string } | null> {
  if (!may(actor, 'scheme.view') || !may(actor, 'order.view') || !isUuid(proposalId)) return null
  return withTrust(actor, async (tx) => {
    const trial = await tx.schemeTrial.findFirst({
      where: { trustId: actor.trustId, proposalId },
      orderBy: { id: 'desc' },
      select: { id: true },
    })
    if (!trial) return null
    const people = await peopleOfTrust(tx)
    const words = (key: string) => keyWords(key, (id) => nameOf(people, id))
    const conditions = [
      Prisma.sql`t.trial_id = ${trial.id}::uuid`,
      ...(filter.now === undefined ? [] : [Prisma.sql`t.now_needs = ${filter.now}`]),
      ...(filter.next === undefined ? [] : [Prisma.sql`t.then_needs = ${filter.next}`]),
      ...(filter.change === undefined ? [] : [Prisma.sql`t.change = ${filter.change}`]),
      ...(filter.after && isUuid(filter.after) ? [Prisma.sql`t.order_id < ${filter.after}::uuid`] : []),
    ]
    const rows = await tx.$queryRaw<
      {
        id: string
        number: string
        supplier_name: string
        submitted_at: Date
        gross: bigint
        hidden: boolean
        now_needs: string
        then_needs: string
      }[]
    >`
      SELECT o.id, o.number, o.supplier_name, o.submitted_at, o.gross, ${hidesTotal(sightOf(actor))} AS hidden,
        t.now_needs, t.then_needs
      FROM scheme_trial_order t JOIN purchase_order o ON o.trust_id = t.trust_id AND o.id = t.order_id
      WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY t.order_id DESC LIMIT ${PAGE + 1}`
    const shown = rows.slice(0, PAGE)
    return {
      rows: shown.map((row) => ({
        ...{ id: row.id, number: row.number, supplier: row.supplier_name, submittedAt: row.submitted_at },
        gross: row.hidden ? null : pence(row.gross),
        ...{ now: words(row.now_needs), next: words(row.then_needs) },
      })),
      after: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      words: filter.now ? words(filter.now) : filter.next ? words(filter.next) : '',
    }
  })
}

async function trialOf(
  tx: Tx,
  actor: Actor,
  proposalId: string,
  people: Map<string, TrustPerson>,
): Promise<Trial | null> {
  const { trustId } = actor
  const trial = await tx.schemeTrial.findFirst({ where: { trustId, proposalId }, orderBy: { id: 'desc' } })
  if (!trial) return null
  const counted = await tx.$queryRaw<{ now_needs: string; then_needs: string; change: TrialChange; orders: bigint }[]>`
    SELECT now_needs, then_needs, change, count(*) AS orders FROM scheme_trial_order
    WHERE trial_id = ${trial.id}::uuid GROUP BY now_needs, then_needs, change`
  const changes = { same: 0, more: 0, less: 0, other: 0 }
  const needs = new Map<string, { now: number; next: number }>()
  const at = (key: string) => {
    const found = needs.get(key) ?? { now: 0, next: 0 }
    needs.set(key, found)
    return found
  }
  for (const row of counted) {
    const orders = Number(row.orders)
    changes[row.change] += orders
    at(row.now_needs).now += orders
    at(row.then_needs).next += orders
  }
  return {
    ...{ id: trial.id, state: trial.state as Trial['state'], orders: trial.orders, ordersInAll: trial.ordersInAll },
    ...{ from: storedDate(trial.fromOn), to: storedDate(trial.toOn), changes },
    needs: [...needs]
      .map(([key, counts]) => ({ key, words: keyWords(key, (id) => nameOf(people, id)), ...counts }))
      .sort((a, b) => b.now + b.next - a.now - a.next || (a.key < b.key ? -1 : 1)),
  }
}

/** The ladders of bands that one scheme has otherwise than another, each whole: as it is, and as it would be. */
function laddersBetween(
  was: ApprovalScheme,
  is: ApprovalScheme,
  nameOfPerson: (id: string) => string,
): ProposalPage['ladders'] {
  const both = (title: string, before: Bands, after: Bands) => ({
    title,
    was: bandsInWords(before, nameOfPerson),
    is: bandsInWords(after, nameOfPerson),
  })
  return [
    both('What an order comes to', was.bands, is.bands),
    both('Lines bought beside a contract', was.offContract, is.offContract),
  ].filter((one) => JSON.stringify(one.was) !== JSON.stringify(one.is))
}

/** The rules beside the bands that one scheme has otherwise than another, in words. */
function changesBetween(
  was: ApprovalScheme,
  is: ApprovalScheme,
  nameOfPerson: (id: string) => string,
): ProposalPage['changes'] {
  const before = new Map(rulesBeside(was, nameOfPerson).map((rule) => [rule.when, rule.who]))
  const after = new Map(rulesBeside(is, nameOfPerson).map((rule) => [rule.when, rule.who]))
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((when) => ({ when, was: before.get(when) ?? null, is: after.get(when) ?? null }))
    .filter((one) => one.was !== one.is)
}

function rowOf(
  row: Prisma.SchemeProposalGetPayload<{ include: { adopted: { select: { version: true } } } }>,
  people: Map<string, TrustPerson>,
  actor: Actor,
): ProposalRow {
  return {
    id: row.id,
    state: row.state as ProposalRow['state'],
    from: storedDate(row.effectiveFrom),
    reason: row.reason,
    proposedBy: nameOf(people, row.proposedBy),
    mine: row.proposedBy === actor.personId,
    proposedAt: row.proposedAt,
    decidedBy: row.decidedBy === null ? null : nameOf(people, row.decidedBy),
    decidedAt: row.decidedAt,
    note: row.decidedNote,
    version: row.adopted?.version ?? null,
  }
}

function namesOf(people: Map<string, TrustPerson>): Record<string, string> {
  return Object.fromEntries([...people.values()].map(({ id, name }) => [id, name]))
}
