import type { Duplex } from 'node:stream'
import pg from 'pg'
import { Problem } from '#scripts/problem.ts'
import { writtenColumns } from '../columns.ts'

/** A cell of a row; null is NULL. Text must be free of tabs, line ends and backslashes. */
export type Cell = string | number | bigint | boolean | null

const AT_ONCE = 256 * 1024

/** Rows on their way into one table by COPY, on a connection of its own. */
export class CopyTable {
  readonly table: string
  rows = 0
  #client: pg.Client
  #stream: Duplex | undefined
  #parts: string[] = []
  #size = 0
  #full = false
  #draining: Promise<void> | undefined
  #ended = Promise.withResolvers<void>()
  #ready = Promise.withResolvers<void>()

  private constructor(table: string, client: pg.Client) {
    this.table = table
    this.#client = client
    this.#ended.promise.catch(() => undefined)
  }

  /**
   * Opens the way into a table, which is emptied but for the rows that real commands left there: emptied and filled in
   * one transaction, nothing of it has to go through the write-ahead log.
   */
  static async open(url: string, table: string, columns: readonly string[]): Promise<CopyTable> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('BEGIN')
    await client.query(`CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM ${table}`)
    await client.query(`TRUNCATE ${table}`)
    const all = await writtenColumns(client, table)
    await client.query(`INSERT INTO ${table} (${all}) SELECT ${all} FROM kept`)
    const copy = new CopyTable(table, client)
    client.query({
      submit(connection: pg.Connection) {
        copy.#stream = connection.stream as Duplex
        copy.#stream.on('drain', () => {
          copy.#full = false
        })
        connection.query(`COPY ${table} (${columns.join(', ')}) FROM STDIN`)
      },
      handleCopyInResponse: () => copy.#ready.resolve(),
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => copy.#ended.resolve(),
      handleError(error: Error) {
        copy.#ready.reject(error)
        copy.#ended.reject(new Problem(`COPY into ${table}: ${error.message}`, String(Reflect.get(error, 'where'))))
      },
    } as unknown as pg.Submittable)
    await copy.#ready.promise
    return copy
  }

  /** A line of COPY's text format, with its line end. */
  line(text: string): void {
    this.rows += 1
    this.#parts.push(text)
    this.#size += text.length
    if (this.#size >= AT_ONCE) this.#flush()
  }

  /** Many lines at once, as they go over the wire. */
  bytes(lines: Uint8Array, rows: number): void {
    this.rows += rows
    this.#send(lines)
  }

  /** Whether the server is behind: await `drained` before writing much more. */
  get full(): boolean {
    return this.#full
  }

  /** Waits until what was written is on its way. */
  async drained(): Promise<void> {
    const stream = this.#stream
    if (!this.#full || !stream) return
    this.#draining ??= new Promise<void>((resolve) => stream.once('drain', resolve)).then(() => {
      this.#draining = undefined
    })
    await Promise.race([this.#draining, this.#ended.promise])
  }

  /** The last row is written: commits. */
  async end(): Promise<void> {
    this.#flush()
    const done = Buffer.alloc(5)
    done.write('c', 'latin1')
    done.writeInt32BE(4, 1)
    this.#stream?.write(done)
    await this.#ended.promise
    await this.#client.query('COMMIT')
    await this.#client.end()
  }

  #flush(): void {
    if (this.#size === 0) return
    this.#send(Buffer.from(this.#parts.join(''), 'latin1'))
    this.#parts = []
    this.#size = 0
  }

  #send(lines: Uint8Array): void {
    const head = Buffer.alloc(5)
    head.write('d', 0, 'latin1')
    head.writeInt32BE(lines.length + 4, 1)
    this.#stream?.write(head)
    if (this.#stream?.write(lines) === false) this.#full = true
  }
}

/** Cells as a line of COPY's text format. */
export function copyLine(cells: readonly Cell[]): string {
  let text = ''
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at]
    if (at > 0) text += '\t'
    text += cell === null ? '\\N' : cell === true ? 't' : cell === false ? 'f' : cell
  }
  return `${text}\n`
}
