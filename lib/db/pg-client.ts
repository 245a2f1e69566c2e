import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

type Query = (...args: unknown[]) => unknown

/** The connection on which a transaction runs, from its BEGIN to its end; null before and after. */
export type Lent = { client: PgClient | null }

const lending = new AsyncLocalStorage<Lent>()

/** Runs work that begins one transaction, and says meanwhile on which connection it runs. */
export function lendingTo<T>(lent: Lent, work: () => Promise<T>): Promise<T> {
  return lending.run(lent, work)
}

/**
 * A connection that asks one thing at a time: queries that come together, as those of relations read side by side do,
 * wait for each other here rather than in the driver, which will refuse them from its next version on.
 */
export class PgClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const query: Query = this.query.bind(this)
    let last: Promise<unknown> = Promise.resolve()
    let lent: Lent | undefined
    const inTurn: Query = (...args) => {
      if (typeof args.at(-1) === 'function') return query(...args)
      const text = textOf(args[0])
      if (text === 'COMMIT' || text === 'ROLLBACK') {
        if (lent) lent.client = null
        lent = undefined
      }
      const next = last.then(() => query(...args))
      last = next.catch(() => undefined)
      if (text === 'BEGIN') {
        lent = lending.getStore()
        if (lent) lent.client = this
      }
      return next
    }
    Object.assign(this, { query: inTurn })
  }
}

function textOf(query: unknown): string | undefined {
  return typeof query === 'string' ? query : (query as { text?: string } | null)?.text
}
