import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from '../problem.ts'
import { lastLines } from './log-file.ts'
import type { Supervised } from './supervise.ts'

/** Waits until the server says that it is ready (/readyz answers 200), as long as it does not die over it. */
export async function untilReady(url: string, server: Supervised, log: string, patience = 120_000): Promise<void> {
  const deadline = Date.now() + patience
  let answer = 'nothing'
  while (Date.now() < deadline && !server.hasEnded) {
    try {
      const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(30_000) })
      if (response.ok) return
      answer = `${response.status} ${(await response.text()).slice(0, 200)}`
    } catch {
      // not listening yet
    }
    await pause(50)
  }
  const what = server.hasEnded
    ? 'The web server ended while starting.'
    : `The web server is not ready: /readyz answered ${answer}.`
  throw new Problem(what, `Its last words in ${log}:\n${lastLines(log)}`)
}
