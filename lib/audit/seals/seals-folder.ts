import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { isSameSeal, outsideName } from '#lib/audit/seals/outside-seal.ts'
import { env } from '#lib/env.ts'

/** The folder in which the seals of an organisation are kept: SEALS_DIR, else DATA_DIR/seals, below it its ODS code. */
export function sealsFolder(odsCode: string): string {
  if (!/^[A-Z0-9]{3,6}$/.test(odsCode)) throw new RangeError(`${JSON.stringify(odsCode)} is no ODS code`)
  const { SEALS_DIR, DATA_DIR } = env()
  return path.resolve(SEALS_DIR ?? path.join(DATA_DIR, 'seals'), odsCode)
}

/**
 * Puts a seal into the folder, whole and once. One that is there already stays as it is: `same` where it is this very
 * seal, `another` where it is not, which somebody has to look at.
 */
export async function keepSealFile(odsCode: string, day: string, text: string): Promise<'kept' | 'same' | 'another'> {
  const folder = sealsFolder(odsCode)
  await mkdir(folder, { recursive: true, mode: 0o750 })
  const file = path.join(folder, outsideName(odsCode, day))
  const there = await readFile(file, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null
    throw fault
  })
  if (there !== null) return isSameSeal(there, text) ? 'same' : 'another'
  const draft = path.join(folder, `.${day}.${process.pid}.${crypto.randomUUID()}`)
  try {
    const written = await open(draft, 'wx', 0o440)
    try {
      await written.writeFile(text)
      await written.sync()
    } finally {
      await written.close()
    }
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
  return 'kept'
}
