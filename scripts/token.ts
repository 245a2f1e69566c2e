import { explain } from './explain.ts'
import { parseTokenArguments } from './token/arguments.ts'
import { makeTokenAtConsole } from './token/make-token.ts'

/**
 * `npm run token -- EMAIL [--trust ODS] [--scopes a,b] [--days N] [--name NAME]`: makes an API token for a person and
 * prints it, alone on the last line.
 */
try {
  await makeTokenAtConsole(parseTokenArguments(process.argv.slice(2)))
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
}
