import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { inProject } from './paths.ts'

/**
 * One hash over the contents of files and folders of the project: the same hash, the same source.
 * @param places paths below the project; what does not exist counts as empty
 * @param counts which files count, by path below the project
 */
export function hashOfSources(places: readonly string[], counts: (file: string) => boolean = () => true): string {
  const hash = createHash('sha256')
  for (const place of places) {
    for (const file of filesBelow(place)) {
      if (counts(file))
        hash
          .update(`${file}\0`)
          .update(readFileSync(inProject(file)))
          .update('\0')
    }
  }
  return hash.digest('hex')
}

/** The files of a folder and those below it, in order, or the file itself; paths below the project. */
export function filesBelow(place: string): string[] {
  const whole = inProject(place)
  if (!existsSync(whole)) return []
  if (!statSync(whole).isDirectory()) return [place]
  return readdirSync(whole, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(place, path.relative(whole, path.join(entry.parentPath, entry.name))))
    .sort()
}

/** What a stamp file says, or an empty string. */
export function readStamp(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}
