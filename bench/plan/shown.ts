import { startReview } from '#lib/access/review/run-review.command.ts'
import type { Role } from '#lib/access/roles.ts'
import { drawSample } from '#lib/audit/samples/draw-sample.command.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { newestScheme } from '#lib/orders/order/scheme.queries.ts'
import { makeTemplate } from '#lib/orders/raise/templates/make-template.command.ts'
import { proposeScheme } from '#lib/orders/scheme/propose-scheme.command.ts'
import { trySchemeJob } from '#lib/orders/scheme/try-scheme.job.ts'
import type { Result } from '#lib/result.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { pence } from '#lib/values/money.ts'
import { makeWebhook } from '#lib/webhooks/make-webhook.command.ts'
import { connected } from '#scripts/start/database.ts'
import type { BenchDatabase } from '../cluster.ts'
import { actOfNow, actorOf } from '../run/context.ts'

const YEAR = 365

/**
 * Makes, by its commands, what pages show and the fill has not: a template, a proposed scheme, a sample over a year, a review of
 * access, a webhook. What is there stays. Call it with the query layer on the database.
 */
export async function makeShown(database: BenchDatabase): Promise<void> {
  const by = async (role: Role) => actOfNow(await actorOf(database, role))
  const technician = await by('technician')
  const { trustId } = technician.actor
  const today = londonDate(technician.now)
  const missing = async (table: string) =>
    connected(database.ownerUrl, async (client) => {
      const { rows } = await client.query(`SELECT FROM ${table} WHERE trust_id = $1 LIMIT 1`, [trustId])
      return rows.length === 0
    })
  if (await missing('template')) {
    const { rows } = await connected(database.ownerUrl, (client) =>
      client.query(
        'SELECT number AS order, store_id AS "storeId", cost_centre_id AS "costCentreId" FROM purchase_order WHERE trust_id = $1 AND status = \'sent\' AND lines > 8 ORDER BY id DESC LIMIT 1',
        [trustId],
      ),
    )
    done(await makeTemplate(technician, { ...rows[0], name: 'Weekly', shared: true, more: '' }))
  }
  if (await missing('scheme_proposal')) {
    const lead = await by('lead')
    const { version, scheme } = await withTrust(lead.actor, (tx) => newestScheme(tx))
    const other = { ...scheme, waitingDays: scheme.waitingDays + 1 }
    const reason = 'To see what it would change'
    done(await proposeScheme(lead, { version, from: addDays(today, 1), reason, scheme: other }))
    const trial = await withTrust(lead.actor, (tx) => tx.schemeTrial.findFirstOrThrow({ where: { trustId } }))
    await trySchemeJob(actOfNow({ ...lead.actor, personId: null, roles: [] }), trial.id)
  }
  if (await missing('audit_sample')) {
    const asked = { from: addDays(today, -YEAR), to: today, kind: 'all', above: pence(0), wanted: 100 } as const
    done(await drawSample(await by('auditor'), asked))
  }
  if (await missing('access_review')) done(await startReview(await by('admin')))
  if (await missing('webhook')) {
    const hook = { name: 'Stock system', url: 'https://stock.example.nhs.uk/tincture', types: ['order.sent'] } as const
    done(await makeWebhook(await by('admin'), { ...hook, types: [...hook.types] }))
  }
}

function done<T>(result: Result<T>): void {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`)
}
