import { randomBytes, randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../problem.ts'

/** What nobody else should know, made once and kept in secrets.json (mode 0600). */
export type Secrets = {
  /** Of the embedded PostgreSQL's superuser. */
  postgresPassword: string
  appPassword: string
  workerPassword: string
  /** 64 hexadecimal digits: the key of the audit chain. */
  auditKey: string
  /** Signs session cookies. */
  authSecret: string
  /** Opens /metrics. */
  metricsToken: string
  /** Of all sign-ins of the demo. */
  demoPassword: string
}

/** Letters and digits that are not mistaken for one another when typed from a screen. */
const PLAIN = 'abcdefghjkmnpqrstuvwxyz23456789'

/** The secrets of a data folder, made at first use; AUDIT_KEY, AUTH_SECRET and METRICS_TOKEN of the environment take their place. */
export function keepSecrets(dataDir: string, env: NodeJS.ProcessEnv): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  if (env.AUDIT_KEY && !/^[0-9a-f]{64}$/.test(env.AUDIT_KEY)) {
    throw new Problem('AUDIT_KEY is not 64 hexadecimal digits.', 'Give the one the record is kept with, or none.')
  }
  mkdirSync(dataDir, { recursive: true })
  const fresh = freshSecrets()
  const kept = existsSync(file) ? readKept(file) : {}
  const secrets = { ...fresh, ...kept }
  if (Object.keys(fresh).some((name) => !(name in kept))) {
    writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return {
    ...secrets,
    auditKey: env.AUDIT_KEY || secrets.auditKey,
    authSecret: env.AUTH_SECRET || secrets.authSecret,
    metricsToken: env.METRICS_TOKEN || secrets.metricsToken,
  }
}

function freshSecrets(): Secrets {
  return {
    postgresPassword: randomBytes(24).toString('hex'),
    appPassword: randomBytes(24).toString('hex'),
    workerPassword: randomBytes(24).toString('hex'),
    auditKey: randomBytes(32).toString('hex'),
    authSecret: randomBytes(32).toString('hex'),
    metricsToken: randomBytes(24).toString('hex'),
    demoPassword: `tincture-${Array.from({ length: 6 }, () => PLAIN[randomInt(PLAIN.length)]).join('')}`,
  }
}

function readKept(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Problem(`${file} cannot be read: it is not JSON.`, 'Put it back from a back-up; the audit key is in it.')
  }
}
