import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { settingsOfTrust } from './settings.queries.ts'
import { type TrustSettings, trustSettings } from './settings.schema.ts'

/**
 * Writes the settings of the current trust over the version seen, with the record; `how` goes on it. False when others were
 * set meanwhile.
 */
export async function keepSettings(
  tx: Tx,
  act: Act,
  input: { version: number; settings: Partial<TrustSettings> },
  how: object = {},
): Promise<boolean> {
  const { trustId } = act.actor
  const from = await settingsOfTrust(tx)
  const to = trustSettings.parse(input.settings)
  const version = input.version + 1
  const changed = { version, data: to, changedAt: act.now, changedBy: act.actor.personId }
  const { count } =
    input.version === 0
      ? await tx.trustSetting.createMany({ data: { trustId, ...changed }, skipDuplicates: true })
      : await tx.trustSetting.updateMany({ where: { trustId, version: input.version }, data: changed })
  if (count === 0) return false
  audit(tx, { document: 'trust', id: trustId, verb: 'SETTINGS_CHANGED', data: { version, from, to, ...how } })
  return true
}
