import { loadAtOnce } from '#lib/files/load-at-once.job.ts'
import { actOf, type Demo, type DemoTrust, done } from './demo-act.ts'
import { MEDICINES } from './medicines.ts'

const AWARE = ['Antibiotic classes (demo)', '2026'] as const
const HIGH_COST = ['High-cost drugs (demo)', '2026/27 version 2'] as const
const HANDLING = ['Riverside handling list (demo)', 'June 2026'] as const

type Said = readonly [list: string, key: string, awareClass: string, note: string, source: string, version: string]

const aware = (awareClass: string, ...keys: string[]) =>
  keys.map((key): Said => ['AWaRe', key, awareClass, '', ...AWARE])
const highCost = (note: string, ...keys: string[]) =>
  keys.flatMap((key): Said[] => [
    ['Tariff-excluded', key, '', '', ...HIGH_COST],
    ['Blueteq', key, '', note, ...HIGH_COST],
  ])

/** What the region's lists say of the demo's medicines. */
const REGION: readonly Said[] = [
  ...aware('Access', 'amoxicillin', 'doxycycline', 'flucloxacillin', 'gentamicin', 'metronidazole'),
  ...aware('Watch', 'meropenem', 'ceftriaxone', 'vancomycin', 'teicoplanin', 'clarithromycin', 'piptaz'),
  ...aware('Reserve', 'linezolid'),
  ...highCost('Rheumatology, gastroenterology and dermatology', 'adalimumab', 'etanercept', 'tocilizumab'),
  ...highCost('Inflammatory bowel disease', 'infliximab', 'ustekinumab'),
  ...highCost('Rheumatoid arthritis', 'baricitinib'),
]

/** What Riverside's own list adds. */
const RIVERSIDE: readonly Said[] = [
  ['Hazardous', 'ganciclovir', '', 'Gloves; no pneumatic tube', ...HANDLING],
  ['Hazardous', 'tacrolimus', '', 'Do not open capsules', ...HANDLING],
]

/** The region's lists and Riverside's own, loaded from files by those whose they are. */
export async function fillLists(demo: Demo, hub: DemoTrust, riverside: DemoTrust): Promise<void> {
  await load(demo, hub, 'hub', REGION)
  await load(demo, riverside, 'chief', RIVERSIDE)
}

async function load(demo: Demo, trust: DemoTrust, person: 'hub' | 'chief', said: readonly Said[]): Promise<void> {
  const rows = said.map(([list, key, ...more]) => {
    const medicine = MEDICINES.find((one) => one.key === key)
    return [list, medicine?.vmp ?? '', medicine?.name ?? key, ...more].map((text) => `"${text}"`).join()
  })
  const text = ['list,vmp_id,description,aware_class,note,source,source_version', ...rows].join('\n')
  const file = { kind: 'lists' as const, fileName: 'medicine-lists.csv', content: new TextEncoder().encode(text) }
  const { state, report } = done(await loadAtOnce(actOf(demo, trust, person), file))
  if (state !== 'loaded') throw new Error(`The demo's lists are ${state}: ${JSON.stringify(report.problems[0])}`)
}
