'use client'

import type { ReactNode } from 'react'
import { whyAddress } from '#components/contracts/why-address.ts'
import { HelpWith } from '#components/help/help-with.tsx'
import { classes } from '#components/ui/classes.ts'
import { Link } from '#components/ui/link.tsx'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { formatCounted, formatDate, formatPrice, formatUnitPrice } from '#lib/values/format.ts'
import { type Price, perUnit, price } from '#lib/values/money.ts'
import { aUnit } from '#lib/values/units.ts'
import { differenceWords, lastPaidWords, moreOrLess, packPriceWords } from './difference-words.ts'
import { NOT_SHOWN, priceWords } from './pad-words.ts'
import type { ShownLine } from './shown-line.ts'

/** Why the line looked at has its price: contract, holder, group, rank and dates in words, and the next best. */
export function WhyPrice({ line, children }: { line: ShownLine; children: ReactNode }) {
  const careful = line.state === 'OFF_CONTRACT' || line.state === 'ON_CONTRACT_PRICE_HIGH'
  const name = `why-${line.key}`
  return (
    <section className={classes('app-why-price', !careful && 'app-why-price--know')} aria-labelledby={name}>
      <div className="app-grid">
        <div className="app-c6 app-14 app-stack">
          <h3 id={name}>
            {line.price === null || line.hidden ? 'The price' : `Why ${priceWords(line)}`}
            <span className="app-pack"> of {line.product}</span>
          </h3>
          <PriceSays line={line} />
        </div>
        <div className="app-c6 app-14 app-stack">
          <OtherSays line={line} />
          <p>
            <Link href={whyAddress(line.vmpId, { pack: line.amppId, supplier: line.supplierId, packs: line.packs })}>
              Why this price, and everything else that could be bought
            </Link>
          </p>
          <HelpWith topic="price" />
          {careful && <HelpWith topic="off-contract" />}
        </div>
      </div>
      {children}
    </section>
  )
}

function PriceSays({ line }: { line: ShownLine }) {
  if (line.basis === 'pending') return <p>The price is being looked up.</p>
  const each = line.price === null ? null : perUnit({ price: line.price, milliUnits: line.unitsMilli })
  return (
    <>
      {each !== null && (
        <p>
          <b>
            {formatUnitPrice(each)} {aUnit(line.unitName)}
          </b>
          , ex VAT, {line.packText} a pack.
        </p>
      )}
      {line.hidden && <p>{NOT_SHOWN}.</p>}
      {line.basis === 'missing' && <p>No price is on file from this supplier. Type it, and say where it comes from.</p>}
      {line.basis === 'typed' && <p>Typed{line.source === '' ? '' : `: ${line.source}`}.</p>}
      {line.basis === 'on_file' && (
        <p>
          The price on file{line.source === '' ? '' : `: ${line.source}`}
          {onFileDays(line)}.
        </p>
      )}
      <ContractSays line={line} />
    </>
  )
}

/** ", from 6 August 2026 to 31 March 2027"; nothing where the days are not known. */
function onFileDays({ why }: ShownLine): string {
  if (!why?.onFile) return ''
  const { from, to } = why.onFile
  return `, from ${formatDate(from)} ${to === null ? 'until further notice' : `to ${formatDate(to)}`}`
}

function ContractSays({ line }: { line: ShownLine }) {
  const why = line.why
  if (why === null) return null
  const { contract } = why
  if (contract === null) return <p>No contract of your trust covers this medicine.</p>
  const lot = contract.lot === '' ? '' : ` lot ${contract.lot}`
  const rank = contract.rank === null ? 'not ranked' : `rank ${contract.rank}`
  return (
    <>
      <p>
        {line.state === 'OFF_CONTRACT' ? 'It is bought beside the contract ' : 'The contract is '}
        <b>
          {contract.reference}
          {lot}
        </b>
        : {contract.holder.name}, {packPriceWords(contract.price, contract.packText)}, {formatDate(contract.validFrom)}{' '}
        to {formatDate(contract.validTo)}. Buying group {contract.buyingGroup}, {rank},{' '}
        {contract.route === 'direct'
          ? 'delivered direct'
          : `by ${contract.vendors.map((one) => one.name).join(' or ')}`}
        .
      </p>
      <AgainstContract line={line} contractPrice={why.contractPrice} />
    </>
  )
}

function AgainstContract({ line, contractPrice }: { line: ShownLine; contractPrice: Price | null }) {
  if (contractPrice === null || line.price === null || line.state === 'ON_CONTRACT') return null
  const apart = price(line.price - contractPrice)
  return (
    <p>
      Against the contract: <b>{moreOrLess(apart)} a pack</b>.
    </p>
  )
}

function OtherSays({ line }: { line: ShownLine }) {
  const why = line.why
  if (why === null) return null
  const { nextBest, lastPaid } = why
  return (
    <>
      {nextBest === null ? (
        <p>No other offer is known for this medicine.</p>
      ) : (
        <p>
          Next best: {packMake(nextBest)}, {nextBest.packText} from {nextBest.vendor.name}
          {nextBest.price === null || nextBest.perUnit === null
            ? `, price ${NOT_SHOWN.toLowerCase()}`
            : ` at ${formatPrice(nextBest.price)}, ${formatUnitPrice(nextBest.perUnit)} ${aUnit(line.unitName)}`}
          .
          {nextBest.perUnitDifference !== null && nextBest.inAll !== null && line.price !== null && (
            <>
              {' '}
              <b>
                {differenceWords({
                  each: nextBest.perUnitDifference,
                  inAll: nextBest.inAll,
                  unitName: line.unitName,
                })}
              </b>{' '}
              for {formatCounted(line.packs, 'pack')}.
            </>
          )}
        </p>
      )}
      {lastPaid && <p>{lastPaidWords(lastPaid)}</p>}
    </>
  )
}
