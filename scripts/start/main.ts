import { setTimeout as pause } from 'node:timers/promises'
import { explain } from '../explain.ts'
import { endRunning } from '../running.ts'
import { start } from './start.ts'
import { type Haste, Undo } from './undo.ts'

const undo = new Undo((error) => console.error(`✗ ${explain(error)}`))
let stopping: number | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0, hasteOf(signal)))
process.on('message', (told: { stop?: string }) => stop(0, hasteOf(told.stop)))
process.on('disconnect', () => stop(0))

const started = start(process.env, process.argv.slice(2), undo).catch((error) => {
  if (stopping !== undefined) return
  console.error(`✗ ${explain(error)}`)
  stop(1)
})

/** Ctrl-C and a closed terminal want to be done; who manages services (SIGTERM, npm's end) may have others take over. */
function hasteOf(signal: string | undefined): Haste {
  return signal === 'SIGINT' || signal === 'SIGHUP' ? 'soon' : 'gently'
}

/** Stops everything in order (server, worker, database) and ends; asked for a second time a while later, at once. */
async function stop(code: number, haste: Haste = 'soon'): Promise<void> {
  if (stopping !== undefined) {
    if (Date.now() - stopping > 2000) process.exit(1)
    return
  }
  stopping = Date.now()
  if (code === 0) process.stdout.write('\n… Stopping\n')
  endRunning()
  await undo.all(haste)
  // what was being started at this moment is undone as soon as it is there
  await Promise.race([started, pause(60_000)])
  if (code === 0) process.stdout.write('✓ Stopped\n')
  process.exit(code)
}
