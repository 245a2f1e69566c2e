import { NOT_SHOWN, priceWords, STATE_TONES } from '#components/contracts/contract-words.ts'
import { whyAddress } from '#components/contracts/why-address.ts'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { MADE_UP, type Pack, packMake } from '#lib/catalogue/pack.rules.ts'
import type { ProductPack } from '#lib/catalogue/product.queries.ts'
import { STATE_WORDS } from '#lib/contracts/contract-names.rules.ts'
import type { ShownOffer } from '#lib/contracts/shown.rules.ts'
import { formatDate, formatUnitPrice } from '#lib/values/format.ts'
import { aUnit } from '#lib/values/units.ts'

/**
 * The packs of a medicine with who sells them: one row for each offer, best first; packs without a price last. Without
 * `buys` (a hub) the packs alone; `why` leads to the reason for each price.
 */
export function PackTable({
  packs,
  buys,
  why = false,
}: {
  packs: readonly ProductPack[]
  buys: boolean
  why?: boolean
}) {
  return (
    <Table caption="Packs with their prices" density="desk" wide>
      <TableHead>
        <HeadCell>Pack</HeadCell>
        {buys && (
          <>
            <HeadCell>From</HeadCell>
            <HeadCell number>Pack ex VAT</HeadCell>
            <HeadCell number>Per unit</HeadCell>
            <HeadCell>Contract</HeadCell>
            <HeadCell number>Last paid</HeadCell>
          </>
        )}
        <HeadCell>Barcode and ids</HeadCell>
      </TableHead>
      <TableBody>{packs.flatMap((one) => packRows(one, { buys, why }))}</TableBody>
    </Table>
  )
}

function packRows(one: ProductPack, { buys, why }: { buys: boolean; why: boolean }) {
  const { pack, offers } = one
  const rows = buys && offers.length > 0 ? offers : [null]
  return rows.map((offer, index) => (
    <Row key={`${pack.amppId} ${offer?.vendor.id ?? ''}`}>
      <RowHead>
        {pack.packText}
        <Sub>{packMake(pack)}</Sub>
        {pack.discontinued && <Sub>Discontinued: not offered</Sub>}
      </RowHead>
      {buys && <OfferCells pack={pack} offer={offer} paid={one.lastPaid} first={index === 0} why={why} />}
      <Cell label="Barcode and ids">
        {one.gtin ?? 'No barcode'}
        <Sub>AMPP {pack.amppId}</Sub>
        {one.npc !== null && <Sub>NPC {one.npc}</Sub>}
        {pack.madeUp && <Sub>{MADE_UP}</Sub>}
      </Cell>
    </Row>
  ))
}

function OfferCells({
  pack,
  offer,
  paid,
  first,
  why,
}: {
  pack: Pack
  offer: ShownOffer | null
  paid: ProductPack['lastPaid']
  first: boolean
  why: boolean
}) {
  return (
    <>
      <Cell label="From">
        {offer?.vendor.name ?? 'No price on file'}
        {offer && !offer.vendor.hasAccount && <Sub>No account yet</Sub>}
      </Cell>
      <Cell label="Pack ex VAT" number>
        {offer ? priceWords(offer.price) : 'None'}
        {offer && <Sub>{offer.source}</Sub>}
      </Cell>
      <Cell label="Per unit" number>
        {offer
          ? offer.perUnit === null
            ? NOT_SHOWN
            : `${formatUnitPrice(offer.perUnit)} ${aUnit(pack.unitName)}`
          : 'None'}
      </Cell>
      <Cell label="Contract">
        {offer ? <Tag tone={STATE_TONES[offer.state]}>{STATE_WORDS[offer.state]}</Tag> : 'None on this pack'}
        {offer && why && (
          <Sub>
            <Link href={whyAddress(pack.vmpId, { pack: pack.amppId, supplier: offer.vendor.id })}>
              Why this price
              <span className="nhsuk-u-visually-hidden">
                {' '}
                of {pack.packText}, {packMake(pack)}, from {offer.vendor.name}
              </span>
            </Link>
          </Sub>
        )}
      </Cell>
      <Cell label="Last paid" number>
        {paid && first ? (
          <>
            {priceWords(paid.price)}
            <Sub>
              {paid.vendorName}, {formatDate(paid.on)}
            </Sub>
          </>
        ) : first ? (
          'Never ordered'
        ) : (
          'As above'
        )}
      </Cell>
    </>
  )
}
