import type { ColumnKind, ListCell } from '#lib/lists/column.rules.ts'

/** A list as a spreadsheet is told of it: heads of its columns, and its rows batch by batch. */
export type Sheet = {
  title: string
  heads: readonly { title: string; kind: ColumnKind }[]
  batches: AsyncIterable<readonly (readonly ListCell[])[]>
  /** What stands on the notes sheet, asked for after the last row: label and value. Only a workbook has one. */
  notes: () => readonly (readonly [label: string, value: ListCell])[]
}

/** The kinds of file a list can be taken as. */
export const FORMATS = {
  csv: { name: 'CSV', mediaType: 'text/csv; charset=utf-8' },
  xlsx: { name: 'Excel', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
} as const satisfies Record<string, { name: string; mediaType: string }>

/** A kind of file that a list is taken as. */
export type Format = keyof typeof FORMATS

/** The kinds of file that the worker makes: lists, and everything kept about a person. */
export const FILE_FORMATS = { ...FORMATS, zip: { name: 'ZIP', mediaType: 'application/zip' } } as const

/** A kind of file that the worker makes. */
export type FileFormat = keyof typeof FILE_FORMATS

/**
 * Text that a spreadsheet will not take for a formula: a cell beginning with = + - @ tab or CR gets an apostrophe in
 * front (OWASP, CSV injection). Numbers are written as numbers and need none.
 */
export function neutralise(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
