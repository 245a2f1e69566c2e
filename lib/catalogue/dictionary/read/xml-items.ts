import { SaxesParser } from 'saxes'
import type { Item } from '../entry.rules.ts'
import { PART_FORMATS, type PartFormat, type PartKind, partOfRoot } from '../format.rules.ts'
import { UnreadableRelease } from './unreadable.ts'

/** How deep elements may stand, how long one text may be, how many attributes one element may have, and bytes without any. */
const LIMITS = { depth: 7, text: 20_000, attributes: 20, silent: 1_000_000 } as const

/** What is told of a file as it is read: its kind once, at its root; then each item with the group it stands in. */
export type ItemEvents = {
  root: (kind: PartKind) => 'read' | 'skip'
  item: (group: string, item: string, fields: Item) => void
}

/**
 * Reads a file of a release piece by piece, and tells each item. Document types are refused, and with them entities of the
 * file's own; anything but UTF-8; what is too deep, too long, not well-formed or cut off. Yields after each piece the bytes
 * read so far. Ends early where the file is not asked for.
 */
export async function* xmlItems(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  events: ItemEvents,
): AsyncGenerator<number> {
  const refuse = (why: string) => {
    throw new UnreadableRelease(`${name} cannot be read: ${why}${lastId ? `, after ${lastId}` : ''}.`)
  }
  const parser = new SaxesParser({ position: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let lastId = ''
  let [depth, silent, read] = [0, 0, 0]
  let format: PartFormat | null = null
  let itemDepth = 3
  let skip = false
  let group = ''
  let text = ''
  let fields: Item = {}
  let nested: Record<string, string> | null = null

  parser.on('doctype', () => refuse('it has a document type, which no release has'))
  parser.on('xmldecl', ({ encoding }) => encoding && !/^utf-?8$/i.test(encoding) && refuse('it is not UTF-8'))
  parser.on('error', () => refuse('it is not well-formed XML'))
  parser.on('opentag', ({ name: element, attributes }) => {
    depth += 1
    silent = 0
    text = ''
    if (depth > itemDepth + 1) {
      if (depth > LIMITS.depth) refuse('it has more levels than any release')
      if (depth === itemDepth + 2) nested ??= {}
    } else if (depth === itemDepth) {
      fields = {}
    } else if (depth === 1) {
      const kind = partOfRoot(element)
      if (!kind) return refuse(`its root element is ${element.slice(0, 60)}, which is no part of dm+d`)
      format = PART_FORMATS[kind]
      itemDepth = format.flat ? 2 : 3
      skip = events.root(kind) === 'skip'
    } else if (depth === 2) group = element
    if (depth <= 2 && Object.keys(attributes).length > LIMITS.attributes) refuse('it has too many attributes')
  })
  parser.on('text', (piece) => {
    text += piece
    if (text.length > LIMITS.text) refuse('a text in it is longer than any of a release')
  })
  parser.on('cdata', (piece) => {
    text += piece
  })
  parser.on('closetag', ({ name: element }) => {
    if (depth === itemDepth + 1) {
      if (nested) {
        const there = fields[element]
        fields[element] = Array.isArray(there) ? [...there, nested] : [nested]
        nested = null
      } else fields[element] = text.trim()
    } else if (depth === itemDepth + 2 && nested) nested[element] = text.trim()
    else if (depth === itemDepth && format) {
      const key = format.items[element] ?? format.hung[element]
      const id = key === undefined ? undefined : fields[key]
      if (typeof id === 'string') lastId = id.slice(0, 40)
      events.item(format.flat ? '' : group, element, fields)
    }
    depth -= 1
    silent = 0
    text = ''
  })
  for await (const piece of pieces) {
    silent += piece.length
    read += piece.length
    if (silent > LIMITS.silent) refuse('a text in it does not end')
    parser.write(decoded(decoder, piece, refuse))
    if (skip) return
    yield read
  }
  parser.write(decoded(decoder, null, refuse))
  parser.close()
  if (!format) refuse('it has no root element')
}

function decoded(decoder: TextDecoder, piece: Uint8Array | null, refuse: (why: string) => void): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
  } catch {
    refuse('it is not UTF-8')
    return ''
  }
}
