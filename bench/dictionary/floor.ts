import { readFileSync } from 'node:fs'
import path from 'node:path'
import { SaxesParser } from 'saxes'
import { xmlFiles } from '#lib/catalogue/dictionary/read/release-files.ts'

/* The floor of S7, a process of its own: unpacks a release and parses it with the same parser, and drops everything. */

const [place = ''] = process.argv.slice(2)
const began = performance.now()
let bytes = 0
for (const file of await xmlFiles([{ fileName: path.basename(place), content: new Uint8Array(readFileSync(place)) }])) {
  const parser = new SaxesParser({ position: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const piece of file.pieces()) {
    bytes += piece.length
    parser.write(decoder.decode(piece, { stream: true }))
  }
  parser.close()
}
console.log(JSON.stringify({ ms: performance.now() - began, bytes }))
