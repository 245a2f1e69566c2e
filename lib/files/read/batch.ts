import type { LoadKind } from '../kind.rules.ts'
import type { RawRow } from '../row.rules.ts'
import type { FileFormat } from '../what-it-is.rules.ts'

/** A part of a file as it is read: rows, and how far it has come. `expected` rows are an estimate; null = not known. */
export type Batch = { rows: RawRow[]; expected: number | null }

/** How reading a file ended: its notes; what keeps it from being read at all, with the row where that is known. */
export type ReadEnd = {
  notes: string[]
  problem: { row: number | null; column: string | null; what: string } | null
  /** Of a workbook: the sheets in which something stands, the one that was read, and whether another fits as well. */
  sheets?: { names: string[]; read: string; tied: boolean }
}

/** What reads the rows of a file: yields batches, ends with what there is to say. */
export type Reading = AsyncGenerator<Batch, ReadEnd>

/** A file to be read. `sheet` is the one that somebody chose of a workbook; else `kind` tells which is meant (null = not known yet). */
export type FileToRead = {
  content: Uint8Array
  fileName: string
  format: FileFormat
  kind: LoadKind | null
  sheet?: string | null
}

/** How many rows make a batch. */
export const BATCH = 500

/** A reading that ends with a problem. */
export class Unreadable extends Error {
  readonly row: number | null
  readonly column: string | null
  constructor(what: string, row: number | null = null, column: string | null = null) {
    super(what)
    this.row = row
    this.column = column
  }
}
