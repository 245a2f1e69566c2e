import 'server-only'
import { withTrust } from '#lib/db/with-trust.ts'
import type { Refusal } from '#lib/refusal.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { isOneTimeOver } from './one-time.rules.ts'
import type { Account } from './session.store.ts'

/**
 * The refusal of a one-time password that is past the hours its person's trust gives it; null = it is good, or it is a
 * password of their own. Asked once the password was found right, so that it tells nobody else anything.
 */
export async function oneTimeOver(
  { oneTimeSince }: Pick<Account, 'oneTimeSince'>,
  trustId: string,
  now: Date,
): Promise<Refusal | null> {
  if (oneTimeSince === null) return null
  const { oneTimeHours } = await withTrust({ trustId }, settingsOfTrust)
  return isOneTimeOver(oneTimeSince, oneTimeHours, now) ? { code: 'ONE_TIME_OVER', hours: oneTimeHours } : null
}
