import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { tellCorrected } from '#lib/access/correct/tell-corrected.job.ts'
import { tellDeputy } from '#lib/access/deputies/tell-deputy.job.ts'
import { keepPeople } from '#lib/access/keep-people.job.ts'
import { tellGone } from '#lib/access/leavers/tell-gone.job.ts'
import { forgetOld } from '#lib/access/personal-data/forget-old.job.ts'
import { mailSeal } from '#lib/audit/seals/mail-seal.job.ts'
import { workOnRelease } from '#lib/catalogue/dictionary/work-on-release.job.ts'
import { weighChanges } from '#lib/contracts/changes/weigh-changes.job.ts'
import { workOnFile } from '#lib/files/work-on-file.job.ts'
import { makeFile } from '#lib/lists/make-file.job.ts'
import { tellFile } from '#lib/lists/tell-file.job.ts'
import { tidyFiles } from '#lib/lists/tidy-files.job.ts'
import { sendNotice } from '#lib/notices/send-notice.job.ts'
import { tellChanges } from '#lib/notices/tell-changes.job.ts'
import { chaseApprovals } from '#lib/orders/approve/chase-approvals.job.ts'
import { makeStandingOrders } from '#lib/orders/raise/standing/make-standing.job.ts'
import { trySchemeJob } from '#lib/orders/scheme/try-scheme.job.ts'
import { queueHeld } from '#lib/orders/send/queue-held.job.ts'
import { sendOrder } from '#lib/orders/send/send-order.job.ts'
import { settleSendings } from '#lib/orders/send/settle-sendings.job.ts'
import { deliverWebhook } from '#lib/webhooks/deliver-webhook.job.ts'
import { followEvents } from '#lib/webhooks/follow-events.job.ts'
import { tidyWebhooks } from '#lib/webhooks/tidy-webhooks.job.ts'
import type { JobData, JobName } from './names.ts'
import { sealYesterday } from './seal-audit.job.ts'

/** What is done about a job: runs as the system actor of the job's trust. Throwing has it tried again, with back-off. */
export type Handler = (act: Act, data: JobData) => Promise<unknown>

/** One handler for each kind of job. `concurrency`: how many pairs one worker does at a time. */
export const HANDLERS: Record<JobName, { run: Handler; concurrency: number }> = {
  'send-order': { run: (act, { id }) => sendOrder(act, needed(id)), concurrency: 3 },
  'send-notice': { run: sendNotice, concurrency: 1 },
  'queue-held': { run: (act, { id }) => queueHeld(act, needed(id)), concurrency: 1 },
  'settle-sendings': { run: settleSendings, concurrency: 1 },
  'standing-orders': { run: makeStandingOrders, concurrency: 1 },
  'forget-old': { run: forgetOld, concurrency: 1 },
  'keep-people': { run: keepPeople, concurrency: 1 },
  'seal-audit': { run: sealYesterday, concurrency: 1 },
  'mail-seal': { run: (act, { id }) => mailSeal(act, needed(id)), concurrency: 1 },
  'follow-events': { run: followEvents, concurrency: 1 },
  'deliver-webhook': {
    run: (act, { id, by }) => deliverWebhook(act, needed(id), { byHand: by === 'hand' }),
    concurrency: 2,
  },
  'tidy-webhooks': { run: tidyWebhooks, concurrency: 1 },
  'try-scheme': { run: (act, { id }) => trySchemeJob(act, needed(id)), concurrency: 1 },
  'make-file': { run: (act, { id }) => makeFile(act, needed(id)), concurrency: 1 },
  'tell-file': { run: (act, { id }) => tellFile(act, needed(id)), concurrency: 1 },
  'tidy-files': { run: tidyFiles, concurrency: 1 },
  'tell-deputy': { run: tellDeputy, concurrency: 1 },
  'tell-gone': { run: tellGone, concurrency: 1 },
  'tell-corrected': { run: tellCorrected, concurrency: 1 },
  'chase-approvals': { run: chaseApprovals, concurrency: 1 },
  'work-on-dictionary': { run: (act, { id }) => workOnRelease(act, needed(id)), concurrency: 1 },
  'weigh-changes': { run: (act, { id }) => weighChanges(act, id), concurrency: 1 },
  'tell-changes': { run: tellChanges, concurrency: 1 },
  'work-on-file': { run: (act, { id }) => workOnFile(act, needed(id)), concurrency: 1 },
}

function needed(id: string | undefined): string {
  if (id === undefined) throw new Error('The job does not say what it is about')
  return id
}
