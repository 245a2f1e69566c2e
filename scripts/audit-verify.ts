import { parseVerifyArguments } from './audit/arguments.ts'
import { verifyAudit } from './audit/verify.ts'
import { explain } from './explain.ts'

/**
 * `npm run audit:verify -- [--database URL] [--trust ODS] [--seals FOLDER] [--export FILE]`: checks every chain and every
 * seal of the record and names the first broken entry. Ends with 0 when all is whole, 1 when something is broken, 2 when it could not look.
 */
try {
  process.exitCode = await verifyAudit(parseVerifyArguments(process.argv.slice(2)), (line) => console.log(line))
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 2
}
