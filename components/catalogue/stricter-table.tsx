import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import type { ListedTreatment, TreatmentEntry } from '#lib/catalogue/stricter/stricter.queries.ts'
import { treatmentWords } from '#lib/catalogue/stricter/stricter.rules.ts'
import { formatDate, formatDateOf } from '#lib/values/format.ts'

/**
 * What is treated more strictly, each with its days, why, and who said it. `medicine`: whether entries name their medicine,
 * which the page of one medicine leaves out. `edit`: whether the reader may change and end them.
 */
export function StricterTable({
  caption,
  entries,
  medicine,
  edit,
}: {
  caption: string
  entries: readonly ListedTreatment[]
  medicine: boolean
  edit: boolean
}) {
  return (
    <Table caption={caption} density="desk" wide className="app-gap">
      <TableHead>
        <HeadCell>{medicine ? 'Medicine' : 'Of which packs'}</HeadCell>
        <HeadCell>How it is treated</HeadCell>
        <HeadCell>Why</HeadCell>
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
            <Cell label="How it is treated">{treatmentWords(one).join('. ')}</Cell>
            <Cell label="Why">
              {one.reason}
              <Sub>{one.reference}</Sub>
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

function What({ entry, medicine }: { entry: ListedTreatment; medicine: boolean }) {
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

function toWords({ state, to }: TreatmentEntry): string {
  if (state === 'withdrawn') return 'Taken off'
  return to === null ? 'Further notice' : formatDate(to)
}

function Acts({ entry }: { entry: TreatmentEntry }) {
  if (entry.state !== 'now' && entry.state !== 'coming') return 'No more'
  const at = `/catalogue/${entry.vmpId}/stricter`
  const which = <span className="nhsuk-u-visually-hidden"> how {entry.productName} is treated</span>
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
