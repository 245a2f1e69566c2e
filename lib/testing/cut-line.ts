import type { Socket } from 'node:net'
import pg from 'pg'

type Query = (this: pg.Client, ...args: unknown[]) => unknown

/**
 * Cuts the line to the database at one statement of what is run, as kill -9 of the app does: the database hears nothing
 * more and is not told why. `before`: the statement never leaves; else it leaves, and its answer reaches nobody.
 * @returns how the work ended, and whether it came as far as that statement
 */
export async function cutAt<T>(
  statement: number,
  before: boolean,
  work: () => Promise<T>,
): Promise<{ cut: boolean; value: T | null }> {
  const proto = pg.Client.prototype as unknown as { query: Query }
  const real = proto.query
  let count = 0
  let cut = false
  const counting: Query = function (...args) {
    count += 1
    if (count !== statement) return real.apply(this, args)
    cut = true
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection
    if (before) stream.destroy()
    const answer = real.apply(this, args)
    if (!before) stream.write('', () => stream.destroy())
    return answer
  }
  proto.query = counting
  try {
    return { value: await work(), cut }
  } catch (fault) {
    if (!cut) throw fault
    return { value: null, cut }
  } finally {
    proto.query = real
  }
}
