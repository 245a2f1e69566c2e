// Plain Node 20.19 or later and nothing else: this runs before anything is installed. It installs what the lockfile
// says when that is not what is there, then hands over to Node 24, under which everything else runs.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const MODULES = path.join(ROOT, 'node_modules')
const STAMP = path.join(MODULES, '.tincture-lock')
const LOCKFILE = path.join(ROOT, 'package-lock.json')

/** A bound on the memory of programs that go through large files: without it, rubbish is left lying for too long. */
function bounds(program) {
  return ['scripts/load.ts', 'scripts/dictionary.ts'].includes(program) ? ['--max-old-space-size=320'] : []
}

/**
 * Runs one of the project's programs under Node 24, after installing when needed, and ends as it ends.
 * @param {string} program path below the project
 * @param {string[]} args
 */
export async function launch(program, args = process.argv.slice(2)) {
  process.chdir(ROOT)
  process.exitCode = await run(program, args).catch((error) => {
    console.error(`✗ ${explainInstall(error)}`)
    return 1
  })
}

async function run(program, args) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(
      `This is Node ${process.versions.node}; Tincture needs 20.19 or later. Install Node 24 from nodejs.org.`,
    )
  }
  if (!isInstalled()) await install()
  const child = spawn(node24(), ['--conditions=react-server', ...bounds(program), path.join(ROOT, program), ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${path.join(MODULES, '.bin')}${path.delimiter}${process.env.PATH ?? ''}` },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (child.connected) child.send({ stop: signal })
      else child.kill(signal)
    })
  }
  stopWithNpm(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
  })
}

/** npm that is told to end (SIGTERM) takes its shell with it and leaves us behind: then we stop too. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(timer)
    if (child.connected) child.send({ stop: 'npm ended' })
  }, 500)
  timer.unref()
}

/** Whether node_modules holds what the lockfile says: by our stamp, else by npm's own record of what it installed. */
function isInstalled() {
  try {
    if (!existsSync(path.join(MODULES, '.package-lock.json'))) return false
    const hash = hashOfLockfile()
    if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return true
    const wanted = JSON.parse(readFileSync(LOCKFILE, 'utf8')).packages
    const present = JSON.parse(readFileSync(path.join(MODULES, '.package-lock.json'), 'utf8')).packages
    for (const [place, entry] of Object.entries(wanted)) {
      if (place === '' || (!present[place] && entry.optional)) continue
      if (present[place]?.version !== entry.version || present[place]?.integrity !== entry.integrity) return false
    }
    if (Object.keys(present).some((place) => !wanted[place])) return false
    writeFileSync(STAMP, hash)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

function hashOfLockfile() {
  return createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex')
}

async function install() {
  const began = Date.now()
  const log = path.join(ROOT, '.data', 'logs', 'install.log')
  mkdirSync(path.dirname(log), { recursive: true })
  process.stdout.write('… Installing the packages (a minute or so the first time)\n')
  // npm removes node_modules first, so the Node that does this must not be the one in there
  const cli = process.env.npm_execpath
  const node = process.env.npm_node_execpath ?? process.execPath
  const outside = !node.startsWith(MODULES)
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const output = openSync(log, 'w')
  try {
    const code = await new Promise((resolve, reject) => {
      const [command, all] = cli && outside && /npm-cli\.js$/.test(cli) ? [node, [cli, ...args]] : ['npm', args]
      const child = spawn(command, all, { cwd: ROOT, stdio: ['ignore', output, output], env: withoutOurNode() })
      child.once('error', reject)
      child.once('exit', (status, signal) => resolve(status ?? signal))
    })
    if (code !== 0) throw new Error(readFileSync(log, 'utf8').trim() || `npm ended with ${code}`)
  } finally {
    closeSync(output)
  }
  writeFileSync(STAMP, hashOfLockfile())
  process.stdout.write(`✓ Installed the packages (${Math.round((Date.now() - began) / 1000)} s)\n`)
}

function withoutOurNode() {
  const entries = (process.env.PATH ?? '').split(path.delimiter).filter((entry) => !entry.startsWith(MODULES))
  return { ...process.env, PATH: entries.join(path.delimiter) }
}

/** The Node 24 that npm brought, else the one that runs this when it is new enough. */
function node24() {
  const brought = path.join(MODULES, '.bin', 'node')
  if (existsSync(brought) && spawnSync(brought, ['--version']).status === 0) return brought
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Error(
    `There is no Node 24 among the packages for ${process.platform}-${process.arch}, and this is Node ` +
      `${process.versions.node}. Install Node 24 from nodejs.org and start again.`,
  )
}

/** One line for what went wrong before there was anything to run. */
export function explainInstall(error) {
  const said = String(error?.message ?? error)
  if (/ENOSPC|no space left/i.test(said)) {
    return `The disk is full: the packages could not be installed in ${ROOT}. Free some space and start again.`
  }
  if (/EACCES|EPERM|EROFS|permission denied/i.test(said)) {
    return `No permission to write in ${ROOT}. Start as the user who owns that folder.`
  }
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ECONNRESET|network/i.test(said)) {
    return 'The packages could not be fetched: the npm registry cannot be reached. Check the network, then start again.'
  }
  if (/spawn npm ENOENT/.test(said)) return 'npm was not found. Install it with Node from nodejs.org and start again.'
  const line = said.split('\n').find((each) => each.trim()) ?? said
  return /npm (error|ERR!)/.test(said)
    ? `npm could not install the packages: ${line}. See .data/logs/install.log.`
    : line
}
