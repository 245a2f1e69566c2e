import type { Permission } from '#lib/access/permissions.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'

/** The kinds of file that can be loaded. */
export const LOAD_KINDS = ['packs', 'contracts'] as const

/** A kind of file that can be loaded. */
export type LoadKind = (typeof LOAD_KINDS)[number]

/** What the kinds are called on screen. */
export const LOAD_KIND_NAMES = { packs: 'Products', contracts: 'Contracts' } as const satisfies Record<LoadKind, string>

/** What may load a kind of file. */
export const LOAD_PERMISSION = { packs: 'catalogue.load', contracts: 'contract.load' } as const satisfies Record<
  LoadKind,
  Permission
>

/** Whether the text is a kind of file (database and address at the door). */
export function isLoadKind(text: string): text is LoadKind {
  return (LOAD_KINDS as readonly string[]).includes(text)
}

/** Something about one cell (or row, or the whole file) that must be put right, or deserves a look. */
export type Problem = {
  /** As a spreadsheet counts: the column names are row 1. null = the whole file. */
  row: number | null
  /** null = the whole row. */
  column: string | null
  /** What stands there, shortened. */
  cell: string
  /** What is wrong and what to do, in one or two sentences. */
  problem: string
}

/** A price that changes: prices in ten-thousandths of a pound per pack, change in basis points. */
export type PriceChange = {
  product: string
  supplier: string
  buyingGroup: string
  from: Price
  to: Price
  change: number | null
  on: LocalDate
}

/** What a file would do, or did. */
export type LoadReport = {
  kind: LoadKind
  fileName: string
  sha256: string
  sizeBytes: number
  rows: number
  added: number
  changed: number
  unchanged: number
  /** What cannot be loaded stops the whole file: it is all or nothing. The list holds the first `LISTED`. */
  problemCount: number
  problems: Problem[]
  /** Worth a look; they stop nothing. */
  warningCount: number
  warnings: Problem[]
  /** About the file as a whole: how it was read, what is made new. */
  notes: string[]
  priceChanges: PriceChange[]
}

/** How many problems are listed; the count says how many there are. */
export const LISTED = 200

/** Keeps a cell's text fit for a table. */
export function shortened(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}
