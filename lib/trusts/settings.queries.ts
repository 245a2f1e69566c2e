import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { DEFAULT_SETTINGS, type TrustSettings, trustSettings } from './settings.schema.ts'

/** The settings of the current trust; the defaults where it has set none. */
export async function settingsOfTrust(tx: Tx): Promise<TrustSettings> {
  const [row] = await tx.$queryRaw<{ data: unknown }[]>`SELECT data FROM trust_setting`
  return row ? trustSettings.parse(row.data) : DEFAULT_SETTINGS
}

/** The current trust's settings as its settings page shows them; `version` 0 = it has set none, these are the defaults. */
export type SettingsView = {
  version: number
  settings: TrustSettings
  changedBy: string | null
  changedAt: Date | null
}

/** The settings of the actor's trust; null when they may not look at settings. */
export async function settingsView(actor: Actor): Promise<SettingsView | null> {
  if (!may(actor, 'settings.view')) return null
  return withTrust(actor, async (tx) => {
    const row = await tx.trustSetting.findFirst()
    if (!row) return { version: 0, settings: DEFAULT_SETTINGS, changedBy: null, changedAt: null }
    const changedBy = nameOf(await peopleOfTrust(tx), row.changedBy)
    return { version: row.version, settings: trustSettings.parse(row.data), changedBy, changedAt: row.changedAt }
  })
}
