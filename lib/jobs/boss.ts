import 'server-only'
import { PgBoss } from 'pg-boss'
import { log } from '#lib/log.ts'

/** The worker's own connection to the queues: it works and supervises them. */
export async function workingQueue(url: string): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    migrate: false,
    schedule: false,
    supervise: true,
    reindex: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    instanceName: 'worker',
  })
  boss.on('error', (error) => log.error({ error: String(error) }, 'job queue'))
  return boss.start()
}
