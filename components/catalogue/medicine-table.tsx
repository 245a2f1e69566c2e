import { NOT_SHOWN, priceWords, STATE_TONES } from '#components/contracts/contract-words.ts'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { MedicineRow } from '#lib/catalogue/catalogue.queries.ts'
import { STATE_WORDS } from '#lib/contracts/contract-names.rules.ts'
import { formatCounted, formatDaysOfCover, formatList, formatUnitPrice } from '#lib/values/format.ts'
import { aUnit } from '#lib/values/units.ts'
import { PackMarks } from './pack-marks.tsx'

/** Medicines with their best price. `stock` = whether the reader sees stock; `buys` = whether they buy: a hub does not. `chooses` puts a box to each, of the form `labels`. */
export function MedicineTable({
  caption,
  medicines,
  stock,
  buys,
  chooses,
}: {
  caption: string
  medicines: readonly MedicineRow[]
  stock: boolean
  buys: boolean
  chooses?: boolean
}) {
  return (
    <Table caption={caption} density="desk" className="app-gap">
      <TableHead>
        <HeadCell>Medicine</HeadCell>
        <HeadCell>Packs</HeadCell>
        {buys && (
          <>
            <HeadCell>Best from</HeadCell>
            <HeadCell number>Pack ex VAT</HeadCell>
            <HeadCell number>Per unit</HeadCell>
            <HeadCell>Contract</HeadCell>
          </>
        )}
        {stock && <HeadCell number>Stock</HeadCell>}
      </TableHead>
      <TableBody>
        {medicines.map((medicine) => (
          <Row key={medicine.vmpId}>
            <RowHead>
              <Link href={`/catalogue/${medicine.vmpId}`}>{medicine.name}</Link>
              <PackMarks packs={medicine.packs} />
              {chooses && <Choose medicine={medicine} />}
            </RowHead>
            <Cell label="Packs">
              {packSizes(medicine)}
              <Sub>{formatCounted(new Set(medicine.packs.map((pack) => pack.maker)).size, 'maker')}</Sub>
            </Cell>
            {buys && <BestCells medicine={medicine} />}
            {stock && (
              <Cell label="Stock" number>
                {medicine.stock.coverTenths === null
                  ? medicine.stock.onHand > 0
                    ? 'In stock, no usage'
                    : 'None'
                  : formatDaysOfCover(medicine.stock.coverTenths / 10)}
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** A box of the form below the table. */
function Choose({ medicine: { vmpId, name } }: { medicine: MedicineRow }) {
  const id = `choose-${vmpId}`
  return (
    <span className="nhsuk-checkboxes__item">
      <input className="nhsuk-checkboxes__input" type="checkbox" name="vmp" value={vmpId} id={id} form="labels" />
      <label className="nhsuk-checkboxes__label app-14" htmlFor={id}>
        Choose <span className="nhsuk-u-visually-hidden">{name}</span>
      </label>
    </span>
  )
}

function BestCells({ medicine }: { medicine: MedicineRow }) {
  return (
    <>
      <Cell label="Best from">{medicine.best?.vendor.name ?? 'No price on file'}</Cell>
      <Cell label="Pack ex VAT" number>
        {medicine.best ? priceWords(medicine.best.price) : 'None'}
      </Cell>
      <Cell label="Per unit" number>
        {perUnit(medicine)}
      </Cell>
      <Cell label="Contract">
        <Tag tone={STATE_TONES[medicine.state]}>
          {medicine.best === null && medicine.state === 'OFF_CONTRACT' ? 'Other pack' : STATE_WORDS[medicine.state]}
        </Tag>
      </Cell>
    </>
  )
}

const SIZES_SHOWN = 4

function packSizes({ packs }: MedicineRow): string {
  const sizes = [...new Set(packs.toSorted((a, b) => a.unitsMilli - b.unitsMilli).map((pack) => pack.packText))]
  const shown = sizes.slice(0, SIZES_SHOWN)
  return sizes.length > SIZES_SHOWN
    ? `${formatList([...shown, `${sizes.length - SIZES_SHOWN} more`])}`
    : formatList(shown)
}

function perUnit({ best, packs }: MedicineRow): string {
  if (!best) return 'None'
  return best.perUnit === null ? NOT_SHOWN : `${formatUnitPrice(best.perUnit)} ${aUnit(packs[0]?.unitName ?? 'unit')}`
}
