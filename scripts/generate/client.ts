import { existsSync, writeFileSync } from 'node:fs'
import { inProject } from '../paths.ts'
import { Problem } from '../problem.ts'
import { runToEnd } from '../running.ts'
import { hashOfSources, readStamp } from '../stamp.ts'

const FOLDER = 'lib/db/generated'

/** What the generated Prisma client is made from. */
function source(): string {
  return hashOfSources(['prisma/schema.prisma', 'node_modules/prisma/package.json'])
}

/** Whether the generated Prisma client is that of the schema as it stands. */
export function isGenerated(): boolean {
  return existsSync(inProject(FOLDER, 'client.ts')) && readStamp(inProject(FOLDER, '.stamp')) === source()
}

/** Generates the Prisma client from prisma/schema.prisma. */
export async function generateClient(): Promise<void> {
  const made = source()
  // generating needs no schema engine; without this, Prisma would first try to download one
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
  const cli = inProject('node_modules/prisma/build/index.js')
  const { code, output } = await runToEnd(process.execPath, [cli, 'generate'], { env })
  if (code !== 0) throw new Problem(`The Prisma client could not be generated: ${output.trim()}`, '')
  writeFileSync(inProject(FOLDER, '.stamp'), made)
}
