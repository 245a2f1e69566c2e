import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { addDays, type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'
import { awardsWhere, buyingGroupsOn, hubHolds } from './award.queries.ts'
import { type Award, type BuyingGroups, groupsReached } from './award.rules.ts'
import { type FrameworkAddress, type LineView, SOON_DAYS } from './contracts.schema.ts'
import { seesPrice, sightOf } from './sight.rules.ts'

/** A framework with what it holds for this trust. */
export type FrameworkView = {
  id: string
  reference: string
  category: string
  /** Lines in force today, that begin later, and that end within 90 days with nothing after them on file. */
  now: number
  coming: number
  ending: number
  from: LocalDate
  to: LocalDate
}

/** An award with its pack; the price is null where the role does not see it. */
export type AwardLine = Omit<Award, 'price'> & { price: Price | null; pack: DictionaryPack | null }

/** Contracts of a trust, with the groups that decide which are its own. */
export type ContractsView = { groups: BuyingGroups; frameworks: FrameworkView[]; endingSoon: AwardLine[] }

const ENDING_SHOWN = 20

/** Awards that reach the reader: those of its groups; for a hub, which is in none, all. */
export function reaches(actor: Actor, groups: BuyingGroups): Prisma.Sql {
  if (actor.trustKind === 'hub') return Prisma.sql`true`
  return Prisma.sql`a.buying_group = ANY (${groupsReached(groups)}::text[])`
}

/** In force on the day, to end by another, and nothing of the same supplier follows for the same pack, group and rank. */
function endsWithin(on: LocalDate): Prisma.Sql {
  return Prisma.sql`a.status = 'active' AND a.valid_from <= ${on}::date AND a.valid_to BETWEEN ${on}::date AND ${addDays(on, SOON_DAYS)}::date
    AND NOT ${hubHolds(on)} AND NOT EXISTS (SELECT FROM award n WHERE n.owner_id = a.owner_id AND n.ampp_id = a.ampp_id AND n.supplier_id = a.supplier_id
      AND n.buying_group = a.buying_group AND n.rank = a.rank AND n.status = 'active' AND NOT n.withdrawn AND n.valid_from > a.valid_to)`
}

function inView(view: LineView, on: LocalDate): Prisma.Sql {
  if (view === 'ending') return endsWithin(on)
  if (view === 'coming') return Prisma.sql`a.status = 'active' AND a.valid_from > ${on}::date`
  const now = Prisma.sql`a.status = 'active' AND ${on}::date BETWEEN a.valid_from AND a.valid_to AND NOT ${hubHolds(on)}`
  return view === 'now'
    ? now
    : Prisma.sql`(a.valid_to < ${on}::date OR a.status <> 'active' OR ${hubHolds(on)}) AND a.valid_to >= ${addDays(on, -366)}::date`
}

/** The frameworks that hold something for this trust, and the lines that end soon. Needs `contract.view`. */
export async function contractsOf(actor: Actor, now: Date): Promise<ContractsView> {
  if (!may(actor, 'contract.view')) return { groups: { generics: null, branded: null }, frameworks: [], endingSoon: [] }
  const on = londonDate(now)
  return withTrust(actor, async (tx) => {
    const groups = await buyingGroupsOn(tx, on)
    const mine = reaches(actor, groups)
    const rows = await tx.$queryRaw<
      {
        id: string
        reference: string
        category: string
        now: number
        coming: number
        ending: number
        from: string
        to: string
      }[]
    >`
      SELECT f.id, f.reference, f.category,
        count(*) FILTER (WHERE ${inView('now', on)})::int AS now,
        count(*) FILTER (WHERE ${inView('coming', on)})::int AS coming,
        count(*) FILTER (WHERE ${inView('ending', on)})::int AS ending,
        min(a.valid_from)::text AS "from", max(a.valid_to)::text AS "to"
      FROM award a JOIN framework f ON f.owner_id = a.owner_id AND f.id = a.framework_id
      WHERE NOT a.withdrawn AND a.valid_to >= ${on}::date AND ${mine}
      GROUP BY f.id, f.reference, f.category ORDER BY f.reference, f.id`
    const ending = await awardsWhere(
      tx,
      Prisma.sql`${mine} AND ${endsWithin(on)}`,
      Prisma.sql`ORDER BY a.valid_to, a.ampp_id, a.id LIMIT ${ENDING_SHOWN}`,
    )
    const frameworks = rows.map((row) => ({ ...row, from: localDate(row.from), to: localDate(row.to) }))
    return { groups, frameworks, endingSoon: await linesOf(tx, actor, ending) }
  })
}

/** The lines that end within 90 days with nothing after them, in the order they end, after one of them. */
export async function endingLines(
  actor: Actor,
  now: Date,
  asked: { after: { to: LocalDate; amppId: string; id: string } | undefined; size: number },
): Promise<AwardLine[]> {
  if (!may(actor, 'contract.view')) return []
  const on = londonDate(now)
  const { after, size } = asked
  return withTrust(actor, async (tx) => {
    const mine = reaches(actor, await buyingGroupsOn(tx, on))
    const beyond = after
      ? Prisma.sql`(a.valid_to, a.ampp_id, a.id) > (${after.to}::date, ${after.amppId}, ${after.id}::uuid)`
      : Prisma.sql`true`
    const tail = Prisma.sql`ORDER BY a.valid_to, a.ampp_id, a.id LIMIT ${size}`
    const awards = await awardsWhere(tx, Prisma.sql`${mine} AND ${endsWithin(on)} AND ${beyond}`, tail)
    return linesOf(tx, actor, awards)
  })
}

/** A framework of which lines end within 90 days with nothing after them: how many, and the first day one ends. */
export type EndingFramework = { id: string; reference: string; category: string; lines: number; first: LocalDate }

/** The frameworks that soon leave this trust without a contract, soonest first. Needs `contract.view`. */
export async function endingFrameworks(actor: Actor, now: Date): Promise<EndingFramework[]> {
  if (!may(actor, 'contract.view')) return []
  const on = londonDate(now)
  return withTrust(actor, async (tx) => {
    const mine = reaches(actor, await buyingGroupsOn(tx, on))
    const rows = await tx.$queryRaw<(Omit<EndingFramework, 'first'> & { first: string })[]>`
      SELECT f.id, f.reference, f.category, count(*)::int AS lines, min(a.valid_to)::text AS first
      FROM award a JOIN framework f ON f.owner_id = a.owner_id AND f.id = a.framework_id
      WHERE NOT a.withdrawn AND ${mine} AND ${endsWithin(on)}
      GROUP BY f.id, f.reference, f.category ORDER BY min(a.valid_to), f.reference`
    return rows.map((row) => ({ ...row, first: localDate(row.first) }))
  })
}

/** Awards with their packs, prices as the role may see them. */
export async function linesOf(tx: Tx, actor: Actor, awards: readonly Award[]): Promise<AwardLine[]> {
  const packs = await packsByIds(tx, actor, [...new Set(awards.map((award) => award.amppId))])
  const sight = sightOf(actor)
  return awards.map((award) => ({
    ...award,
    price: seesPrice(sight, award.confidentiality) ? award.price : null,
    pack: packs.get(award.amppId) ?? null,
  }))
}

/** A framework's lines for this trust, by medicine, a page at a time. */
export type FrameworkLines = {
  framework: { id: string; reference: string; category: string }
  groups: BuyingGroups
  counts: Record<LineView, number>
  lines: AwardLine[]
  after: string | null
}

const LINES_A_PAGE = 50

/** One framework with its lines; null when it is unknown to this trust. Needs `contract.view`. */
export async function frameworkLines(
  actor: Actor,
  id: string,
  asked: FrameworkAddress,
  now: Date,
  size = LINES_A_PAGE,
): Promise<FrameworkLines | null> {
  if (!may(actor, 'contract.view')) return null
  const on = londonDate(now)
  return withTrust(actor, async (tx) => {
    const framework = await tx.framework.findFirst({
      where: { id },
      select: { id: true, reference: true, category: true },
    })
    if (!framework) return null
    const groups = await buyingGroupsOn(tx, on)
    const mine = Prisma.sql`a.framework_id = ${id}::uuid AND ${reaches(actor, groups)}`
    const [counted] = await tx.$queryRaw<Record<LineView, number>[]>`
      SELECT count(*) FILTER (WHERE ${inView('now', on)})::int AS now,
        count(*) FILTER (WHERE ${inView('coming', on)})::int AS coming,
        count(*) FILTER (WHERE ${inView('ending', on)})::int AS ending,
        count(*) FILTER (WHERE ${inView('over', on)})::int AS over
      FROM award a WHERE NOT a.withdrawn AND ${mine}`
    const words = asked.q
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean)
      .map(
        (word) =>
          Prisma.sql`lower(p.name || ' ' || p.brand || ' ' || s.name) LIKE ${`%${word.replace(/[%_\\]/g, '\\$&')}%`}`,
      )
    const found = words.length > 0 ? Prisma.join(words, ' AND ') : Prisma.sql`true`
    const [name = '', last = ''] = asked.after.split('\n')
    const page = asked.after === '' ? Prisma.sql`true` : Prisma.sql`(p.name, a.id::text) > (${name}, ${last})`
    const awards = await awardsWhere(
      tx,
      Prisma.sql`${mine} AND ${inView(asked.view, on)} AND ${found} AND ${page}`,
      Prisma.sql`ORDER BY p.name, a.id::text LIMIT ${size + 1}`,
    )
    const lines = await linesOf(tx, actor, awards.slice(0, size))
    const end = lines.at(-1)
    return {
      framework,
      groups,
      counts: counted ?? { now: 0, coming: 0, ending: 0, over: 0 },
      lines,
      after: awards.length > size && end ? `${end.pack?.name ?? ''}\n${end.id}` : null,
    }
  })
}

/** Awards on these packs that hold now or begin later, for this trust, best first; prices as the role may see them. */
export async function awardsOnPacks(
  tx: Tx,
  actor: Actor,
  amppIds: readonly string[],
  on: LocalDate,
): Promise<AwardLine[]> {
  if (!may(actor, 'contract.view') || amppIds.length === 0) return []
  const groups = await buyingGroupsOn(tx, on)
  const awards = await awardsWhere(
    tx,
    Prisma.sql`${reaches(actor, groups)} AND a.ampp_id = ANY (${[...amppIds]}::text[]) AND a.valid_to >= ${on}::date AND a.status <> 'terminated' AND NOT ${hubHolds(on)}`,
    Prisma.sql`ORDER BY a.valid_from, a.rank, a.ampp_id, a.id LIMIT 100`,
  )
  return linesOf(tx, actor, awards)
}
