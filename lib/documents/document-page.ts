/** A line of text inside a cell or a fact; bold marks the one thing to find. */
export type TextLine = { text: string; strong?: boolean }

/** A column of a table: its head, where its text stands, and its share of the width on paper. */
export type Column = { head: string; align: 'left' | 'right'; share: number }

/** A row: its cells in the order of the columns, none of them empty. */
export type Row = { cells: readonly (readonly TextLine[])[] }

/** A term with what there is to say of it: "Account number", "R1042". */
export type Fact = { term: string; lines: readonly TextLine[] }

/** A piece of a document, in reading order. */
export type Block =
  /** `room`: points that must be left below it on the paper, for what may not be torn from it. */
  | { kind: 'heading'; text: string; room?: number }
  | { kind: 'paragraph'; text: string; strong?: boolean }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'notice'; text: string }
  | { kind: 'facts'; facts: readonly Fact[]; columns: 1 | 2 | 3 }
  | { kind: 'table'; label: string; columns: readonly Column[]; rows: readonly Row[] }
  | { kind: 'amounts'; label: string; rows: readonly { term: string; amount: string; strong?: boolean }[] }
  | { kind: 'barcode'; text: string; alt: string }
  | { kind: 'blanks'; terms: readonly string[] }

/**
 * A document before it becomes PDF or HTML: both are drawn from this, so they say the same. `madeAt` is the only time in
 * it; the same page gives the same bytes.
 */
export type DocumentPage = {
  /** Names the document in the window and in the file: letters, digits and plain punctuation. */
  title: string
  /** The first heading. */
  heading: string
  /** Who issues it, above the heading. */
  issuer: string
  /** Foot of every page, before the page number. */
  foot: string
  madeAt: Date
  blocks: readonly Block[]
}

/** One plain line, or "None" when there is nothing to say: no cell stays empty. */
export function textLine(text: string | null | undefined, strong = false): TextLine {
  const said = (text ?? '').trim()
  return said === '' ? { text: 'None' } : { text: said, strong }
}

/** The lines that have something in them. */
export function textLines(...texts: readonly (string | null | undefined | false)[]): TextLine[] {
  const said = texts.flatMap((text) => (text ? [text.trim()] : [])).filter((text) => text !== '')
  return said.length === 0 ? [{ text: 'None' }] : said.map((text) => ({ text }))
}
