// A Prisma generator that generates nothing: it writes down what Prisma understood of the schema (its DMMF), as JSON,
// into the file named in SCHEMA_DMMF. Prisma talks to it in JSON lines, and listens on stderr.
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line)
  const result = method === 'getManifest' ? { manifest: { prettyName: 'DMMF', defaultOutput: '.' } } : null
  if (method === 'generate') writeFileSync(process.env.SCHEMA_DMMF, JSON.stringify(params.dmmf.datamodel))
  process.stderr.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`)
  if (method === 'generate') process.exit(0)
}
