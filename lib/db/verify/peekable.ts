/** A stream whose next one can be looked at before it is taken. */
export class Peekable<T> {
  #stream: AsyncIterator<T>
  #next: IteratorResult<T> | null = null

  constructor(stream: AsyncIterable<T>) {
    this.#stream = stream[Symbol.asyncIterator]()
  }

  /** The next one, which stays; null at the end. */
  async peek(): Promise<T | null> {
    this.#next ??= await this.#stream.next()
    return this.#next.done ? null : this.#next.value
  }

  /** The next one, taken where `wanted` says so; null where it does not, and at the end. */
  async take(wanted: (next: T) => boolean): Promise<T | null> {
    const next = await this.peek()
    if (next === null || !wanted(next)) return null
    this.#next = null
    return next
  }
}
