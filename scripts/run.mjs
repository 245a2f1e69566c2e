// `node scripts/run.mjs FILE [arguments]`: one of the project's TypeScript programs under Node 24.
import { launch } from './launcher.mjs'

const [program, ...args] = process.argv.slice(2)
if (program) await launch(program, args)
else {
  console.error('✗ Which program? node scripts/run.mjs FILE [arguments]')
  process.exitCode = 1
}
