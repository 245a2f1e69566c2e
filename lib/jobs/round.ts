import 'server-only'
import { withoutTrust } from '#lib/db/with-trust.ts'
import { FORGOTTEN_MS } from '#lib/lists/tidy-files.job.ts'
import { OVERDUE_MS } from '#lib/orders/send/settle-sendings.job.ts'
import { KEEP_BOUNDS } from '#lib/trusts/settings.schema.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { LOST_MS } from '#lib/webhooks/follow-events.job.ts'
import { keptFrom } from '#lib/webhooks/retry.rules.ts'
import { enqueue } from './queue.ts'

/**
 * One round over all trusts: those with a sending that lost its worker, or whose time is past, get a `settle-sendings`
 * job; those whose record has no seal for yesterday a `seal-audit` job; those with a standing order whose day has
 * come a `standing-orders` job; those with a webhook that is behind a `follow-events` job, with deliveries that may be
 * old enough a `tidy-webhooks` job; those with a file that is over its time, or forgotten, a `tidy-files` job; those with an approval
 * that waits too long a `chase-approvals` job; those with a leaver whose day has come, or an exception that is over, a
 * `keep-people` job; those with a contract catalogue agreed to and not weighed a `weigh-changes` job; and each, once a day, a `forget-old` job. Several workers may make
 * their rounds at once: a trust has at most one job of each waiting.
 */
export async function makeRound(now: Date): Promise<{ stuck: number; toSeal: number; behind: number }> {
  const overdue = new Date(now.getTime() - OVERDUE_MS)
  const yesterday = addDays(londonDate(now), -1)
  return withoutTrust(async (tx) => {
    const stuck = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_with_stuck_sendings(${overdue}) AS trust_id`
    for (const { trust_id: trustId } of stuck) await enqueue(tx, 'settle-sendings', { trustId }, { only: trustId })
    const toSeal = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_to_seal(${yesterday}::date) AS trust_id`
    for (const { trust_id: trustId } of toSeal) await enqueue(tx, 'seal-audit', { trustId }, { only: trustId })
    const standing = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_with_standing_orders_due(${londonDate(now)}::date) AS trust_id`
    for (const { trust_id: trustId } of standing) await enqueue(tx, 'standing-orders', { trustId }, { only: trustId })
    const lost = new Date(now.getTime() - LOST_MS)
    const behind = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_with_webhooks_behind(${lost}) AS trust_id`
    for (const { trust_id: trustId } of behind) await enqueue(tx, 'follow-events', { trustId }, { only: trustId })
    const old = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_with_old_deliveries(${keptFrom(now, KEEP_BOUNDS.keepWebhookDays[0])}) AS trust_id`
    for (const { trust_id: trustId } of old) await enqueue(tx, 'tidy-webhooks', { trustId }, { only: trustId })
    const forgotten = new Date(now.getTime() - FORGOTTEN_MS)
    const untidy = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_with_files_to_tidy(${now}, ${forgotten}) AS trust_id`
    for (const { trust_id: trustId } of untidy) await enqueue(tx, 'tidy-files', { trustId }, { only: trustId })
    const waiting = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_with_approvals_to_chase(${now}) AS trust_id`
    for (const { trust_id: trustId } of waiting) await enqueue(tx, 'chase-approvals', { trustId }, { only: trustId })
    const people = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_with_people_due(${londonDate(now)}::date) AS trust_id
      UNION SELECT trust_id FROM identity.trusts_with_leavers(${londonDate(now)}::date) AS trust_id`
    for (const { trust_id: trustId } of people) await enqueue(tx, 'keep-people', { trustId }, { only: trustId })
    const toForget = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_to_forget(${londonDate(now)}::date) AS trust_id`
    for (const { trust_id: trustId } of toForget) await enqueue(tx, 'forget-old', { trustId }, { only: trustId })
    const toWeigh = await tx.$queryRaw<{ trust_id: string }[]>`
      SELECT trust_id FROM trusts_with_changes_to_weigh(${londonDate(now)}::date) AS trust_id`
    for (const { trust_id: trustId } of toWeigh) await enqueue(tx, 'weigh-changes', { trustId }, { only: trustId })
    return { stuck: stuck.length, toSeal: toSeal.length, behind: behind.length }
  })
}
