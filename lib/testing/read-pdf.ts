import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A structure element of a PDF as a reader meets it: its role, alternative text, own text, children in order. */
export type PdfElement = { role: string; alt?: string; text: string; children: PdfElement[]; page: number }

/** A PDF read back. */
export type ReadPdf = {
  pages: number
  language: string | null
  title: string
  tagged: boolean
  /** Children of the root, page after page. */
  structure: PdfElement[]
  /** All text that is content, in the order of the structure. */
  text: string
  /** Text that is no content (page feet, repeated heads), page after page. */
  artifacts: string[]
  fonts: { name: string; embedded: boolean }[]
  metadata: string
}

type Node = { role?: string; type?: string; id?: string; alt?: string; children?: Node[] }
type Item = { type?: string; tag?: string; id?: string; str?: string; hasEOL?: boolean }

function contents(items: readonly Item[]): { byId: Map<string, string>; artifact: string } {
  const byId = new Map<string, string>()
  const open: (string | null)[] = []
  let artifact = ''
  for (const item of items) {
    if (item.type === 'beginMarkedContentProps') open.push(item.tag === 'Artifact' ? null : (item.id ?? null))
    else if (item.type === 'beginMarkedContent') open.push(null)
    else if (item.type === 'endMarkedContent') open.pop()
    else if (item.str !== undefined) {
      const id = open.at(-1)
      const text = item.hasEOL ? `${item.str} ` : item.str
      if (id) byId.set(id, `${byId.get(id) ?? ''}${text}`)
      else artifact += `${text} `
    }
  }
  return { byId, artifact }
}

/** Whether the element has anything on this page: a page's tree also names the parts of its tables on other pages. */
function isHere(one: PdfElement): boolean {
  return one.text !== '' || one.alt !== undefined || one.children.length > 0
}

function element(node: Node, byId: Map<string, string>, page: number): PdfElement {
  const own = (node.children ?? []).filter(({ type }) => type === 'content')
  return {
    role: node.role ?? '',
    ...(node.alt === undefined ? {} : { alt: node.alt }),
    text: own
      .map(({ id }) => byId.get(id ?? '') ?? '')
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim(),
    children: (node.children ?? [])
      .filter(({ role }) => role !== undefined)
      .map((child) => element(child, byId, page))
      .filter(isHere),
    page,
  }
}

/** All elements, depth first. */
export function everyElement(elements: readonly PdfElement[]): PdfElement[] {
  return elements.flatMap((one) => [one, ...everyElement(one.children)])
}

function fontsOf(bytes: Uint8Array): { name: string; embedded: boolean }[] {
  const source = Buffer.from(bytes).toString('latin1')
  return [...source.matchAll(/\/Type \/FontDescriptor\s+\/FontName \/(\S+)([\s\S]*?)>>/g)].map((match) => ({
    name: match[1] ?? '',
    embedded: /\/FontFile[23]? /.test(match[2] ?? ''),
  }))
}

/** Reads a PDF's structure, text and properties back as an assistive program would. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false })
  const pdf = await task.promise
  const { info, metadata } = await pdf.getMetadata()
  const structure: PdfElement[] = []
  const artifacts: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    const { byId, artifact } = contents(items as Item[])
    const tree = (await page.getStructTree()) as Node | null
    structure.push(...(tree?.children ?? []).map((node) => element(node, byId, number)))
    artifacts.push(artifact.trim())
  }
  const told = info as { Title?: string; Language?: string }
  const marked = await pdf.getMarkInfo()
  const read: ReadPdf = {
    pages: pdf.numPages,
    language: told.Language ?? null,
    title: told.Title ?? '',
    tagged: marked instanceof Map && marked.get('Marked') === true,
    structure,
    text: everyElement(structure)
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' '),
    artifacts,
    fonts: fontsOf(bytes),
    metadata: metadata?.getRaw() ?? '',
  }
  await task.destroy()
  return read
}
