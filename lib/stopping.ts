import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const held = globalThis as unknown as { tinctureStopping?: boolean }

/** Whether this process was asked to stop: it ends what it is doing and is no longer ready for more. */
export function isStopping(): boolean {
  return held.tinctureStopping === true
}

/**
 * From now on this server stops as who sends requests needs it. On SIGTERM it first says that it is not ready (/readyz)
 * and goes on answering for so many seconds, so that whoever shares requests out has sent the last one here; on SIGINT
 * (Ctrl-C) it does not. Then it takes no more, answers what is under way, and ends. A second signal ends it at once.
 */
export function stopOnSignals(seconds: number): void {
  let server: Server | undefined
  subscribe('http.server.request.start', (message) => {
    const request = message as { request: IncomingMessage; response: ServerResponse; server: Server }
    server = request.server
    // who keeps a connection must not send the next request at the moment in which it is closed
    if (isStopping()) request.response.shouldKeepAlive = false
  })
  const stop = async (wait: number) => {
    if (isStopping()) process.exit(0)
    held.tinctureStopping = true
    await pause(wait * 1000)
    if (!server) process.exit(0)
    server.close(() => process.exit(0))
    server.closeIdleConnections()
  }
  process.on('SIGTERM', () => stop(seconds))
  process.on('SIGINT', () => stop(0))
}

/** Where the framework itself ends the server (`npm run dev`): from the signal on it is not ready. */
export function noteSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.prependListener(signal, () => {
      held.tinctureStopping = true
    })
  }
}
