import pg from 'pg'

/** What readers saw while a release went in: how many reads, how many failed, and how long the slow ones took, in ms. */
export type Readings = { reads: number; failed: number; took: number[] }

/** Searches the packs as the order pad does, again and again, until told to stop. */
export function readAllTheTime(appUrl: string, trustId: string): () => Promise<Readings> {
  const found: Readings = { reads: 0, failed: 0, took: [] }
  const stopping = new AbortController()
  const words = ['mol', 'inv', 'car', 'tab', 'neu']
  const reading = (async () => {
    const client = new pg.Client({ connectionString: appUrl })
    await client.connect()
    while (!stopping.signal.aborted) {
      const began = performance.now()
      try {
        await client.query('BEGIN')
        await client.query("SELECT set_config('app.trust_id', $1, true)", [trustId])
        const word = words[found.reads % words.length]
        await client.query("SELECT * FROM search_packs($1, '{}', '{NATIONAL}', current_date, 12)", [[word]])
        await client.query('COMMIT')
      } catch {
        found.failed += 1
        await client.query('ROLLBACK')
      }
      found.reads += 1
      found.took.push(performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await client.end()
  })()
  return async () => {
    stopping.abort()
    await reading
    return found
  }
}
