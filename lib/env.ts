import { z } from 'zod'
import { isFitIssuer } from './access/directory/issuers.rules.ts'

const shape = z.object({
  /** Where the app or the worker signs in to PostgreSQL: a role that owns nothing. */
  APP_DATABASE_URL: z.string().min(1),
  /** Hex key of the audit chain; kept outside the database. */
  AUDIT_KEY: z.string().regex(/^[0-9a-f]{64}$/, 'AUDIT_KEY must be 64 hexadecimal digits'),
  AUTH_SECRET: z.string().min(32).optional(),
  /** Folder for what is kept beside the database: outgoing messages where no mail server is set. */
  DATA_DIR: z.string().default('.data'),
  /** Folder in which the daily seals of the record are kept; DATA_DIR/seals where none is given. */
  SEALS_DIR: z
    .string()
    .optional()
    .transform((folder) => folder || undefined),
  /** Address people reach the app by, for links in mails. */
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  /** `smtp://user:password@host:587` or `smtps://…`; without it, messages are kept in the outgoing folder. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, 'SMTP_URL must begin with smtp:// or smtps://')
    .optional()
    .or(z.literal('').transform(() => undefined)),
  MAIL_FROM: z.string().default('orders@tincture.example'),
  /** Seconds a worker may keep an order it is sending before it counts as dead. */
  SEND_LEASE_SECONDS: z.coerce.number().int().min(2).max(80).default(60),
  /** Seconds until a refused sending is tried again the first time; then twice as long each time. */
  SEND_RETRY_SECONDS: z.coerce.number().min(0).max(600).default(30),
  /** Seconds between two rounds of the worker over what got stuck. */
  WORKER_ROUND_SECONDS: z.coerce.number().min(0.2).max(30).default(20),
  /** Issuers of directories that trusts may sign in by (OpenID Connect), with commas between; https, or http on this machine. */
  DIRECTORY_ISSUERS: z
    .string()
    .default('')
    .refine((text) => text.split(',').every((one) => one.trim() === '' || isFitIssuer(one.trim())), {
      error: 'DIRECTORY_ISSUERS must be addresses by https, with commas between',
    }),
  DEMO: z.string().optional(),
  DEMO_PASSWORD: z.string().optional(),
  /** How many proxies of our own stand in front, each of which adds to X-Forwarded-For whom it hears. */
  PROXIES: z.coerce.number().int().min(0).max(9).default(0),
  /** Seconds that a server told to stop (SIGTERM) goes on answering while /readyz says that it stops. */
  STOP_SECONDS: z.coerce.number().min(0).max(60).default(5),
  /** Opens /metrics to whoever brings it as a bearer token; without it nobody reads them. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Requests that one API token may make in a minute. */
  API_REQUESTS_A_MINUTE: z.coerce.number().int().min(1).default(600),
  /** Host names, addresses and ranges that are private and may yet be told by webhooks, with commas between. */
  WEBHOOK_PRIVATE_HOSTS: z.string().default(''),
  LOG_LEVEL: z.string().default('info'),
})

/** The settings of this process, read from its environment. */
export type Env = z.infer<typeof shape>

let known: Env | undefined

/** Reads and checks the environment once; throws one clear message that names what is missing. */
export function env(): Env {
  if (known) return known
  const read = shape.safeParse(process.env)
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The environment is not complete. ${lines.join('; ')}`)
  }
  known = read.data
  return known
}

/** Whether this installation shows the demo: fictional trusts and one-click sign-ins. */
export function demoMode(): boolean {
  return env().DEMO !== '0' && env().DEMO_PASSWORD !== undefined
}
