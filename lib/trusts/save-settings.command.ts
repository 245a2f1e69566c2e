import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from './settings.queries.ts'
import { trustSettings } from './settings.schema.ts'
import type { SaveSettings } from './settings-form.schema.ts'

/** Sets what a trust sets for itself. `version` is that of the settings shown; refused when others were set meanwhile. */
export async function saveSettings(act: Act, input: SaveSettings): Promise<Result<{ version: number }>> {
  return commit(act, { name: 'saveSettings', permission: 'settings.edit' }, input, async (tx) => {
    const { trustId } = act.actor
    const from = await settingsOfTrust(tx)
    const to = trustSettings.parse(input.settings)
    const version = input.version + 1
    const changed = { version, data: to, changedAt: act.now, changedBy: act.actor.personId }
    const { count } =
      input.version === 0
        ? await tx.trustSetting.createMany({ data: { trustId, ...changed }, skipDuplicates: true })
        : await tx.trustSetting.updateMany({ where: { trustId, version: input.version }, data: changed })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'settings' })
    audit(tx, { document: 'trust', id: trustId, verb: 'SETTINGS_CHANGED', data: { version, from, to } })
    return ok({ version })
  })
}
