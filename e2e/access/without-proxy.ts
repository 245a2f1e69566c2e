import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { freePort } from '#scripts/cluster/ports.ts'
import { demo } from '../installations.ts'

/**
 * A second web server on the demo's database whose build has lost proxy.ts, as if nobody had written it: what it refuses
 * is refused by the pages, actions and routes themselves.
 */
export async function startWithoutProxy(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { build, databaseUrl, dataDir } = demo()
  const bare = path.join(dataDir, 'without-proxy')
  cpSync(build, bare, { recursive: true, verbatimSymlinks: true })
  const manifest = path.join(bare, '.next/server/functions-config-manifest.json')
  const { functions, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (!functions['/_middleware']) throw new Error('The build has no proxy to take out')
  delete functions['/_middleware']
  writeFileSync(manifest, JSON.stringify({ ...rest, functions }))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const secrets = JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8'))
  const app = new URL(databaseUrl)
  app.username = `${app.pathname.slice(1)}_app_login`
  app.password = secrets.appPassword
  const child = spawn(process.execPath, [path.join(bare, 'server.js')], {
    env: {
      ...process.env,
      ...{ NODE_OPTIONS: '', NODE_ENV: 'production', PORT: String(port), HOSTNAME: 'localhost', DATA_DIR: dataDir },
      ...{ PUBLIC_URL: url, NEXTAUTH_URL: url, NEXTAUTH_SECRET: secrets.authSecret, AUTH_SECRET: secrets.authSecret },
      ...{ AUDIT_KEY: secrets.auditKey, APP_DATABASE_URL: app.href, DEMO: '1', DEMO_PASSWORD: secrets.demoPassword },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await ready(child)
  return {
    url,
    async stop() {
      await new Promise<void>((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      })
      rmSync(bare, { recursive: true, force: true })
    },
  }
}

function ready(child: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += part
      if (/Ready in/.test(said)) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`The server without its proxy did not start:\n${said}`)))
  })
}
