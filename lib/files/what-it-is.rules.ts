/** Why a file cannot be read at all, in words for the person who chose it. */
export type UnreadableFile = { problem: string }

/** The formats that can be loaded, by the ending of a file's name. */
export const FILE_FORMATS = ['csv', 'tsv', 'xlsx'] as const

/** A format that can be loaded. */
export type FileFormat = (typeof FILE_FORMATS)[number]

/** How the text of a file is written down. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const ENDINGS: Readonly<Record<string, FileFormat>> = { csv: 'csv', txt: 'csv', tsv: 'tsv', tab: 'tsv', xlsx: 'xlsx' }

const SAVE_AS = 'Open it and save it as “Excel workbook (.xlsx)” or “CSV UTF-8”.'
const ASK_FOR = 'Ask for the data as a workbook or a CSV file.'
const UNPACK = 'Unpack it and choose the file in it.'

const KINDS: readonly { starts: readonly number[]; what: string; remedy: string }[] = [
  { starts: [0x25, 0x50, 0x44, 0x46], what: 'a PDF', remedy: ASK_FOR },
  { starts: [0x1f, 0x8b], what: 'a compressed file (gzip)', remedy: UNPACK },
  { starts: [0x37, 0x7a, 0xbc, 0xaf], what: 'a compressed file (7z)', remedy: UNPACK },
  { starts: [0x52, 0x61, 0x72, 0x21], what: 'a compressed file (RAR)', remedy: UNPACK },
  { starts: [0x89, 0x50, 0x4e, 0x47], what: 'a picture', remedy: ASK_FOR },
  { starts: [0xff, 0xd8, 0xff], what: 'a picture', remedy: ASK_FOR },
  { starts: [0x47, 0x49, 0x46, 0x38], what: 'a picture', remedy: ASK_FOR },
  { starts: [0x7b, 0x5c, 0x72, 0x74], what: 'a Word text (RTF)', remedy: ASK_FOR },
  { starts: [0x7f, 0x45, 0x4c, 0x46], what: 'a program', remedy: ASK_FOR },
  { starts: [0x4d, 0x5a], what: 'a program', remedy: ASK_FOR },
]

const HEAD = 8192

function begins(bytes: Uint8Array, starts: readonly number[]): boolean {
  return starts.every((byte, index) => bytes[index] === byte)
}

/** The format that a file's name promises; null when it is none that can be loaded. */
export function formatByName(fileName: string): FileFormat | null {
  const ending = /\.([a-z0-9]+)$/i.exec(fileName.trim())?.[1]?.toLowerCase() ?? ''
  return ENDINGS[ending] ?? null
}

/**
 * The format of a file, told by its first bytes and its name together, or why it is none that can be loaded: another kind
 * of file, a name that promises something else than what is inside.
 */
export function whatItIs(bytes: Uint8Array, fileName: string): { format: FileFormat } | UnreadableFile {
  const named = formatByName(fileName)
  if (named === null) {
    return { problem: `Only files whose names end in .csv, .tsv, .txt or .xlsx can be loaded. ${SAVE_AS}` }
  }
  if (bytes.length === 0) return { problem: 'The file is empty. Choose a file with a row of column names.' }
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { problem: oldContainer(bytes) }
  const zip = begins(bytes, [0x50, 0x4b, 0x03, 0x04]) || begins(bytes, [0x50, 0x4b, 0x05, 0x06])
  if (zip) return named === 'xlsx' ? { format: 'xlsx' } : { problem: zipped(bytes) }
  const kind = KINDS.find(({ starts }) => begins(bytes, starts))
  if (kind) return { problem: `This is ${kind.what}, not a spreadsheet. ${kind.remedy}` }
  const head = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 200))
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (/^<(\?xml|!doctype|html|table|[a-z_]+[\s>])/i.test(head)) {
    return { problem: `This is a web page or an XML file, whatever its name says. ${SAVE_AS}` }
  }
  if (/^[[{]\s*["{[\]}]/.test(head)) return { problem: `This is a JSON file, not a spreadsheet. ${ASK_FOR}` }
  if (named === 'xlsx') {
    return {
      problem:
        'The name ends in .xlsx, but this is no Excel workbook: it was renamed, or cut off at its beginning. If it is text, give it the ending .csv; else save or send it again.',
    }
  }
  return { format: named }
}

/** An OLE container: a workbook with a password, or what Office wrote before 2007. */
function oldContainer(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-16le').decode(bytes.subarray(0, 65_536 - (65_536 % 2)))
  return text.includes('EncryptedPackage') || text.includes('EncryptionInfo')
    ? 'The workbook is protected by a password, so it cannot be read. Open it, take the password off (File, Info, Protect Workbook), and save it again.'
    : `This is an old Excel or Word file. ${SAVE_AS}`
}

function zipped(bytes: Uint8Array): string {
  const names = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD))
  return /\[Content_Types\]|xl\//.test(names)
    ? 'This is an Excel workbook, but its name does not end in .xlsx. Give it that ending, or save it as “CSV UTF-8”.'
    : `This is a ZIP file, not a spreadsheet. ${UNPACK}`
}

/**
 * How the text of a file is written: by its mark, by zeros in every other byte, as UTF-8, else as Windows-1252. A NUL in
 * other text is a problem, told with the line it stands in.
 */
export function encodingOf(bytes: Uint8Array): { encoding: Encoding; notes: string[] } | UnreadableFile {
  const utf16: Encoding | null = begins(bytes, [0xff, 0xfe])
    ? 'utf-16le'
    : begins(bytes, [0xfe, 0xff])
      ? 'utf-16be'
      : bareUtf16(bytes)
  if (utf16) return { encoding: utf16, notes: ['The file was read as UTF-16.'] }
  const nul = bytes.indexOf(0)
  if (nul >= 0) {
    const line = linesIn(bytes.subarray(0, nul)) + 1
    return { problem: `This is no text: line ${line} holds a byte that no CSV file has (NUL). ${SAVE_AS}` }
  }
  if (isUtf8(bytes)) return { encoding: 'utf-8', notes: [] }
  const note =
    'The file is not UTF-8. It was read as Windows-1252: check names with accents and pound signs, or save it as “CSV UTF-8”.'
  return { encoding: 'windows-1252', notes: [note] }
}

/** How many lines end in these bytes, by their line feeds (where there are none, their carriage returns). */
export function linesIn(bytes: Uint8Array): number {
  const count = (sign: number) => {
    let found = 0
    for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) found += 1
    return found
  }
  return count(10) || count(13)
}

const PIECE = 1 << 20

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += PIECE) decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** UTF-16 without its mark: nearly every other byte of English text is zero. */
function bareUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 400)
  if (head.length < 4) return null
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > head.length * 0.4 && even === 0) return 'utf-16le'
  return even > head.length * 0.4 && odd === 0 ? 'utf-16be' : null
}
