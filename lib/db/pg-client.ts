import pg from 'pg'

type Query = (...args: unknown[]) => unknown

/**
 * A connection that asks one thing at a time: queries that come together, as those of relations read side by side do,
 * wait for each other here rather than in the driver, which will refuse them from its next version on.
 */
export class PgClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const query: Query = this.query.bind(this)
    let last: Promise<unknown> = Promise.resolve()
    const inTurn: Query = (...args) => {
      if (typeof args.at(-1) === 'function') return query(...args)
      const next = last.then(() => query(...args))
      last = next.catch(() => undefined)
      return next
    }
    Object.assign(this, { query: inTurn })
  }
}
