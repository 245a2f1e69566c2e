import { openDatabase } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { seedDemo } from './scenarios/demo.ts'
import { seedOwn } from './scenarios/own.ts'

/*
 * Fills an empty database at the first start: the demo, or (DEMO=0) one organisation-to-be with its administrator.
 * Speaks to the start script in JSON lines: {"progress": "..."} and at the end {"done": {"signIns": [...], "password": "..."}}.
 */
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const progress = (text: string) => say({ progress: text })

const close = openDatabase(env().APP_DATABASE_URL, 8)
try {
  const done =
    process.env.DEMO === '0'
      ? await seedOwn(new Date())
      : await seedDemo(new Date(), env().DEMO_PASSWORD ?? '', progress)
  say({ done })
} finally {
  await close()
}
