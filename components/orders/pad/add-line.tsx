'use client'

import { Combobox } from '#components/ui/combobox.tsx'
import { Note } from '#components/ui/note.tsx'
import { formularyLine } from '#lib/catalogue/formulary/formulary.rules.ts'
import { handlingWords, MADE_UP, packMake } from '#lib/catalogue/pack.rules.ts'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import { formatDate, formatDaysOfCover, formatList, formatPrice, formatUnitPrice } from '#lib/values/format.ts'
import { aUnit } from '#lib/values/units.ts'
import { CONTRACT_TAGS } from './pad-words.ts'
import { ask } from './post-changes.ts'

/** Searches packs for a pad; throws when there is no answer, as the type-ahead wants it. */
export async function searchForPad(
  padId: string,
  storeId: string,
  text: string,
  signal?: AbortSignal,
): Promise<PadHit[]> {
  const path = `/orders/new/${padId}/search?${new URLSearchParams({ text, storeId })}`
  const found = await ask<{ hits: PadHit[] }>(path, signal)
  if (found === null) throw new Error('no answer')
  return found.hits
}

/** Adds lines: type three letters, or scan; Enter takes the marked pack, or the only one that a code names. */
export function AddLine({
  padId,
  storeId,
  empty,
  onAdd,
}: {
  padId: string
  storeId: string
  empty: boolean
  onAdd: (hit: PadHit) => void
}) {
  return (
    <div className="app-add" data-pad-add="">
      <Combobox<PadHit>
        label="Add a line"
        hint="Name, strength, barcode, dm+d id or a supplier’s code."
        listLabel="Packs found"
        countWords={(count) => `${count === 1 ? '1 pack' : `${count} packs`} found`}
        fetchOptions={(text, signal) => searchForPad(padId, storeId, text, signal)}
        optionKey={(hit) => hit.amppId}
        renderOption={(hit, text) => <Option hit={hit} text={text} />}
        onChoose={onAdd}
        remark={remark}
        sure={(hits) => hits.every((hit) => hit.near === null)}
        focusAtStart={empty}
      />
    </div>
  )
}

function remark(hits: readonly PadHit[]) {
  const words = [...new Set(hits.flatMap((hit) => (hit.alike ? [`${hit.product}. ${hit.alike}`] : [])))]
  const near = hits.find((hit) => hit.near !== null)?.near
  return (
    <>
      {near && (
        <Note small kind="care" lead="Check the name:">
          {near}
        </Note>
      )}
      {words.length > 0 && (
        <Note small kind="care" lead="Look-alike packs:">
          {words.join(' ')}
        </Note>
      )}
    </>
  )
}

function Option({ hit, text }: { hit: PadHit; text: string }) {
  return (
    <div className="app-option">
      <span>
        <Marked words={hit.product} text={text} />, <b className="app-nowrap">{hit.packText}</b>
      </span>
      <span>{hit.vendor?.name ?? 'No supplier on file'}</span>
      <span className="app-num">
        {hit.price === null ? (hit.priced ? 'Not shown' : 'No price') : formatPrice(hit.price)}
      </span>
      <span className="app-num">
        {hit.perUnit === null ? '' : `${formatUnitPrice(hit.perUnit)} ${aUnit(hit.unitName)}`}
      </span>
      <span>{CONTRACT_TAGS[hit.state].words}</span>
      <span className="app-sub app-option__about">{aboutWords(hit)}</span>
    </div>
  )
}

/** Make, award, last price, stock, cover and what is on order, in one line. */
function aboutWords(hit: PadHit): string {
  const rank = hit.award?.rank === null || hit.award === null ? '' : ` (rank ${hit.award.rank})`
  const paid = hit.lastPaid
  const make = packMake(hit)
  return [
    make === hit.vendor?.name ? '' : make,
    hit.award ? `Award: ${hit.award.holder}${rank}` : '',
    hit.others.length > 0 ? `Also from ${formatList(hit.others)}` : '',
    paid
      ? `Last ${paid.price === null ? 'bought' : `paid ${formatPrice(paid.price)}`} on ${formatDate(paid.on)}`
      : 'Never ordered here',
    `Stock ${hit.onHand}, ${hit.coverTenths === null ? 'cover not known' : formatDaysOfCover(hit.coverTenths / 10)}`,
    hit.onOrder === null ? '' : `${hit.onOrder} on order`,
    hit.awaiting === null ? '' : `${hit.awaiting} waiting for approval`,
    hit.unlicensed ? 'Unlicensed' : '',
    ...handlingWords(hit),
    formularyLine({
      formulary: hit.formulary.status,
      formularyCriteria: hit.formulary.criteria,
      formularyReason: '',
    }) ?? '',
    hit.madeUp ? MADE_UP : '',
  ]
    .filter((one) => one !== '')
    .join('. ')
}

function Marked({ words, text }: { words: string; text: string }) {
  const at = text === '' ? -1 : words.toLowerCase().indexOf(text.toLowerCase())
  if (at < 0) return words
  return (
    <>
      {words.slice(0, at)}
      <mark>{words.slice(at, at + text.length)}</mark>
      {words.slice(at + text.length)}
    </>
  )
}
