import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { codeOf, Problem } from '../problem.ts'

/**
 * Makes the folder of an installation's data where it is not there, and the folders it stands in. One level at a time:
 * where the system has folders of its own (/proc), Node's recursive making never ends.
 * @throws Problem where something else has its name; or the system's error
 */
export function makeDataFolder(dataDir: string): void {
  for (const folder of [...above(dataDir), dataDir, path.join(dataDir, 'logs')]) {
    const there = statSync(folder, { throwIfNoEntry: false })
    if (there?.isDirectory()) continue
    if (there) {
      throw new Problem(
        `DATA_DIR is "${dataDir}", but ${folder} is a file, not a folder.`,
        'Choose another place: DATA_DIR=/path/to/folder npm start',
      )
    }
    make(folder, dataDir)
  }
}

function make(folder: string, dataDir: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT') throw error
    throw new Problem(
      `DATA_DIR is "${dataDir}", but the system makes no folder at ${folder}.`,
      'Choose another place: DATA_DIR=/path/to/folder npm start',
    )
  }
}

/** The folders that a folder stands in, the outermost first. */
function above(folder: string): string[] {
  const parent = path.dirname(folder)
  return parent === folder ? [] : [...above(parent), parent]
}
