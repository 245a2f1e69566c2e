import type { LocalDate } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'
import type { ByWords } from './by-words.rules.ts'
import type { LoadKind } from './kind.rules.ts'
import type { NewRow } from './new-row.rules.ts'

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

/** What holding a file against what stands found: rows by what becomes of them, all that is wrong or deserves a look. */
export type Findings = {
  rows: number
  added: number
  changed: number
  unchanged: number
  /** What would change besides rows: trusts that prices newly reach. */
  beside: number
  problems: Problem[]
  warnings: Problem[]
  /** About the file as a whole: what is made new. */
  notes: string[]
  priceChanges: PriceChange[]
  /** The first `NEW_SHOWN` of the rows that are new; `added` says how many there are. */
  newRows: NewRow[]
  /** What all of it comes to, in short, where rows alone do not tell; '' otherwise. */
  fingerprint: string
  /** What names a pack by words alone; null where nothing does. */
  byWords: ByWords | null
}

/** What checking a file found, as it is kept for the page: the first of each list, and how many there are. */
export type FoundReport = {
  /** What cannot be loaded stops the whole file: it is all or nothing. The list holds the first `LISTED`. */
  problemCount: number
  problems: Problem[]
  /** Worth a look; they stop nothing. */
  warningCount: number
  warnings: Problem[]
  notes: string[]
  priceChanges: PriceChange[]
  /** The first of the rows that are new. */
  newRows: NewRow[]
  /** What all of it comes to, in short; not there where rows tell. */
  fingerprint?: string
  /** What names a pack by words alone; not there where nothing does. */
  byWords?: ByWords
}

/** What a file would do, or did. */
export type LoadReport = FoundReport & {
  kind: LoadKind
  fileName: string
  sha256: string
  sizeBytes: number
  rows: number
  added: number
  changed: number
  unchanged: number
}

/** Findings of a file in which nothing was found yet. */
export function noFindings(): Findings {
  return {
    rows: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    beside: 0,
    problems: [],
    warnings: [],
    notes: [],
    priceChanges: [],
    newRows: [],
    fingerprint: '',
    byWords: null,
  }
}

/** Puts problems and warnings in order and keeps as many as can be read; the counts say how many there are. */
export function foundReport(findings: Findings): FoundReport {
  const { problems, warnings, notes, priceChanges, newRows, fingerprint, byWords } = findings
  return {
    problemCount: problems.length,
    problems: inOrder(problems, LISTED),
    warningCount: warnings.length,
    warnings: inOrder(warnings, LISTED),
    notes,
    priceChanges: priceChanges.slice(0, LISTED),
    newRows,
    ...(fingerprint === '' ? {} : { fingerprint }),
    ...(byWords ? { byWords } : {}),
  }
}

/** A load as far as its report rests on it. */
export type ReportedLoad = Pick<LoadReport, 'kind' | 'fileName' | 'sha256' | 'sizeBytes' | 'notes'> & {
  rowsTotal: number
  rowsAdded: number
  rowsChanged: number
  rowsUnchanged: number
  report: FoundReport | null
}

/** The report of a load as it stands: what reading it said, then what checking it found, where it was checked. */
export function reportOf(load: ReportedLoad): LoadReport {
  const { kind, fileName, sha256, sizeBytes } = load
  const found = load.report ?? foundReport(noFindings())
  return {
    ...{ kind, fileName, sha256, sizeBytes },
    ...{ rows: load.rowsTotal, added: load.rowsAdded, changed: load.rowsChanged, unchanged: load.rowsUnchanged },
    ...found,
    notes: [...load.notes, ...found.notes],
  }
}

/** Problems by row, the first `most` of them. */
export function inOrder(problems: readonly Problem[], most: number): Problem[] {
  return problems.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)).slice(0, most)
}

/** A report with nothing but one problem of the whole file, or of one row. */
export function onlyProblem(problem: string, row: number | null = null, column: string | null = null): Findings {
  return { ...noFindings(), problems: [{ row, column, cell: '', problem }] }
}

/** How many problems are kept for the error report. */
export const KEPT = 10_000

/** How many problems are listed; the count says how many there are. */
export const LISTED = 200

/** Keeps a cell's text fit for a table. */
export function shortened(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}
