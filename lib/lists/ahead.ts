import type { OpenedList } from './list-file.ts'

type Batch = OpenedList['batches'] extends AsyncIterable<infer One> ? One : never

/**
 * Reads a list ahead while it is no longer than `most` rows. A longer one is null: the worker makes it. What was read is
 * kept, so that a file begins only when nothing can go wrong any more; the list given back can be read as often as one
 * likes.
 */
export async function readAhead(opened: OpenedList, most: number): Promise<{ list: OpenedList; rows: number } | null> {
  const read: Batch[] = []
  let rows = 0
  for await (const batch of opened.batches) {
    rows += batch.length
    if (rows > most) return null
    read.push(batch)
  }
  return { list: { ...opened, batches: again(read) }, rows }
}

/** Starts anew each time it is read: a generator would be over after the first file made of it. */
function again(read: readonly Batch[]): AsyncIterable<Batch> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* read
    },
  }
}
