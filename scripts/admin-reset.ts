import { parseResetArguments } from './admin-reset/arguments.ts'
import { resetFromConsole } from './admin-reset/reset.ts'
import { explain } from './explain.ts'

/**
 * `npm run admin:reset -- EMAIL [--trust ODS]`: gives a person a one-time password where no two administrators could, and
 * prints it, alone on the last line.
 */
try {
  await resetFromConsole(parseResetArguments(process.argv.slice(2)))
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
}
