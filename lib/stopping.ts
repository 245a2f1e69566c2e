const held = globalThis as unknown as { tinctureStopping?: boolean }

/** Whether this process was asked to stop: it ends what it is doing and is no longer ready for more. */
export function isStopping(): boolean {
  return held.tinctureStopping === true
}

/** From now on this process is stopping. The web server itself waits for the requests under way. */
export function beginStopping(): void {
  held.tinctureStopping = true
}
