import { existsSync } from 'node:fs'
import { inProject } from '../paths.ts'
import { Problem, saysFull } from '../problem.ts'
import { runToEnd } from '../running.ts'
import { connected } from './database.ts'

/** What an installation was set up as: the demo, or a trust's own. */
export type Furnishing = 'demo' | 'own'

/** One who can sign in, as the seed tells it. */
export type SignIn = { email: string; role: string }

/** What the first run's seed ends with. */
export type Furnished = { signIns: SignIn[]; password: string }

/*
 * What a database was set up as is kept in it, as the comment of a schema that we own, so that it goes where the
 * database goes and a half-made set-up is told from a whole one.
 */
const COMPLETE = { demo: 'Set up: demo', own: 'Set up: own' } as const
const BEGUN = 'Set up: begun'

/** What a database was set up as; 'begun' when that was interrupted; null when it holds nothing yet. */
export async function readFurnishing(ownerUrl: string): Promise<Furnishing | 'begun' | null> {
  return connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ mark: string | null; filled: boolean }>(
      `SELECT obj_description('identity'::regnamespace, 'pg_namespace') AS mark,
              pg_relation_size('public.organisation') > 0 AS filled`,
    )
    const { mark, filled } = rows[0] ?? { mark: null, filled: false }
    if (mark === BEGUN) return 'begun'
    if (mark === COMPLETE.demo) return 'demo'
    // a restored database has lost its mark, but never is anything seeded over what is there
    return mark === COMPLETE.own || filled ? 'own' : null
  })
}

/**
 * Sets up an empty database by the seed: the demo, or an empty installation with one administrator.
 * @param env the seed's environment: addresses and secrets
 * @param say told each line of progress
 */
export async function furnish(
  ownerUrl: string,
  kind: Furnishing,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Furnished> {
  await mark(ownerUrl, BEGUN)
  const furnished = await runSeed(kind, env, say)
  await mark(ownerUrl, COMPLETE[kind])
  return furnished
}

/** Whether somebody still signs in by the one-time password they were given. */
export async function hasOneTimePassword(ownerUrl: string, email: string): Promise<boolean> {
  return connected(ownerUrl, async (client) => {
    const { rows } = await client.query(
      `SELECT FROM identity.person p JOIN identity.credential c ON c.person_id = p.id
        WHERE p.email = lower($1) AND c.one_time`,
      [email],
    )
    return rows.length > 0
  })
}

function mark(ownerUrl: string, text: string): Promise<unknown> {
  return connected(ownerUrl, (client) => client.query(`COMMENT ON SCHEMA identity IS '${text}'`))
}

async function runSeed(kind: Furnishing, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Furnished> {
  const seed = inProject('prisma/seed.ts')
  if (!existsSync(seed)) throw new Problem(`${seed} is missing.`, 'Get the whole project again.')
  let furnished: Furnished | undefined
  const onLine = (line: string) => {
    if (!line.startsWith('{')) return
    const told: { progress?: string; done?: Furnished } = JSON.parse(line)
    if (told.progress) say(told.progress)
    if (told.done) furnished = told.done
  }
  const args = ['--conditions=react-server', seed]
  const { code, output } = await runToEnd(process.execPath, args, {
    env: { ...env, DEMO: kind === 'demo' ? '1' : '0' },
    onLine,
  })
  if (code === 0 && furnished) return furnished
  const words = output
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join('\n')
    .trim()
  if (saysFull(words)) {
    throw new Problem('The disk is full: the first set-up could not be finished.', 'Free some space and start again.')
  }
  throw new Problem(
    `The first set-up failed: ${words || `the seed ended with ${code}`}`,
    'Start again to try it afresh.',
  )
}
