import { CsvError, type Options, parse } from 'csv-parse'
import { MOST_COLUMNS, MOST_ROWS, type RawRow, rawRow } from '../row.rules.ts'
import { type Encoding, encodingOf, linesIn } from '../what-it-is.rules.ts'
import { BATCH, type FileToRead, type Reading, Unreadable } from './batch.ts'

const PIECE = 1 << 16
const LONGEST_ROW = 1_000_000
const DELIMITERS = [',', ';', '\t'] as const
const LOOKED_AT = 20

type Read = { record: string[]; info: { records: number; empty_lines: number } }

/**
 * Reads the rows of a text with cells between commas, semicolons or tabs: quotes around cells that need them (line breaks
 * within), CRLF or LF. Streams: no more than a batch is held at a time. Empty rows are passed over.
 */
export async function* textRows({ content, format }: FileToRead): Reading {
  const written = encodingOf(content)
  if ('problem' in written) throw new Unreadable(written.problem)
  const { encoding, notes } = written
  const delimiter = format === 'tsv' ? '\t' : delimiterOf(head(content, encoding))
  if (delimiter !== ',') notes.push(`The cells are separated by ${delimiter === ';' ? 'semicolons' : 'tabs'}.`)
  const expected = linesIn(content)
  let rows: RawRow[] = []
  let count = 0
  for await (const { record, info } of records(content, encoding, delimiter)) {
    const row = rawRow(info.records + info.empty_lines, record)
    if (!row) continue
    count += 1
    if (count > MOST_ROWS + 1) throw tooMany(row.row)
    if (record.length > MOST_COLUMNS) throw tooWide(record.length, row.row)
    rows.push(row)
    if (rows.length < BATCH) continue
    yield { rows, expected }
    rows = []
  }
  yield { rows, expected: count }
  return { notes, problem: null }
}

/** A file with more rows than can be loaded at once. */
export function tooMany(row: number): Unreadable {
  return new Unreadable(`The file holds more than ${MOST_ROWS} rows. Split it into files of at most ${MOST_ROWS}.`, row)
}

/** A row with more columns than any file of ours has. */
export function tooWide(columns: number, row: number): Unreadable {
  return new Unreadable(`The row has ${columns} columns. Take out those beyond ${MOST_COLUMNS}.`, row)
}

async function* records(content: Uint8Array, encoding: Encoding, delimiter: string): AsyncGenerator<Read> {
  const options: Options = {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    bom: true,
  }
  const parser = parse(options)
  const feeding = feed(parser, content, encoding)
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0 // the reader makes an error for each row of another length, and its trace costs most of the time
  try {
    for await (const read of parser) yield read as Read
    await feeding
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault
    const at = typeof fault.records === 'number' ? fault.records + Number(fault.empty_lines ?? 0) + 1 : null
    throw new Unreadable(wordsOf(fault.code), at)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
    parser.destroy()
  }
}

async function feed(parser: ReturnType<typeof parse>, content: Uint8Array, encoding: Encoding): Promise<void> {
  const decoder = new TextDecoder(encoding)
  const closed = new Promise<void>((resolve) => parser.once('close', resolve))
  const drained = () => Promise.race([closed, new Promise<void>((resolve) => parser.once('drain', resolve))])
  for (let at = 0; at < content.length && !parser.destroyed; at += PIECE) {
    const text = decoder.decode(content.subarray(at, at + PIECE), { stream: true })
    if (text !== '' && !parser.write(text)) await drained()
  }
  if (!parser.destroyed) parser.end(decoder.decode())
}

function head(content: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(content.subarray(0, PIECE), { stream: true })
}

/** The sign that cuts most of the first lines; of several, the one that cuts the first of them into most cells. */
function delimiterOf(text: string): string {
  const lines = text.trimStart().split(/\r\n|\n|\r/, LOOKED_AT)
  const first = lines.find((line) => DELIMITERS.some((sign) => line.includes(sign))) ?? ''
  const score = (sign: string) => {
    const cut = lines.filter((line) => line.includes(sign)).length
    return cut * 1000 + Math.min(999, first.split(sign).length)
  }
  return DELIMITERS.reduce((best, sign) => (score(sign) > score(best) ? sign : best), ',' as string)
}

function wordsOf(code: string): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quotation mark is opened here and never closed, so that the rest cannot be read. Close it, or write it twice where it belongs to the text.'
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'A quotation mark stands in the middle of a cell, so that the rest cannot be read. Put quotation marks around the whole cell and write the inner one twice.'
    case 'CSV_MAX_RECORD_SIZE':
      return 'A row is longer than any row can be. A quotation mark before it is probably not closed.'
    default:
      return `The file cannot be read from here on (${code}). Save it as “CSV UTF-8” again.`
  }
}
