import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type OutsideSeal, outsideSeal } from '#lib/audit/seals/outside-seal.ts'
import { Problem } from '../problem.ts'

/**
 * The seals kept in a folder, those of folders below it included, by the id of their organisation.
 * @throws Problem where there is no such folder, or a file of it cannot be read as a seal
 */
export function sealsInFolder(folder: string): Map<string, OutsideSeal[]> {
  const found = new Map<string, OutsideSeal[]>()
  for (const file of filesOf(folder)) {
    const seal = read(file)
    found.set(seal.trust.id, [...(found.get(seal.trust.id) ?? []), seal])
  }
  return found
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.seal.json'))
      .map((name) => path.join(folder, name))
      .sort()
  } catch {
    throw new Problem(`There is no folder ${folder} that can be read.`, 'Give the folder in which seals are kept.')
  }
}

function read(file: string): OutsideSeal {
  try {
    return outsideSeal.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Problem(`${file} is not a seal.`, 'Take it out of the folder, or put it back as it came.')
  }
}
