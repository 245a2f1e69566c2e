import { parseArgs } from 'node:util'
import { Problem } from '../problem.ts'

/** What `npm run admin:reset` was asked: for whom, in which organisation. */
export type ResetArguments = { email: string; trust: string | undefined }

const HOW = 'Write npm run admin:reset -- EMAIL [--trust ODS].'

/**
 * Reads the arguments.
 * @throws Problem with the way to write them
 */
export function parseResetArguments(args: readonly string[]): ResetArguments {
  const { positionals, trust } = parsed(args)
  const [email, ...more] = positionals
  if (email === undefined || more.length > 0) throw new Problem('Say whose password it is.', HOW)
  return { email: email.toLowerCase(), trust: trust?.toUpperCase() }
}

function parsed(args: readonly string[]): { positionals: string[]; trust: string | undefined } {
  try {
    const options = { trust: { type: 'string' } } as const
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options })
    return { positionals, trust: values.trust }
  } catch {
    throw new Problem('That is not how a password is reset.', HOW)
  }
}
