import { parseArgs } from 'node:util'
import { isLoadKind, LOAD_KINDS, type LoadKind } from '#lib/files/kind.rules.ts'
import { Problem } from '../problem.ts'

/** What `npm run load` was asked: the file, for which organisation, as whom. */
export type LoadArguments = {
  file: string
  trust: string | undefined
  as: string | undefined
  kind: LoadKind | undefined
}

const HOW = `Write npm run load -- FILE [--trust ODS] [--as EMAIL] [--kind KIND]. KIND is one of: ${LOAD_KINDS.join(', ')}.`

/**
 * Reads the arguments.
 * @throws Problem with the way to write them
 */
export function parseLoadArguments(args: readonly string[]): LoadArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { trust: { type: 'string' }, as: { type: 'string' }, kind: { type: 'string' } },
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new Error('one file')
    const { kind } = values
    if (kind !== undefined && !isLoadKind(kind)) throw new Error('kind')
    return { file, kind, trust: values.trust?.toUpperCase(), as: values.as?.toLowerCase() }
  } catch {
    throw new Problem('That is not how a file is loaded.', HOW)
  }
}
