import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { DEFAULT_SETTINGS, type TrustSettings, trustSettings } from './settings.schema.ts'

/** The settings of the current trust; the defaults where it has set none. */
export async function settingsOfTrust(tx: Tx): Promise<TrustSettings> {
  const row = await tx.trustSetting.findFirst({ select: { data: true } })
  return row ? trustSettings.parse(row.data) : DEFAULT_SETTINGS
}
