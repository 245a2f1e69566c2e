import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { askSecond, howOf, keepAlone, type SecondOutcome } from '#lib/access/consent/ask-second.store.ts'
import { oneAtATime } from '#lib/access/consent/request.store.ts'
import { weakened } from '#lib/access/consent/second.rules.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from './settings.queries.ts'
import { trustSettings } from './settings.schema.ts'
import { keepSettings } from './settings.store.ts'
import type { SaveSettings } from './settings-form.schema.ts'

/** The version from now on; or the request that waits, where a second person must agree and nothing has changed. */
export type SettingsSaved = { version: number; requestId: string | null }

/**
 * Sets what a trust sets for itself. `version` is that of the settings shown; refused when others were set meanwhile. What
 * would weaken how people sign in waits, with everything else that was typed, until a second person agrees.
 */
export async function saveSettings(act: Act, input: SaveSettings): Promise<Result<SettingsSaved>> {
  return commit<SettingsSaved>(act, { name: 'saveSettings', permission: 'settings.edit' }, input, async (tx) => {
    const { version } = input
    await oneAtATime(tx)
    const settings = trustSettings.parse(input.settings)
    const weaker = weakened(await settingsOfTrust(tx), settings)
    const second = { to: 'settings', personId: null, wanted: { version, settings, weaker } } as const
    const asked: Result<SecondOutcome> = weaker.length > 0 ? await askSecond(tx, act, second) : ok('free')
    if (!asked.ok) return asked
    if (typeof asked.value === 'object') return ok({ version, requestId: asked.value.asked })
    const kept = await keepSettings(tx, act, { version, settings }, howOf(asked.value))
    if (!kept) return refuse({ code: 'CHANGED_MEANWHILE', what: 'settings' })
    await keepAlone(tx, act, asked.value, second)
    return ok({ version: version + 1, requestId: null })
  })
}
