import { parseArgs } from 'node:util'
import { Problem } from '../problem.ts'

/** What `npm run audit:verify` was asked: which database, whose record, and what is kept outside to hold it against. */
export type VerifyArguments = {
  /** The address of a database; undefined: DATABASE_URL, else the one of the data folder. */
  database: string | undefined
  /** ODS code of the only organisation to look at; undefined: all of them. */
  trust: string | undefined
  /** A folder with the seals that were kept outside the database. */
  seals: string | undefined
  /** An export of the record, to be held against its manifest, the key and the database. */
  export: string | undefined
}

const HOW =
  'Write npm run audit:verify -- [--database URL] [--trust ODS] [--seals FOLDER] [--export FILE]. The key is read from AUDIT_KEY, else from the data folder.'

/**
 * Reads the arguments.
 * @throws Problem with the way to write them
 */
export function parseVerifyArguments(args: readonly string[]): VerifyArguments {
  const { database, trust, seals, export: file } = parsed(args)
  if (database !== undefined && !/^postgres(ql)?:\/\/[^/]+\/.+/.test(database)) {
    throw new Problem(
      '--database is not the address of a database.',
      'Write postgresql://user:password@host:5432/database.',
    )
  }
  return { database, trust: trust?.toUpperCase(), seals, export: file }
}

function parsed(args: readonly string[]) {
  try {
    const string = { type: 'string' } as const
    const options = { database: string, trust: string, seals: string, export: string }
    return parseArgs({ args: [...args], options }).values
  } catch {
    throw new Problem('That is not how a record is verified.', HOW)
  }
}
