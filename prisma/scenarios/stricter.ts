import { setStricter } from '#lib/catalogue/stricter/set-stricter.command.ts'
import { londonDate } from '#lib/values/dates.ts'
import { actOf, type Demo, type DemoTrust, done } from './demo-act.ts'
import { MEDICINES } from './medicines.ts'

/** What Riverside treats more strictly than dm+d says, by its own policy; the chief pharmacist enters it. */
export async function fillStricter(demo: Demo, trust: DemoTrust): Promise<void> {
  const nothing = { cdCategory: '0000', pharmacist: false, fridge: false, hazardous: false } as const
  const said = [
    {
      ...{ key: 'codeine', ...nothing, cdCategory: '0003' as const },
      ...{ reason: 'Kept and recorded as a Schedule 2 drug on every ward', reference: 'CD policy 4.2' },
    },
    {
      ...{ key: 'methotrexate', ...nothing, pharmacist: true },
      ...{ reason: 'Weekly medicine: a pharmacist looks at strength and quantity', reference: 'High-risk medicines' },
    },
  ]
  for (const { key, ...more } of said) {
    const vmpId = MEDICINES.find((one) => one.key === key)?.vmp ?? ''
    const act = actOf(demo, trust, 'chief')
    done(await setStricter(act, { ...more, vmpId, amppId: '', standing: '', from: londonDate(act.now) }))
  }
}
