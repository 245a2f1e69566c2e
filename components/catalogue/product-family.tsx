import { EmptyState } from '#components/ui/empty-state.tsx'
import { type Fact, Facts } from '#components/ui/facts.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { cdName, type Pack } from '#lib/catalogue/pack.rules.ts'
import type { OpenLine, Relative } from '#lib/catalogue/product-family.queries.ts'
import { orderStatus, STATUS_NAMES } from '#lib/orders/order/order.status.ts'
import { formatCount, formatCounted, formatDate, formatList } from '#lib/values/format.ts'
import { unitsInWords } from '#lib/values/units.ts'

/** What the law and dm+d say of a medicine's packs, and whether they can be had. */
export function ProductLaw({ packs }: { packs: readonly Pack[] }) {
  const [first] = packs
  if (!first) return null
  const said = (is: (pack: Pack) => boolean, words: { all: string; some: string; none: string }) => {
    const count = packs.filter(is).length
    return count === packs.length ? words.all : count === 0 ? words.none : words.some
  }
  const gone = packs.filter((pack) => pack.discontinued).length
  const special = packs.filter((pack) => pack.unlicensed)
  const facts: Fact[] = [
    {
      label: 'Controlled drug',
      value: cdName(first.cdCategory) || 'No',
      more: first.cdCategory === first.cdInDmd ? undefined : `dm+d: ${cdName(first.cdInDmd) || 'none'}`,
    },
    {
      label: 'Licence',
      value: said((pack) => pack.unlicensed, { all: 'Unlicensed', some: 'Some packs unlicensed', none: 'Licensed' }),
      more: special.length > 0 && special.length < packs.length ? makers(special) : undefined,
    },
    { label: 'Storage', value: packs.some((pack) => pack.fridge) ? 'Fridge, 2 to 8°C' : 'Room temperature' },
    {
      label: 'Availability',
      value:
        gone === packs.length
          ? 'Discontinued'
          : gone === 0
            ? 'In dm+d, none discontinued'
            : `${formatCounted(gone, 'pack')} discontinued`,
    },
    { label: 'Hazardous', value: packs.some((pack) => pack.hazardous) ? 'Yes' : 'Not marked' },
    {
      label: 'Cost',
      value: packs.some((pack) => pack.highCost) ? 'High cost' : 'Not marked high cost',
      more: packs.some((pack) => pack.biosimilar) ? 'Biosimilars on the market' : undefined,
    },
  ]
  return (
    <Section id="law" title="What it is">
      <Facts facts={facts} section={false} />
    </Section>
  )
}

function makers(packs: readonly Pack[]): string {
  return formatList([...new Set(packs.map((pack) => pack.maker))])
}

/** Lines of a medicine that have not all come, store by store. */
export function OpenLines({ lines, unitName }: { lines: readonly OpenLine[]; unitName: string }) {
  if (lines.length === 0) return <EmptyState>Nothing of it is on order.</EmptyState>
  return (
    <Table caption="On order, by store" captionShown density="desk" className="app-gap">
      <TableHead>
        <HeadCell>Store</HeadCell>
        <HeadCell>Order</HeadCell>
        <HeadCell>Supplier</HeadCell>
        <HeadCell>Pack</HeadCell>
        <HeadCell number>Packs to come</HeadCell>
        <HeadCell number>Holds</HeadCell>
        <HeadCell>Due</HeadCell>
        <HeadCell>Status</HeadCell>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <Row key={line.id}>
            <RowHead>{line.storeName}</RowHead>
            <Cell label="Order">
              <Link href={`/orders/${line.number}`}>{line.number}</Link>
            </Cell>
            <Cell label="Supplier">{line.supplierName}</Cell>
            <Cell label="Pack">{line.packText}</Cell>
            <Cell label="Packs to come" number>
              {formatCount(line.outstanding)}
            </Cell>
            <Cell label="Holds" number>
              {unitsInWords(line.outstanding * line.unitsMilli, unitName)}
            </Cell>
            <Cell label="Due">{line.dueOn ? formatDate(line.dueOn) : 'Not known'}</Cell>
            <Cell label="Status">{STATUS_NAMES[orderStatus(line.status)]}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** Other medicines of the same substance, so that nobody takes one for the other. */
export function Relatives({ relatives }: { relatives: readonly Relative[] }) {
  return (
    <Section
      id="relatives"
      title="Same substance, not interchangeable"
      lead="Another strength, form or route. A pharmacist decides whether one of them can be used instead."
    >
      <ul className="nhsuk-list nhsuk-list--bullet">
        {relatives.map((one) => (
          <li key={one.vmpId}>
            <Link href={`/catalogue/${one.vmpId}`}>{one.name}</Link>,{' '}
            {one.packs === 0 ? 'no pack that can be ordered' : formatCounted(one.packs, 'pack')}
          </li>
        ))}
      </ul>
    </Section>
  )
}
