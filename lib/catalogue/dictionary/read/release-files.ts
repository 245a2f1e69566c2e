import type { Readable } from 'node:stream'
import { crc32, createGunzip } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { UnreadableRelease } from './unreadable.ts'

/** What a release may be: files within zips within it, bytes unpacked in all and of one, packed bytes of a zip in a zip. */
export const RELEASE_LIMITS = {
  files: 200,
  bytes: 1_500_000_000,
  times: 200,
  small: 20_000_000,
  inner: 64_000_000,
  depth: 3,
} as const

/** A file of a release as it was chosen: a zip, an XML file, or one packed with gzip. */
export type ChosenPart = { fileName: string; content: Uint8Array }

/** An XML file of a release: its name, how long it will be, and its bytes one piece after the other. */
export type XmlFile = { name: string; size: number; pieces: () => AsyncIterable<Uint8Array> }

const DAMAGED = 'is damaged or cut off. Download the release again.'

/**
 * The XML files of a release, in zips and zips in them (NHSBSA packs the GTIN file in a zip of its own); other files are
 * passed over. Counts and sizes are held to their limits as they are stated, before anything is unpacked.
 */
export async function xmlFiles(chosen: readonly ChosenPart[]): Promise<XmlFile[]> {
  const found: XmlFile[] = []
  for (const { fileName, content } of chosen) {
    if (startsWith(content, [0x50, 0x4b])) await openZip(found, fileName, content, 1)
    else if (startsWith(content, [0x1f, 0x8b])) found.push(gzipped(fileName, content))
    else if (/^\s*(\uFEFF)?</.test(new TextDecoder().decode(content.subarray(0, 100)))) {
      found.push({ name: fileName, size: content.length, pieces: () => inPieces(content) })
    } else
      throw new UnreadableRelease(
        `${fileName} is neither a zip nor an XML file. Choose the zip as NHSBSA publishes it.`,
      )
  }
  const whole = found.reduce((sum, file) => sum + file.size, 0)
  const packed = chosen.reduce((sum, { content }) => sum + content.length, 0)
  if (whole > RELEASE_LIMITS.bytes || (whole > RELEASE_LIMITS.small && whole > packed * RELEASE_LIMITS.times)) {
    throw new UnreadableRelease(
      `The files would unpack to ${Math.round(whole / 1_000_000)} MB, more than any release has. They were not unpacked.`,
    )
  }
  if (found.length === 0)
    throw new UnreadableRelease('There is no XML file in it. Choose the zip as NHSBSA publishes it.')
  return found
}

function startsWith(content: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => content[at] === byte)
}

async function openZip(found: XmlFile[], fileName: string, content: Uint8Array, depth: number): Promise<void> {
  if (depth > RELEASE_LIMITS.depth)
    throw new UnreadableRelease(`${fileName} is packed in too many zips, one in the other.`)
  const zip = await opened(fileName, content)
  const inner: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.split('/').at(-1) ?? ''
      if (entry.isEncrypted()) throw new UnreadableRelease(`${fileName} is protected by a password. Choose it without.`)
      if (/^__MACOSX\//.test(entry.fileName)) continue
      if (/\.xml$/i.test(name))
        found.push({ name, size: entry.uncompressedSize, pieces: () => unpacked(zip, entry, name) })
      if (/\.zip$/i.test(name)) inner.push(entry)
      if (found.length + inner.length > RELEASE_LIMITS.files)
        throw new UnreadableRelease(`${fileName} holds more files than any release has.`)
    }
  } catch (fault) {
    throw fault instanceof UnreadableRelease ? fault : new UnreadableRelease(`${fileName} ${DAMAGED}`)
  }
  for (const entry of inner) {
    const name = entry.fileName.split('/').at(-1) ?? ''
    if (entry.uncompressedSize > RELEASE_LIMITS.inner)
      throw new UnreadableRelease(`${name} in ${fileName} is larger than any zip in a release. It was not unpacked.`)
    const parts: Uint8Array[] = []
    for await (const piece of unpacked(zip, entry, name)) parts.push(piece)
    await openZip(found, name, Buffer.concat(parts), depth + 1)
  }
}

async function opened(fileName: string, content: Uint8Array): Promise<ZipFile> {
  try {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    return await fromBufferPromise(bytes, { autoClose: false, validateEntrySizes: true })
  } catch {
    throw new UnreadableRelease(`${fileName} ${DAMAGED}`)
  }
}

async function* unpacked(zip: ZipFile, entry: Entry, name: string): AsyncGenerator<Uint8Array> {
  let sum = 0
  let stream: Readable | null = null
  try {
    stream = await zip.openReadStreamPromise(entry)
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      sum = crc32(piece, sum)
      yield piece
    }
  } catch (fault) {
    throw fault instanceof UnreadableRelease ? fault : new UnreadableRelease(`${name} ${DAMAGED}`)
  } finally {
    stream?.destroy()
  }
  if (sum !== entry.crc32) throw new UnreadableRelease(`${name} ${DAMAGED}`)
}

function gzipped(fileName: string, content: Uint8Array): XmlFile {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  const size = content.length < 8 ? 0 : view.getUint32(content.length - 4, true)
  return { name: fileName.replace(/\.gz$/i, ''), size, pieces: () => gunzipped(fileName, content, size) }
}

async function* gunzipped(fileName: string, content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const stream = createGunzip()
  stream.end(content)
  let read = 0
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      read += piece.length
      if (read > size) throw new UnreadableRelease(`${fileName} ${DAMAGED}`)
      yield piece
    }
  } catch {
    throw new UnreadableRelease(`${fileName} ${DAMAGED}`)
  } finally {
    stream.destroy()
  }
}

async function* inPieces(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536)
}
