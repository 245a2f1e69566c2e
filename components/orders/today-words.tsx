import Link from 'next/link'
import type { DocketItem, Queue } from '#components/ui/docket.tsx'
import { Mark } from '#components/ui/mark.tsx'
import type { DeputyOnToday } from '#lib/access/deputies/deputies.queries.ts'
import { timeWords } from '#lib/access/deputies/scope-words.ts'
import type { EndingFramework } from '#lib/contracts/contracts.queries.ts'
import type { Waiting } from '#lib/orders/approve/waiting.queries.ts'
import { ANSWER_NAMES } from '#lib/orders/order/answer-names.ts'
import { reasonsInShort } from '#lib/orders/order/reason.rules.ts'
import type { Work, WorkItem, WorkKind } from '#lib/orders/track/today.queries.ts'
import { daysBetween, londonDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate, formatPence, formatWhen } from '#lib/values/format.ts'
import { sumPence } from '#lib/values/money.ts'

type Words = {
  title: (count: number) => string
  says: (work: Work) => string
  /** `own` narrows the list to the reader's own orders, for what is counted of those only. */
  act: (count: number, own: string) => { href: string; words: string }
  item: (item: WorkItem, now: Date) => Omit<DocketItem, 'key'>
}

const s = (count: number, one: string, many: string) => (count === 1 ? one : many)
const order = (item: WorkItem, step = '') => <Link href={`/orders/${item.number}${step}`}>{item.number}</Link>
const since = (item: WorkItem, now: Date) => (item.at ? formatWhen(item.at, now) : 'Not known')
const named = (item: WorkItem, step?: string, more = '') => (
  <>
    {order(item, step)} {item.supplier}
    {more && `: ${more}`}
  </>
)

/** The words and the act of each kind of waiting work. Every number opens the list it counts. */
const WORDS: Record<WorkKind, Words> = {
  returned: {
    title: (n) => s(n, 'Order came back to you', 'Orders came back to you'),
    says: () => 'An approver wants something changed before it can go.',
    act: (n, own) => ({ href: `/orders?view=returned${own}`, words: `Change ${formatCounted(n, 'order')}` }),
    item: (item, now) => ({ what: named(item, '', item.about), figure: since(item, now) }),
  },
  standing: {
    title: (n) => s(n, 'Standing order to review', 'Standing orders to review'),
    says: () => 'Drafted on their day at today’s prices; nothing is submitted before you do.',
    act: (n) => ({ href: '/orders/new?another=1#open', words: `Review ${formatCounted(n, 'standing order')}` }),
    item: (item) => ({
      what: <Link href={`/orders/new/${item.number}`}>{item.supplier}</Link>,
      figure: item.on ? `For ${formatDate(item.on)}` : 'No day given',
    }),
  },
  answers: {
    title: (n) => s(n, 'Order is changed by its supplier', 'Orders are changed by their suppliers'),
    says: () => 'Not available, part supplied, another price or another pack.',
    act: (n) => ({ href: '/orders?view=answers', words: `Deal with ${formatCounted(n, 'order')}` }),
    item: (item) => {
      const [product = '', code = '', packs = '', ordered = ''] = item.about.split('|')
      const name = ANSWER_NAMES[code as keyof typeof ANSWER_NAMES] ?? code
      return {
        what: named(item, '/acknowledge', product),
        figure: code === 'CHANGED_QUANTITY' ? `${packs} of ${formatCounted(Number(ordered), 'pack')}` : name,
      }
    },
  },
  unknown_sendings: {
    title: (n) => s(n, 'Order has not left by itself', 'Orders have not left by themselves'),
    says: () => 'Could not be sent, unknown whether they arrived, or to be placed by phone or portal.',
    act: (n) => ({ href: '/orders?view=sending', words: `See to ${formatCounted(n, 'order')}` }),
    item: (item, now) => ({
      what: named(item, '/send'),
      figure:
        item.about === 'needs_checking' ? (
          <Mark shape="late">Needs checking</Mark>
        ) : item.about === 'failed' ? (
          <Mark shape="late">Could not be sent</Mark>
        ) : (
          `To place since ${since(item, now)}`
        ),
    }),
  },
  held: {
    title: (n) => s(n, 'Approved order is held', 'Approved orders are held'),
    says: () => 'They wait for a signed requisition, an approval number, or a way to reach the supplier.',
    act: (n) => ({ href: '/orders?view=held', words: `See ${formatCounted(n, 'held order')}` }),
    item: (item) => ({ what: named(item, '/send'), figure: HELD[item.about] ?? 'No way to send' }),
  },
  unanswered: {
    title: (n) => s(n, 'Order has no answer', 'Orders have no answer'),
    says: () => 'The supplier’s usual time to answer is over.',
    act: (n) => ({ href: '/orders?view=unanswered', words: `Chase ${formatCounted(n, 'order')}` }),
    item: (item, now) => ({ what: named(item), figure: `Due ${since(item, now)}` }),
  },
  late: {
    title: (n) => s(n, 'Order is late', 'Orders are late'),
    says: () => 'Promised for yesterday or before, and not booked in.',
    act: (n) => ({ href: '/orders?view=late', words: `Chase ${formatCounted(n, 'order')}` }),
    item: (item, now) => {
      const [product = '', packs = '0'] = item.about.split('|')
      const days = item.on ? daysBetween(item.on, londonDate(now)) : 0
      return {
        what: named(item, '', `${product}, ${formatCounted(Number(packs), 'pack')}`),
        figure: <Mark shape="late">{formatCounted(days, 'day')} late</Mark>,
      }
    },
  },
  over_deliveries: {
    title: (n) => s(n, 'Delivery holds more than ordered', 'Deliveries hold more than ordered'),
    says: () => 'Somebody has to decide whether to keep or return them.',
    act: (n) => ({ href: '/deliveries?view=over', words: `Decide on ${formatCounted(n, 'delivery', 'deliveries')}` }),
    item: (item) => {
      const [product = '', packs = '0'] = item.about.split('|')
      return {
        what: (
          <>
            <Link href={`/deliveries/${item.number}`}>{item.number}</Link> {item.supplier}: {product}
          </>
        ),
        figure: `${formatCounted(Number(packs), 'pack')} too many`,
      }
    },
  },
  quarantine: {
    title: (n) => s(n, 'Batch is in quarantine', 'Batches are in quarantine'),
    says: ({ count }) =>
      `A pharmacist decides whether ${s(count, 'it is', 'they are')} released, returned or destroyed.`,
    act: (n) => ({ href: '/deliveries?view=booked', words: `Decide on ${formatCounted(n, 'batch', 'batches')}` }),
    item: (item, now) => {
      const [product = '', packs = '0'] = item.about.split('|')
      return {
        what: (
          <>
            <Link href={`/deliveries/${item.number}`}>{item.number}</Link> {item.supplier}: {product},{' '}
            {formatCounted(Number(packs), 'pack')}
          </>
        ),
        figure: `Since ${since(item, now)}`,
      }
    },
  },
  register: {
    title: (n) => s(n, 'Batch is not in the register yet', 'Batches are not in the register yet'),
    says: () => 'Controlled drugs that came. Enter them in the register, then say where they stand.',
    act: (n) => ({ href: '/deliveries?view=booked', words: `See ${formatCounted(n, 'batch', 'batches')}` }),
    item: (item, now) => {
      const [product = '', packs = '0'] = item.about.split('|')
      return {
        what: (
          <>
            <Link href={`/deliveries/${item.number}`}>{item.number.split('#')[0]}</Link> {item.supplier}: {product},{' '}
            {formatCounted(Number(packs), 'pack')}
          </>
        ),
        figure: `Since ${since(item, now)}`,
      }
    },
  },
  went_back: {
    title: (n) => s(n, 'Order lost packs after they came', 'Orders lost packs after they came'),
    says: () => 'Sent back or destroyed from quarantine, and not ordered again. A credit is to be asked for.',
    act: (n) => ({ href: '/orders?view=went_back', words: `See to ${formatCounted(n, 'order')}` }),
    item: (item, now) => {
      const [product = '', packs = '0'] = item.about.split('|')
      return {
        what: named(item, '', `${product}, ${formatCounted(Number(packs), 'pack')}`),
        figure: `Left ${since(item, now)}`,
      }
    },
  },
  retrospective: {
    title: (n) => s(n, 'Emergency order wants a decision', 'Emergency orders want a decision'),
    says: () => 'Sent at once. A decision is due afterwards.',
    act: (n) => ({ href: '/approvals', words: `Read ${formatCounted(n, 'emergency order')}` }),
    item: (item, now) => ({
      what: named(item, '/approve', item.about),
      figure: item.at && item.at < now ? <Mark shape="late">Overdue</Mark> : `Due ${since(item, now)}`,
    }),
  },
  own_emergency: {
    title: (n) => s(n, 'Emergency of yours is not decided yet', 'Emergencies of yours are not decided yet'),
    says: () => 'Sent at once, and decided on afterwards. Until then you cannot submit another emergency.',
    act: (_n, own) => ({ href: `/orders?view=all${own}`, words: 'See your orders' }),
    item: (item, now) => ({
      what: named(item, '', item.about),
      figure: item.at && item.at < now ? <Mark shape="late">Overdue</Mark> : `Due ${since(item, now)}`,
    }),
  },
  clinical: {
    title: (n) => s(n, 'Order waits for a paper of yours', 'Orders wait for a paper of yours'),
    says: () => 'Controlled drugs to sign for, unlicensed medicines to approve.',
    act: (n) => ({ href: '/orders?view=to_sign', words: `See to ${formatCounted(n, 'order')}` }),
    item: (item, now) => ({ what: named(item, '/send', HELD[item.about] ?? ''), figure: since(item, now) }),
  },
  expected: {
    title: (n) => s(n, 'Delivery is due', 'Deliveries are due'),
    says: () => 'Expected today or before, and not booked in.',
    act: (n) => ({ href: '/deliveries', words: `Book in ${formatCounted(n, 'delivery', 'deliveries')}` }),
    item: (item) => {
      const [store = '', lines = ''] = item.about.split('|')
      return {
        what: (
          <>
            <Link href={`/deliveries/book/${item.number}`}>{item.supplier}</Link> to {store}: {lines}
          </>
        ),
        figure: item.on ? formatDate(item.on) : 'No day given',
      }
    },
  },
  drafts: {
    title: (n) => s(n, 'Draft of yours is open', 'Drafts of yours are open'),
    says: () => 'Not submitted yet; nobody else has been asked.',
    act: (n, own) => ({ href: `/orders?view=draft${own}`, words: `Go on with ${formatCounted(n, 'draft')}` }),
    item: (item) => ({ what: named(item), figure: item.about }),
  },
}

const HELD: Record<string, string> = {
  cd: 'Controlled drug: requisition',
  unlicensed: 'Unlicensed medicine: approval',
}

/** The queue of what came to somebody to decide: the inbox in short, with the same count. */
export function decisionQueue(waiting: readonly Waiting[], now: Date): Queue | null {
  if (waiting.length === 0) return null
  const count = waiting.length
  const known = waiting.flatMap((one) => (one.gross === null ? [] : [one.gross]))
  const all =
    known.length === count
      ? `${formatPence(sumPence(known))} with VAT in all.`
      : 'They came to you by the trust’s scheme.'
  return {
    key: 'decisions',
    count,
    title: s(count, 'Order needs your decision', 'Orders need your decision'),
    says: all,
    items: waiting.slice(0, 3).map((one) => ({
      key: `${one.number}-${one.role}`,
      what: (
        <>
          <Link href={`/orders/${one.number}/approve`}>{one.number}</Link> {one.supplier}: {reasonsInShort(one.reasons)}
        </>
      ),
      figure: one.retrospective ? <Mark shape="late">Sent already</Mark> : `Asked ${formatWhen(one.askedAt, now)}`,
    })),
    act: { href: '/approvals', words: `Decide on ${formatCounted(count, 'order')}`, main: true },
  }
}

/** What the reader should know of deputies: whom they stand in for, where their own went, what waits for their consent. */
export function deputyQueue(rows: readonly DeputyOnToday[]): Queue | null {
  if (rows.length === 0) return null
  const asked = rows.filter((one) => one.mayAgree).length
  return {
    key: 'deputies',
    count: rows.length,
    title:
      asked > 0 ? s(asked, 'Deputy waits for your consent', 'Deputies wait for your consent') : 'Away and deputies',
    says: 'What comes to somebody who is away goes to who stands in. It ends by itself.',
    items: rows.slice(0, 3).map((one) => ({
      key: one.id,
      what: deputyWords(one),
      figure: `Until ${timeWords(one).until}`,
    })),
    act: { href: '/settings/deputies', words: asked > 0 ? 'Look and agree' : 'See or end it' },
  }
}

function deputyWords({ mine, mayAgree, away, person, deputy }: DeputyOnToday): string {
  if (mayAgree) return `${deputy ?? 'Nobody'} for ${person}`
  if (mine === 'deputy') return `You stand in for ${person}`
  if (!deputy) return 'You are away, and nobody stands in: it goes to whoever else may decide it'
  return away ? `You are away: what comes to you goes to ${deputy}` : `${deputy} stands in for you`
}

/** The queue of contract lines that soon end with nothing after them; for those who see to it that something follows. */
export function endingQueue(frameworks: readonly EndingFramework[]): Queue | null {
  if (frameworks.length === 0) return null
  const count = frameworks.reduce((sum, framework) => sum + framework.lines, 0)
  return {
    key: 'ending',
    count,
    title: s(count, 'Contract line ends soon', 'Contract lines end soon'),
    says: 'Within 90 days, and nothing of the same supplier follows on file.',
    items: frameworks.slice(0, 3).map((framework) => ({
      key: framework.id,
      what: (
        <>
          <Link href={`/contracts/${framework.id}?view=ending`}>{framework.reference}</Link>{' '}
          {formatCounted(framework.lines, 'line')}
        </>
      ),
      figure: `From ${formatDate(framework.first)}`,
    })),
    act: { href: '/contracts#ending', words: `See ${formatCounted(count, 'line')}` },
  }
}

/** The queues of Today from what waits; the first one holds the main act. */
export function todayQueues(
  work: readonly Work[],
  now: Date,
  decisions: Queue | null,
  personId: string | null,
): Queue[] {
  const own = personId === null ? '' : `&raisedBy=${personId}`
  const others = work.map((one, index): Queue => {
    const words = WORDS[one.kind]
    return {
      key: one.kind,
      count: one.count,
      title: words.title(one.count),
      says: words.says(one),
      items: one.items.map((item, place) => ({ key: `${item.number}-${place}`, ...words.item(item, now) })),
      act: { ...words.act(one.count, own), main: index === 0 && decisions === null },
    }
  })
  return decisions ? [decisions, ...others] : others
}
