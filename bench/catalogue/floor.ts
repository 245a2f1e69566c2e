import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readInThread } from '#lib/files/read/read-in-thread.ts'

/* The floor of S8, a process of its own: reads a workbook with the same reader and drops everything. */

const [place = ''] = process.argv.slice(2)
const began = performance.now()
const content = new Uint8Array(readFileSync(place))
let rows = 0
const file = { content, fileName: path.basename(place), format: 'xlsx', kind: 'contracts', sheet: null } as const
for await (const batch of readInThread(file)) rows += batch.rows.length
console.log(JSON.stringify({ ms: performance.now() - began, rows }))
process.exit()
