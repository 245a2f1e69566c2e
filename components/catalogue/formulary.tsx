import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { FormularyEntry, MedicineFormulary } from '#lib/catalogue/formulary/formulary.queries.ts'
import { FORMULARY_STATUSES } from '#lib/catalogue/formulary/formulary.rules.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { formatDate } from '#lib/values/format.ts'
import { FORMULARY_TONES } from './formulary-words.ts'

/** What the trust's formulary says of a medicine today and to come, for its product page; `edit`: whether the reader may change it. */
export function Formulary({ formulary, edit }: { formulary: MedicineFormulary; edit: boolean }) {
  const current = formulary.entries.filter((one) => one.state === 'now')
  const coming = formulary.entries.filter((one) => one.state === 'coming')
  return (
    <Section id="formulary" title="Formulary">
      {current.length === 0 && <p>The formulary says nothing of this medicine.</p>}
      {current.map((one) => (
        <Said key={one.id} entry={one} formulary={formulary} />
      ))}
      {coming.map((one) => (
        <p key={one.id}>
          From {formatDate(one.from)}
          {ofPack(one, formulary)}: {FORMULARY_STATUSES[one.status].toLowerCase()}.
        </p>
      ))}
      <p className="app-more">
        <Link href={`/catalogue/${formulary.vmpId}/formulary`}>
          {edit
            ? 'Change what the formulary says, and what it said before'
            : 'What the formulary said, and who said it'}
        </Link>
      </p>
    </Section>
  )
}

function Said({ entry, formulary }: { entry: FormularyEntry; formulary: MedicineFormulary }) {
  return (
    <div className="app-stack app-gap">
      <p>
        <Tag tone={FORMULARY_TONES[entry.status]}>{FORMULARY_STATUSES[entry.status]}</Tag>
        {ofPack(entry, formulary)} since {formatDate(entry.from)}.
      </p>
      {entry.criteria !== '' && <p>{entry.criteria}</p>}
      <p className="app-14 app-2">
        {entry.reason}
        {entry.reference === '' ? '' : `, ${entry.reference}`}. {entry.by}
      </p>
    </div>
  )
}

function ofPack({ amppId }: FormularyEntry, { packs }: MedicineFormulary): string {
  if (amppId === '') return ''
  const pack = packs.find((one) => one.amppId === amppId)
  return pack ? ` for ${pack.packText} of ${packMake(pack)} only` : ` for pack ${amppId} only`
}
