import { foundTrust } from '#lib/trusts/found-trust.command.ts'
import { fixedClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import { done } from './demo-act.ts'

/** What the first run of an empty installation answers: its one administrator and their one-time password. */
export type OwnSeed = { signIns: { email: string; role: string }[]; password: string }

/**
 * An empty installation: one organisation with one administrator, who gives it its name and ODS code. Code, name and
 * e-mail come from TRUST_ODS, TRUST_NAME and ADMIN_EMAIL where they are set.
 */
export async function seedOwn(now: Date): Promise<OwnSeed> {
  const newId = systemIds(fixedClock(now))
  const email = process.env.ADMIN_EMAIL ?? 'admin@trust.example'
  const founded = done(
    await foundTrust(
      { now, newId, key: newId() },
      {
        odsCode: process.env.TRUST_ODS ?? 'RX0',
        name: process.env.TRUST_NAME ?? 'Our Trust',
        kind: 'trust',
        administrator: { email, name: 'Administrator' },
      },
    ),
  )
  return { signIns: [{ email, role: 'Administrator' }], password: founded.password ?? '' }
}
