/** Why a file cannot be read at all, in words for the person who chose it. */
export type UnreadableFile = { problem: string }

/** The text of a file, and what is worth knowing about how it was read. */
export type FileText = { text: string; notes: string[] }

const KINDS: readonly { starts: readonly number[]; what: string; remedy: string }[] = [
  { starts: [0x25, 0x50, 0x44, 0x46], what: 'a PDF', remedy: 'Ask for the data as a CSV file.' },
  {
    starts: [0xd0, 0xcf, 0x11, 0xe0],
    what: 'an old Excel or Word file',
    remedy: 'Open it and save it as “CSV UTF-8”.',
  },
  { starts: [0x1f, 0x8b], what: 'a compressed file (gzip)', remedy: 'Unpack it and choose the CSV file in it.' },
  {
    starts: [0x37, 0x7a, 0xbc, 0xaf],
    what: 'a compressed file (7z)',
    remedy: 'Unpack it and choose the CSV file in it.',
  },
  {
    starts: [0x52, 0x61, 0x72, 0x21],
    what: 'a compressed file (RAR)',
    remedy: 'Unpack it and choose the CSV file in it.',
  },
  { starts: [0x89, 0x50, 0x4e, 0x47], what: 'a picture', remedy: 'Ask for the data as a CSV file.' },
  { starts: [0xff, 0xd8, 0xff], what: 'a picture', remedy: 'Ask for the data as a CSV file.' },
  { starts: [0x7b, 0x5c, 0x72, 0x74], what: 'a Word text (RTF)', remedy: 'Ask for the data as a CSV file.' },
]

const AS_CSV = 'Open it and save it as “CSV UTF-8”.'

function begins(bytes: Uint8Array, starts: readonly number[]): boolean {
  return starts.every((byte, index) => bytes[index] === byte)
}

/** What the file is if it is plainly no CSV file: told by its first bytes, whatever its name says. */
export function wrongKind(bytes: Uint8Array): UnreadableFile | null {
  if (bytes.length === 0) return { problem: 'The file is empty. Choose a CSV file with a row of column names.' }
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04]) || begins(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    const names = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
    return /\[Content_Types\]|xl\//.test(names)
      ? { problem: `This is an Excel workbook, not a CSV file. ${AS_CSV}` }
      : { problem: 'This is a ZIP file, not a CSV file. Unpack it and choose the CSV file in it.' }
  }
  const kind = KINDS.find(({ starts }) => begins(bytes, starts))
  if (kind) return { problem: `This is ${kind.what}, not a CSV file. ${kind.remedy}` }
  const head = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 200))
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (/^<(\?xml|!doctype|html|table|[a-z_]+[\s>])/i.test(head)) {
    return { problem: 'This is a web page or an XML file, not a CSV file. Ask for the data as a CSV file.' }
  }
  if (/^[[{]\s*["{[\]}]/.test(head))
    return { problem: 'This is a JSON file, not a CSV file. Ask for the data as a CSV file.' }
  return null
}

/**
 * The text of a CSV file: UTF-8 with or without its mark, UTF-16 and Windows-1252 (told apart by their bytes, and said
 * in a note). A file of another kind is told by its first bytes and refused with what to do.
 */
export function readText(bytes: Uint8Array): FileText | UnreadableFile {
  const wrong = wrongKind(bytes)
  if (wrong) return wrong
  if (begins(bytes, [0xff, 0xfe])) return utf16('utf-16le', bytes)
  if (begins(bytes, [0xfe, 0xff])) return utf16('utf-16be', bytes)
  const bare = bareUtf16(bytes)
  if (bare) return utf16(bare, bytes)
  if (bytes.includes(0)) return { problem: `This is no text: it holds bytes that no CSV file has. ${AS_CSV}` }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), notes: [] }
  } catch {
    return {
      text: new TextDecoder('windows-1252').decode(bytes),
      notes: [
        'The file is not UTF-8. It was read as Windows-1252: check names with accents and pound signs, or save it as “CSV UTF-8”.',
      ],
    }
  }
}

function utf16(encoding: 'utf-16le' | 'utf-16be', bytes: Uint8Array): FileText {
  return { text: new TextDecoder(encoding).decode(bytes).toWellFormed(), notes: ['The file was read as UTF-16.'] }
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
