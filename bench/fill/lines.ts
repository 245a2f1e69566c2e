import type { HistoryTable } from './tables.ts'

const AT_ONCE = 128 * 1024

/** Lines for one table, as they go over the wire. */
export type Chunk = { table: HistoryTable; lines: Uint8Array<ArrayBuffer>; rows: number }

type Waiting = { buffer: Buffer<ArrayBuffer>; used: number; rows: number }

/** Gathers lines by table and hands them on in chunks. */
export class Lines {
  #waiting = new Map<HistoryTable, Waiting>()
  #send: (chunk: Chunk) => void

  constructor(send: (chunk: Chunk) => void) {
    this.#send = send
  }

  /** One line of plain ASCII, with its end. */
  line(table: HistoryTable, text: string): void {
    let waiting = this.#waiting.get(table)
    if (waiting && waiting.used + text.length > waiting.buffer.length) {
      this.#hand(table, waiting)
      waiting = undefined
    }
    if (!waiting) {
      waiting = { buffer: Buffer.from(new ArrayBuffer(Math.max(AT_ONCE, text.length))), used: 0, rows: 0 }
      this.#waiting.set(table, waiting)
    }
    waiting.used += waiting.buffer.write(text, waiting.used, 'latin1')
    waiting.rows += 1
  }

  /** Hands on what is left. */
  end(): void {
    for (const [table, waiting] of this.#waiting) this.#hand(table, waiting)
  }

  #hand(table: HistoryTable, { buffer, used, rows }: Waiting): void {
    this.#waiting.delete(table)
    this.#send({ table, lines: new Uint8Array(buffer.buffer, 0, used), rows })
  }
}
