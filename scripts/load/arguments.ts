import { parseArgs } from 'node:util'
import { DAY_ORDERS, isDayOrder } from '#lib/files/day-order.rules.ts'
import { isLoadKind, LOAD_KINDS, type LoadKind } from '#lib/files/kind.rules.ts'
import type { SaidBefore } from '#lib/files/load-at-once.job.ts'
import { Problem } from '../problem.ts'

/** What `npm run load` was asked: the file, for which organisation, as whom. */
export type LoadArguments = {
  file: string
  trust: string | undefined
  as: string | undefined
  kind: LoadKind | undefined
  /** Which sheet of a workbook, how its days are written, and whose file it is: what the page would ask. */
  said: SaidBefore
}

const HOW = `Write npm run load -- FILE [--trust ODS] [--as EMAIL] [--kind KIND] [--sheet NAME] [--days DAYS] [--source NAME]. KIND is one of: ${LOAD_KINDS.join(', ')}. DAYS is one of: ${DAY_ORDERS.join(', ')}.`

const OPTIONS = ['trust', 'as', 'kind', 'sheet', 'days', 'source'] as const

/**
 * Reads the arguments.
 * @throws Problem with the way to write them
 */
export function parseLoadArguments(args: readonly string[]): LoadArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string' as const }])),
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new Error('one file')
    const { trust, as, kind, sheet, days, source }: Partial<Record<(typeof OPTIONS)[number], string>> = values
    if (kind !== undefined && !isLoadKind(kind)) throw new Error('kind')
    if (days !== undefined && !isDayOrder(days)) throw new Error('days')
    return { file, kind, trust: trust?.toUpperCase(), as: as?.toLowerCase(), said: { sheet, days, source } }
  } catch {
    throw new Problem('That is not how a file is loaded.', HOW)
  }
}
