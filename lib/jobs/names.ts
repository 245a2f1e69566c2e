/** Every kind of job there is. A job carries its trust and runs in it as that trust's system actor. */
export const JOBS = [
  'send-order',
  'send-notice',
  'queue-held',
  'settle-sendings',
  'seal-audit',
  'mail-seal',
  'standing-orders',
  'follow-events',
  'deliver-webhook',
  'tidy-webhooks',
  'try-scheme',
  'make-file',
  'tell-file',
  'tidy-files',
  'work-on-file',
  'work-on-dictionary',
  'weigh-changes',
  'tell-changes',
  'tell-deputy',
  'tell-corrected',
  'tell-gone',
  'chase-approvals',
  'keep-people',
  'forget-old',
] as const

/** The name of a queue. */
export type JobName = (typeof JOBS)[number]

/** What a job is told: whose it is, and the id of what it is about. */
export type JobData = { trustId: string; id?: string; [key: string]: string | undefined }

/** Where a job goes that failed for good: the worker says so in its log, and it stays there to be looked at. */
export const DEAD_LETTER = 'dead-letter'

/** Tried again with back-off; a worker that says nothing for ten seconds has lost its job. */
const ERRAND = { policy: 'standard', retryDelay: 2, retryBackoff: true, retryDelayMax: 900, heartbeatSeconds: 10 }

/** One of a kind and key at a time (`only`): found again quickly, as the next round waits for it. */
const ROUND = { policy: 'exclusive', retryDelay: 1, heartbeatSeconds: 10 }

/** Kinds that are one at a time. */
const ROUNDS: readonly JobName[] = [
  'settle-sendings',
  'seal-audit',
  'standing-orders',
  'follow-events',
  'tidy-webhooks',
  'tidy-files',
  'chase-approvals',
  'keep-people',
  'forget-old',
]

/** Kinds that may take long, in seconds: the heartbeat says that one is still at work. */
const LONG: Partial<Record<JobName, number>> = {
  'try-scheme': 3600,
  'make-file': 3600,
  'work-on-file': 3600,
  'work-on-dictionary': 3600,
  'weigh-changes': 3600,
}

/** The queues with how they work, as pg-boss's create_queue takes it: made with the schema, in this order. */
export const QUEUES: readonly { name: string; options: Record<string, unknown> }[] = [
  { name: DEAD_LETTER, options: { policy: 'standard' } },
  ...JOBS.map((name) => ({
    name,
    options: {
      deadLetter: DEAD_LETTER,
      expireInSeconds: LONG[name] ?? 300,
      retryLimit: 20,
      ...(ROUNDS.includes(name) ? ROUND : ERRAND),
    },
  })),
]
