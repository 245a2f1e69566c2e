import type { Cluster } from '../cluster/cluster.ts'
import { runningPostmaster } from '../cluster/postmaster.ts'
import { wordsOf } from '../problem.ts'

/**
 * Watches the embedded PostgreSQL and brings it back on the same port when its process is gone (killed, out of memory).
 * @param revive starts it again on that port
 * @returns a function that ends the watch, waiting for a revival under way
 */
export function keepDatabase(
  cluster: Cluster,
  revive: (port: number) => Promise<Cluster>,
  tell: (line: string) => void,
): () => Promise<void> {
  let busy: Promise<void> | undefined
  const timer = setInterval(() => {
    if (busy || runningPostmaster(cluster.data)) return
    tell('The database ended; it is started again.')
    busy = revive(cluster.port)
      .then(
        () => tell('The database is back.'),
        (error) => tell(wordsOf(error)),
      )
      .finally(() => {
        busy = undefined
      })
  }, 1000)
  return async () => {
    clearInterval(timer)
    await busy
  }
}
