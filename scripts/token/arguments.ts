import { parseArgs } from 'node:util'
import { isScope, SCOPE_LIST, type Scope } from '#lib/access/scopes.ts'
import { MOST_DAYS } from '#lib/access/token.schema.ts'
import { Problem } from '../problem.ts'

/** What `npm run token` was asked: for whom, in which organisation, narrowed to what (null = all they may), how long. */
export type TokenArguments = {
  email: string
  trust: string | undefined
  scopes: Scope[] | null
  days: number
  name: string
}

const HOW = 'Write npm run token -- EMAIL [--trust ODS] [--scopes orders:read,stock:read] [--days 90] [--name NAME].'

/**
 * Reads the arguments.
 * @throws Problem with the way to write them
 */
export function parseTokenArguments(args: readonly string[]): TokenArguments {
  const read = parsed(args)
  const [email, ...more] = read.positionals
  if (email === undefined || more.length > 0) throw new Problem('Say for whom the token is.', HOW)
  const { trust, scopes, days = '90', name = 'From the console' } = read.values
  const wanted = scopes?.split(',').map((one) => one.trim())
  const unknown = wanted?.find((one) => !isScope(one))
  if (unknown !== undefined) throw new Problem(`${unknown} is no scope.`, `There are ${SCOPE_LIST.join(', ')}.`)
  if (!/^\d+$/.test(days) || Number(days) < 1 || Number(days) > MOST_DAYS) {
    throw new Problem(`${days} is no number of days that a token may live.`, `Give 1 to ${MOST_DAYS} with --days.`)
  }
  return {
    email: email.toLowerCase(),
    trust: trust?.toUpperCase(),
    scopes: wanted?.filter(isScope) ?? null,
    days: Number(days),
    name: name.slice(0, 80),
  }
}

function parsed(args: readonly string[]) {
  try {
    const string = { type: 'string' } as const
    const options = { trust: string, scopes: string, days: string, name: string }
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch {
    throw new Problem('That is not how a token is made.', HOW)
  }
}
