import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { Unreadable } from './batch.ts'

/** What a packed file may be, checked before anything is unpacked: entries, bytes unpacked, times its packed size. */
export const ZIP_LIMITS = { entries: 2000, bytes: 400_000_000, times: 200, small: 20_000_000 } as const

const SAVE_AGAIN = 'Open the workbook and save it again, or send it again.'
const DAMAGED = `The workbook is damaged or cut off, so it cannot be read to its end. ${SAVE_AGAIN}`

const DEFLATED = 8
const STORED = 0

/** A packed file whose entries can be read one by one; nothing of it is ever written to a disk. */
export type Zip = { has: (name: string) => boolean; bytes: (name: string) => AsyncGenerator<Uint8Array> }

/** Opens a packed file: counts and sizes first, as it states them; what is unpacked later is held to what it stated. */
export async function openZip(content: Uint8Array): Promise<Zip> {
  const entries = new Map<string, Entry>()
  const file = await opened(content)
  if (file.entryCount > ZIP_LIMITS.entries) {
    throw new Unreadable(`The workbook is packed from ${file.entryCount} parts, more than any list has. ${SAVE_AGAIN}`)
  }
  try {
    for await (const entry of file.eachEntry()) {
      if (entry.isEncrypted()) {
        throw new Unreadable(
          'The workbook is protected by a password, so it cannot be read. Take it off and save it again.',
        )
      }
      if (entries.has(entry.fileName)) throw new Unreadable(`The workbook holds a part twice. ${SAVE_AGAIN}`)
      entries.set(entry.fileName, entry)
    }
  } catch (fault) {
    throw fault instanceof Unreadable ? fault : new Unreadable(DAMAGED)
  }
  holdToLimits([...entries.values()], content.length)
  return {
    has: (name) => entries.has(name),
    bytes: (name) => unpacked(file, entries.get(name)),
  }
}

async function opened(content: Uint8Array): Promise<ZipFile> {
  try {
    return await fromBufferPromise(Buffer.from(content.buffer, content.byteOffset, content.byteLength), {
      autoClose: false,
      validateEntrySizes: true,
    })
  } catch {
    throw new Unreadable(DAMAGED)
  }
}

function holdToLimits(entries: readonly Entry[], packed: number): void {
  const unpackedSize = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  const packedSize = entries.reduce((sum, entry) => sum + entry.compressedSize, 0)
  const tooMuch = unpackedSize > ZIP_LIMITS.bytes
  const tooDense = unpackedSize > ZIP_LIMITS.small && unpackedSize > packed * ZIP_LIMITS.times
  if (!tooMuch && !tooDense && packedSize <= packed) return
  const size = Math.round(unpackedSize / 1_000_000)
  throw new Unreadable(
    `The workbook would unpack to ${size} MB, more than a list of prices or counts ever has. It was not unpacked. Save the list alone as a new workbook.`,
  )
}

async function* unpacked(file: ZipFile, entry: Entry | undefined): AsyncGenerator<Uint8Array> {
  if (!entry) throw new Unreadable(`A part of the workbook is missing. ${SAVE_AGAIN}`)
  if (entry.compressionMethod !== DEFLATED && entry.compressionMethod !== STORED) {
    throw new Unreadable(`The workbook is packed in a way that cannot be read. ${SAVE_AGAIN}`)
  }
  let sum = 0
  let stream: Readable | null = null
  try {
    stream = await file.openReadStreamPromise(entry)
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      sum = crc32(piece, sum)
      yield piece
    }
  } catch (fault) {
    throw fault instanceof Unreadable ? fault : new Unreadable(DAMAGED)
  } finally {
    stream?.destroy()
  }
  if (sum !== entry.crc32) throw new Unreadable(DAMAGED)
}
