import path from 'node:path'
import type { LoginUrls } from '#lib/db/migrate/roles.ts'
import { STANDALONE } from '../build.ts'
import { inProject } from '../paths.ts'
import type { Furnishing } from './furnish.ts'
import type { Secrets } from './secrets.ts'
import type { Settings } from './settings.ts'
import type { Program } from './supervise.ts'

/** What app, worker and seed get to know. The owner's address is not among it. */
export function environment(settings: Settings, secrets: Secrets, kind: Furnishing): NodeJS.ProcessEnv {
  const { DATABASE_URL, APP_DATABASE_URL, WORKER_DATABASE_URL, NODE_CHANNEL_FD, DEMO_PASSWORD, ...rest } = process.env
  return {
    ...rest,
    DATA_DIR: settings.dataDir,
    PUBLIC_URL: settings.publicUrl,
    NEXTAUTH_URL: settings.publicUrl,
    NEXTAUTH_SECRET: secrets.authSecret,
    AUTH_SECRET: secrets.authSecret,
    AUDIT_KEY: secrets.auditKey,
    METRICS_TOKEN: secrets.metricsToken,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: settings.dev ? 'development' : 'production',
    DEMO: kind === 'demo' ? '1' : '0',
    ...(kind === 'demo' ? { DEMO_PASSWORD: secrets.demoPassword } : {}),
  }
}

/**
 * How long the server keeps a resting connection. A reader thinks for longer than Node's own five seconds, and a
 * balancer keeps its connections for a minute: whoever closes one must not be the one who cannot see a request coming.
 */
export const KEEP_ALIVE_MS = '65000'

/** The web server and the worker. */
export function programs(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  urls: LoginUrls,
): { server: Program; worker: Program } {
  const log = (name: string) => path.join(settings.dataDir, 'logs', `${name}.log`)
  const next = ['node_modules/next/dist/bin/next', 'dev', '-p', String(settings.port), '-H', settings.host]
  return {
    server: {
      name: 'web server',
      args: settings.dev ? next : [path.join(settings.standalone ?? inProject(STANDALONE), 'server.js')],
      env: {
        ...env,
        APP_DATABASE_URL: urls.appUrl,
        PORT: String(settings.port),
        HOSTNAME: settings.host,
        STOP_SECONDS: String(settings.stopSeconds),
        KEEP_ALIVE_TIMEOUT: env.KEEP_ALIVE_TIMEOUT ?? KEEP_ALIVE_MS,
        // it stops as lib/prepare-server.ts says
        ...(settings.dev ? {} : { NEXT_MANUAL_SIG_HANDLE: '1' }),
      },
      log: log('server'),
      show: settings.dev,
      patience: 15_000 + settings.stopSeconds * 1000,
    },
    worker: {
      name: 'worker',
      // files of a hundred thousand rows pass through it: what is not needed any more must not be left lying
      args: [
        '--conditions=react-server',
        '--max-old-space-size=384',
        ...(settings.dev ? ['--watch'] : []),
        inProject('lib/jobs/worker.ts'),
      ],
      env: { ...env, APP_DATABASE_URL: urls.workerUrl },
      log: log('worker'),
      show: settings.dev,
      patience: 30_000,
    },
  }
}
