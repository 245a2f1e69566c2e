import { loadAtOnce } from '#lib/files/load-at-once.job.ts'
import type { DemoPack } from './catalogue.ts'
import { actOf, type Demo, type DemoTrust, done } from './demo-act.ts'
import { MEDICINES } from './medicines.ts'

/** What Riverside's committee says of some medicines: status, criteria, why; `place` where it is said of packs of one size only. */
const SAID: readonly [key: string, status: string, criteria: string, why: string, place?: number][] = [
  ['meropenem', 'Restricted', 'On the advice of microbiology, or the sepsis protocol', 'Antimicrobial stewardship'],
  ['linezolid', 'Restricted', 'Microbiology consultant only', 'Antimicrobial stewardship'],
  [
    'adalimumab',
    'Restricted',
    'Rheumatology, gastroenterology and dermatology, with Blueteq approval',
    'NICE and Blueteq',
  ],
  ['lenalidomide', 'Restricted', 'Haematology, under the pregnancy prevention programme', 'High-risk medicine'],
  ['clozapine', 'Restricted', 'Patients registered with the brand’s monitoring service', 'High-risk medicine'],
  ['teicoplanin', 'Non-formulary', '', 'Vancomycin is the first line; ask the committee’s chair for one patient'],
  ['paracetamol', 'On', '', 'First choice'],
  ['omeprazole', 'On', '', 'First choice'],
  ['apixaban', 'On', '', 'First choice of the direct anticoagulants'],
  ['enoxaparin', 'On', '', 'First choice'],
  ['doxycycline', 'On', '', 'First choice'],
  ['doxycycline', 'Not permitted', '', 'Packs of 8 are too easily taken for packs of 50', 1],
]

/** Riverside's formulary, loaded from a file by its chief pharmacist. */
export async function fillFormulary(
  demo: Demo,
  trust: DemoTrust,
  packs: ReadonlyMap<string, readonly DemoPack[]>,
): Promise<void> {
  const rows = SAID.flatMap(([key, status, criteria, why, place]) => {
    const medicine = MEDICINES.find((one) => one.key === key)
    const made = packs.get(key) ?? []
    const units = medicine?.packs[place ?? 0]
    const of = place === undefined ? [''] : made.filter((one) => one.units === units).map((one) => one.amppId)
    return of.map((ampp) => [medicine?.vmp ?? '', ampp, status, criteria, why].map((text) => `"${text}"`).join())
  })
  const text = ['vmp_id,ampp_id,formulary_status,criteria,why', ...rows].join('\n')
  const file = { kind: 'formulary' as const, fileName: 'formulary.csv', content: new TextEncoder().encode(text) }
  const { state, report } = done(await loadAtOnce(actOf(demo, trust, 'chief'), file))
  if (state !== 'loaded') throw new Error(`The demo's formulary is ${state}: ${JSON.stringify(report.problems[0])}`)
}
