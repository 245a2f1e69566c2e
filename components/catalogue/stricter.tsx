import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import type { MedicineTreatments, TreatmentEntry } from '#lib/catalogue/stricter/stricter.queries.ts'
import { treatmentWords } from '#lib/catalogue/stricter/stricter.rules.ts'
import { formatDate } from '#lib/values/format.ts'

/** What the trust treats more strictly than dm+d says of a medicine, today and to come; `edit`: whether the reader may change it. */
export function Stricter({ treatments, edit }: { treatments: MedicineTreatments; edit: boolean }) {
  const current = treatments.entries.filter((one) => one.state === 'now')
  const coming = treatments.entries.filter((one) => one.state === 'coming')
  return (
    <Section id="stricter" title="Treated more strictly">
      {current.length === 0 && <p>It is treated as dm+d says.</p>}
      {current.map((one) => (
        <div key={one.id} className="app-stack app-gap">
          <p>
            <b>{treatmentWords(one).join('. ')}</b>
            {ofPack(one, treatments)} since {formatDate(one.from)}.
          </p>
          <p className="app-14 app-2">
            {one.reason}
            {one.reference === '' ? '' : `, ${one.reference}`}. {one.by}
          </p>
        </div>
      ))}
      {coming.map((one) => (
        <p key={one.id}>
          From {formatDate(one.from)}
          {ofPack(one, treatments)}: {treatmentWords(one).join('. ')}.
        </p>
      ))}
      <p className="app-more">
        <Link href={`/catalogue/${treatments.vmpId}/stricter`}>
          {edit ? 'Treat it more strictly, and how it was treated before' : 'How it was treated, and who said so'}
        </Link>
      </p>
    </Section>
  )
}

function ofPack({ amppId }: TreatmentEntry, { packs }: MedicineTreatments): string {
  if (amppId === '') return ''
  const pack = packs.find((one) => one.amppId === amppId)
  return pack ? ` for ${pack.packText} of ${packMake(pack)} only` : ` for pack ${amppId} only`
}
