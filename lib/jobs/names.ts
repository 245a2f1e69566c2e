/** Every kind of job there is. A job carries its trust and runs in it as that trust's system actor. */
export const JOBS = [
  'send-order',
  'send-notice',
  'queue-held',
  'settle-sendings',
  'seal-audit',
  'follow-events',
  'deliver-webhook',
] as const

/** The name of a queue. */
export type JobName = (typeof JOBS)[number]

/** What a job is told: whose it is, and the id of what it is about. */
export type JobData = { trustId: string; id?: string; [key: string]: string | undefined }

/** Where a job goes that failed for good: the worker says so in its log, and it stays there to be looked at. */
export const DEAD_LETTER = 'dead-letter'
