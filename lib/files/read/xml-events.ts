import { SaxesParser } from 'saxes'
import { Unreadable } from './batch.ts'

/** What is told of an XML part as it is read: elements by their local name, text between them. */
export type XmlEvents = {
  open: (name: string, attributes: Readonly<Record<string, string>>) => void
  close?: (name: string) => void
  text?: (piece: string) => void
}

/** How deep elements may stand, how many attributes one may have, how much may come without an element or text ending. */
const LIMITS = { depth: 40, attributes: 100, silent: 2_000_000 } as const

const ODD = 'The workbook holds XML that no spreadsheet program writes'
const SAVE_AGAIN = 'Open it and save it again.'

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/**
 * Reads XML piece by piece. Refuses document types, and with them entities of its own; anything but UTF-8; what is too deep
 * or too large. Yields after each piece, so that the caller can take what it has gathered.
 */
export async function* xmlEvents(pieces: AsyncIterable<Uint8Array>, events: XmlEvents): AsyncGenerator<undefined> {
  const parser = new SaxesParser()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [depth, attributes, silent] = [0, 0, 0]
  const refuse = (why: string) => {
    throw new Unreadable(`${ODD} (${why}). ${SAVE_AGAIN}`)
  }
  parser.on('doctype', () => refuse('a document type'))
  parser.on('xmldecl', ({ encoding }) => encoding && !/^utf-?8$/i.test(encoding) && refuse('not UTF-8'))
  parser.on('error', () => refuse('not well-formed'))
  parser.on('opentagstart', () => {
    attributes = 0
    depth += 1
    if (depth > LIMITS.depth) refuse('too many levels')
  })
  parser.on('attribute', () => {
    attributes += 1
    if (attributes > LIMITS.attributes) refuse('too many attributes')
  })
  parser.on('opentag', (tag) => {
    silent = 0
    events.open(local(tag.name), tag.attributes as Record<string, string>)
  })
  parser.on('closetag', (tag) => {
    silent = 0
    depth -= 1
    events.close?.(local(tag.name))
  })
  parser.on('text', (piece) => events.text?.(piece))
  parser.on('cdata', (piece) => events.text?.(piece))
  for await (const piece of pieces) {
    silent += piece.length
    if (silent > LIMITS.silent) refuse('one text without end')
    parser.write(decoded(decoder, piece))
    yield
  }
  parser.write(decoded(decoder))
  parser.close()
  yield
}

function decoded(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
  } catch {
    throw new Unreadable(`${ODD} (not UTF-8). ${SAVE_AGAIN}`)
  }
}

/** Reads a whole XML part. */
export async function readAllXml(pieces: AsyncIterable<Uint8Array>, events: XmlEvents): Promise<void> {
  for await (const _ of xmlEvents(pieces, events));
}
