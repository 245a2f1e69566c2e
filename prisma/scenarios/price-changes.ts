import { stringify } from 'csv-stringify/sync'
import { approveChanges } from '#lib/contracts/changes/approve-changes.command.ts'
import { proposeChanges } from '#lib/contracts/changes/propose-changes.command.ts'
import { weighChanges } from '#lib/contracts/changes/weigh-changes.job.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { chooseFile } from '#lib/files/choose-file.command.ts'
import { loadById } from '#lib/files/load.store.ts'
import { workOnFile } from '#lib/files/work-on-file.job.ts'
import { addMonths, type LocalDate, londonDate, startOfMonth } from '#lib/values/dates.ts'
import { contractRows, type DemoPack } from './catalogue.ts'
import { actOf, type Demo, type DemoTrust, done, systemActOf } from './demo-act.ts'

/** What the prices of some medicines become next month, in per cent of what they are. */
const BECOME: Readonly<Record<string, number>> = {
  'Piperacillin 4g': 90,
  'Co-amoxiclav': 92,
  Ondansetron: 90,
  Flucloxacillin: 93,
  Lidocaine: 104,
  Gentamicin: 105,
  Omeprazole: 134,
}

/**
 * The hub loads next month's prices of some hospital generics: one of its people chooses the file, another agrees, and
 * each trust weighs what that comes to at its own use.
 */
export async function changePrices(
  demo: Demo,
  hub: DemoTrust,
  trusts: readonly DemoTrust[],
  packs: ReadonlyMap<string, readonly DemoPack[]>,
  switchOn: LocalDate,
): Promise<void> {
  const today = londonDate(demo.clock())
  const first = startOfMonth(addMonths(today, 1))
  const rows = contractRows(packs, switchOn).flatMap((row) => {
    const share = Object.entries(BECOME).find(([name]) => row.description.startsWith(name))?.[1]
    if (share === undefined || row.category !== 'generic_hospital_only') return []
    if (row.valid_from > today || row.valid_to <= first) return []
    return [{ ...row, valid_from: first, price_ex_vat: ((Number(row.price_ex_vat) * share) / 100).toFixed(2) }]
  })
  if (rows.length === 0) return
  const content = new TextEncoder().encode(stringify(rows, { header: true }))
  const file = { kind: 'contracts' as const, fileName: `hospital-only-${first.slice(0, 7)}.csv`, content, here: true }
  const { loadId } = done(await chooseFile(actOf(demo, hub, 'hub'), file))
  const system = () => systemActOf(demo, hub)
  const version = async () => (await withTrust(system().actor, (tx) => loadById(tx, loadId)))?.version ?? 0
  await workOnFile(system(), loadId)
  done(await proposeChanges(actOf(demo, hub, 'hub'), { loadId, version: await version() }))
  done(await approveChanges(actOf(demo, hub, 'hub2'), { loadId, version: await version(), here: true }))
  await workOnFile(system(), loadId)
  for (const trust of trusts) await weighChanges(systemActOf(demo, trust), undefined)
}
