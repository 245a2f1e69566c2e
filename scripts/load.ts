import { readFileSync } from 'node:fs'
import path from 'node:path'
import { explain } from './explain.ts'
import { parseLoadArguments } from './load/arguments.ts'
import { loadFile } from './load/load-file.ts'
import { Problem } from './problem.ts'

/** `npm run load -- FILE`: loads a file with the page's own report; what else can be said stands in load/arguments.ts. */
try {
  const asked = parseLoadArguments(process.argv.slice(2))
  process.exitCode = await loadFile({ ...asked, content: read(asked.file) })
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
}

function read(file: string): Uint8Array {
  // npm runs us in the project's folder; a file is meant from where it was called
  const place = path.resolve(process.env.INIT_CWD ?? process.cwd(), file)
  try {
    return new Uint8Array(readFileSync(place))
  } catch {
    throw new Problem(`There is no file ${place} that can be read.`, 'Give the path of a CSV, TSV or Excel file.')
  }
}
