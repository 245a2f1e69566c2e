import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import path from 'node:path'
import { Zip, ZipDeflate } from 'fflate'
import { FULL, type ReleaseSize, releaseItems } from './items.ts'

/** Writes a made-up release of full size into a folder, as NHSBSA packs one; one that is there is taken. */
export function writeRelease(folder: string, week: number, size: ReleaseSize = FULL): string {
  mkdirSync(folder, { recursive: true })
  const day = String(3 + 7 * week).padStart(2, '0')
  const place = path.join(
    folder,
    `nhsbsa_dmd_11.${week}.0_202611${day}${size.ampps === FULL.ampps ? '000001' : '000002'}.zip`,
  )
  if (existsSync(place)) return place
  const out = openSync(`${place}.part`, 'w')
  const zip = new Zip((fault, data) => {
    if (fault) throw fault
    writeSync(out, data)
  })
  for (const { name, text } of releaseItems(size, week)) {
    const file = new ZipDeflate(name, { level: 6 })
    zip.add(file)
    let waiting: string[] = []
    let length = 0
    for (const piece of text()) {
      waiting.push(piece)
      length += piece.length
      if (length < 1_000_000) continue
      file.push(Buffer.from(waiting.join('')))
      waiting = []
      length = 0
    }
    file.push(Buffer.from(waiting.join('')), true)
  }
  zip.end()
  closeSync(out)
  renameSync(`${place}.part`, place)
  return place
}
