import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { FormularyEntry, ListedEntry } from '#lib/catalogue/formulary/formulary.queries.ts'
import { FORMULARY_STATUSES } from '#lib/catalogue/formulary/formulary.rules.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { formatDate, formatDateOf } from '#lib/values/format.ts'
import { FORMULARY_TONES } from './formulary-words.ts'

/**
 * What the formulary says, each entry with its days, why, and who said it. `medicine`: whether entries name their medicine,
 * which the page of one medicine leaves out. `edit`: whether the reader may change and end them.
 */
export function FormularyTable({
  caption,
  entries,
  medicine,
  edit,
}: {
  caption: string
  entries: readonly ListedEntry[]
  medicine: boolean
  edit: boolean
}) {
  return (
    <Table caption={caption} density="desk" wide className="app-gap">
      <TableHead>
        <HeadCell>{medicine ? 'Medicine' : 'Of which packs'}</HeadCell>
        <HeadCell>Status</HeadCell>
        <HeadCell>Criteria and why</HeadCell>
        <HeadCell>From</HeadCell>
        <HeadCell>To</HeadCell>
        <HeadCell>Said by</HeadCell>
        {edit && <HeadCell>Change</HeadCell>}
      </TableHead>
      <TableBody>
        {entries.map((one) => (
          <Row key={one.id}>
            <RowHead>
              <What entry={one} medicine={medicine} />
            </RowHead>
            <Cell label="Status">
              <Tag tone={FORMULARY_TONES[one.status]}>{FORMULARY_STATUSES[one.status]}</Tag>
            </Cell>
            <Cell label="Criteria and why">
              {one.criteria === '' ? one.reason : one.criteria}
              <Sub>{[one.criteria === '' ? '' : one.reason, one.reference].filter(Boolean).join(', ')}</Sub>
            </Cell>
            <Cell label="From" className="app-nowrap">
              {formatDate(one.from)}
            </Cell>
            <Cell label="To">{toWords(one)}</Cell>
            <Cell label="Said by">
              <span className="app-nowrap">{one.by}</span>
              <Sub>
                <span className="app-nowrap">{formatDateOf(one.at)}</span>
              </Sub>
            </Cell>
            {edit && (
              <Cell label="Change">
                <Acts entry={one} />
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function What({ entry, medicine }: { entry: ListedEntry; medicine: boolean }) {
  const { pack, amppId } = entry
  const packs = amppId === '' ? 'Every pack' : pack ? `${pack.packText}, ${packMake(pack)}` : `Pack ${amppId}`
  if (!medicine) return packs
  return (
    <>
      <Link href={`/catalogue/${entry.vmpId}`}>{entry.productName}</Link>
      {amppId !== '' && <Sub>{packs} only</Sub>}
    </>
  )
}

function toWords({ state, to }: FormularyEntry): string {
  if (state === 'withdrawn') return 'Taken off'
  return to === null ? 'Further notice' : formatDate(to)
}

function Acts({ entry }: { entry: FormularyEntry }) {
  if (entry.state !== 'now' && entry.state !== 'coming') return 'No more'
  const at = `/catalogue/${entry.vmpId}/formulary`
  const which = <span className="nhsuk-u-visually-hidden"> what is said of {entry.productName}</span>
  return (
    <span className="app-nowrap">
      <Link href={`${at}?${new URLSearchParams(entry.amppId === '' ? {} : { pack: entry.amppId })}#set`}>
        Change{which}
      </Link>
      {', '}
      <Link href={`${at}?end=${entry.id}#end`}>
        {entry.state === 'coming' ? 'take off' : 'end'}
        {which}
      </Link>
    </span>
  )
}
