import pg from 'pg'
import { openDatabase } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { seedDemo } from './scenarios/demo.ts'
import { seedOwn } from './scenarios/own.ts'

/*
 * Fills an empty database at the first start: the demo, or (DEMO=0) one organisation-to-be with its administrator.
 * Speaks to the start script in JSON lines: {"progress": "..."} and at the end {"done": {"signIns": [...], "password": "..."}}.
 */
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

/** Eighteen months pass quicker than the database looks at its tables by itself: told how full they are, it plans for that. */
let looking: Promise<unknown> = Promise.resolve()
function progress(text: string): void {
  say({ progress: text })
  const owner = process.env.DATABASE_URL
  if (owner) looking = looking.then(() => analyse(owner))
}

async function analyse(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query('ANALYZE')
  } finally {
    await client.end()
  }
}

const close = openDatabase(env().APP_DATABASE_URL, 8)
try {
  const done =
    process.env.DEMO === '0'
      ? await seedOwn(new Date())
      : await seedDemo(new Date(), env().DEMO_PASSWORD ?? '', progress)
  await looking
  say({ done })
} finally {
  await close()
}
