import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Path of a file of the reference data (GS1 dictionary, UBL schemas and examples, dm+d extract) that the project never
 * needs but can be held against. The folder is named by REFERENCE_DATA; `npm run check:data` sets it and says so when
 * there is none.
 */
export function referencePath(...parts: string[]): string {
  const folder = process.env.REFERENCE_DATA
  if (!folder) throw new Error('Set REFERENCE_DATA to the folder that holds the reference data')
  const file = path.join(folder, ...parts)
  if (!existsSync(file)) throw new Error(`The reference data has no ${parts.join('/')}`)
  return file
}

/** The text of a file of the reference data. */
export function referenceText(...parts: string[]): string {
  return readFileSync(referencePath(...parts), 'utf8')
}
