import { SaxesParser } from 'saxes'
import { ok, type Refused, type Result, refuse } from '#lib/result.ts'
import { shownText } from '#lib/typed.ts'

/** An element that was read: local name, namespace, its own text, its elements in order. */
export type XmlNode = {
  name: string
  namespace: string
  attributes: Record<string, string>
  text: string
  children: XmlNode[]
}

/** Why an XML file was not read. `at` is the line where known. */
export type XmlProblem = 'NOT_XML' | 'DOCTYPE' | 'TOO_LARGE' | 'TOO_DEEP' | 'WRONG_KIND' | 'MISSING' | 'BAD_VALUE'

/** A refused file: the problem, the line, what it was about, and the sentence for the person who sent it in. */
export type XmlRefusal = { code: 'BAD_XML'; problem: XmlProblem; line: number | null; message: string }

/** How large a file may be: bytes, elements within elements, elements in all. */
export type XmlLimits = { bytes: number; depth: number; elements: number }

const LIMITS: XmlLimits = { bytes: 5_000_000, depth: 30, elements: 200_000 }
const CHUNK = 65_536

function sentence(problem: XmlProblem, detail: string): string {
  switch (problem) {
    case 'NOT_XML':
      return 'This file is not well-formed XML.'
    case 'DOCTYPE':
      return 'This file has a document type declaration. We do not read such files.'
    case 'TOO_LARGE':
      return 'This file is too large to be one message.'
    case 'TOO_DEEP':
      return 'This file has more levels than any message has.'
    case 'WRONG_KIND':
      return `This file is not ${detail}.`
    case 'MISSING':
      return `The message has no ${detail}.`
    case 'BAD_VALUE':
      return `The message has a value we cannot use: ${detail}.`
  }
}

/** A refusal with its sentence; `detail` is what the sentence names. */
export function refuseXml(problem: XmlProblem, detail = '', line: number | null = null): Refused<XmlRefusal> {
  const where = line === null ? '' : ` Look at line ${line}.`
  return refuse({ code: 'BAD_XML', problem, line, message: `${sentence(problem, detail)}${where}` })
}

class Stopped extends Error {
  readonly problem: XmlProblem
  constructor(problem: XmlProblem) {
    super(problem)
    this.problem = problem
  }
}

function decode(source: string | Uint8Array): string | null {
  if (typeof source === 'string') return source.replace(/^\uFEFF/, '')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source)
  } catch {
    return null
  }
}

function parse(text: string, limits: XmlLimits, parser: SaxesParser<{ xmlns: true }>): XmlNode | null {
  const open: XmlNode[] = []
  let root: XmlNode | null = null
  let elements = 0
  parser.on('doctype', () => {
    throw new Stopped('DOCTYPE')
  })
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && !/^utf-?8$/i.test(encoding)) throw new Stopped('NOT_XML')
  })
  parser.on('error', () => {
    throw new Stopped('NOT_XML')
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    elements += 1
    if (elements > limits.elements) throw new Stopped('TOO_LARGE')
    if (open.length >= limits.depth) throw new Stopped('TOO_DEEP')
    const given = Object.values(attributes).map(({ name, value }): [string, string] => [name, shownText(value)])
    const node: XmlNode = { name: local, namespace: uri, attributes: Object.fromEntries(given), text: '', children: [] }
    open.at(-1)?.children.push(node)
    root ??= node
    open.push(node)
  })
  const add = (piece: string) => {
    const node = open.at(-1)
    if (node) node.text += piece
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    const node = open.pop()
    if (node) node.text = shownText(node.text)
  })
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK))
  parser.close()
  return root
}

/**
 * Reads a small XML message into a tree. Refuses document types and with them all entities of the file's own, anything
 * but UTF-8, and files beyond the limits. Nothing outside the text is ever fetched. Texts and values come without what
 * nobody sees, as what is typed (`shownText`).
 */
export function readXml(source: string | Uint8Array, limits: XmlLimits = LIMITS): Result<XmlNode, XmlRefusal> {
  if (source.length > limits.bytes) return refuseXml('TOO_LARGE')
  const text = decode(source)
  if (text === null) return refuseXml('NOT_XML')
  const parser = new SaxesParser({ xmlns: true })
  try {
    const root = parse(text, limits, parser)
    return root ? ok(root) : refuseXml('NOT_XML')
  } catch (stopped) {
    if (stopped instanceof Stopped) return refuseXml(stopped.problem, '', parser.line)
    throw stopped
  }
}

/** The elements at a path of local names below a node: `all(order, 'OrderLine', 'LineItem')`. */
export function all(node: XmlNode, ...path: readonly string[]): XmlNode[] {
  return path.reduce(
    (nodes, name) => nodes.flatMap(({ children }) => children.filter((child) => child.name === name)),
    [node],
  )
}

/** The trimmed text at a path, or null when it is not there or empty. */
export function textAt(node: XmlNode, ...path: readonly string[]): string | null {
  return all(node, ...path)[0]?.text.trim() || null
}
