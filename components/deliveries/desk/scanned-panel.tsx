'use client'

import { type FormEvent, useState } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { CountInput } from '#components/ui/count-input.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { expectedPacks, fillableLines, productOf, stillToCome } from '#lib/orders/receive/desk.rules.ts'
import { type DeskEntry, entryCounts, mustStandApart } from '#lib/orders/receive/entry.rules.ts'
import { formatCount, formatDuration, formatList } from '#lib/values/format.ts'
import { celsius, ProductName } from '../product-words.tsx'
import { BatchFields } from './batch-fields.tsx'
import { entryFieldId, errorOf, useDesk } from './desk-context.ts'
import { Difference } from './difference.tsx'
import { FridgeFields } from './fridge-fields.tsx'
import { Quarantine } from './quarantine.tsx'
import { type Remark, ScannedNotes } from './scanned-notes.tsx'

/** The batch that is being counted: what it is, how many packs came, what is different. One thing at a time. */
export function ScannedPanel({ entry, remark }: { entry: DeskEntry; remark: Remark | null }) {
  const { desk, state, now, first, errors, change, remove, backToScan } = useDesk()
  const [typing, setTyping] = useState(false)
  const product = productOf(desk, entry.amppId)
  if (!product) return null
  const lines = fillableLines(desk, entry.amppId, first)
  const toCome = lines.reduce((sum, line) => sum + expectedPacks(line), 0)
  const open = lines.reduce((sum, line) => sum + stillToCome(line), 0)
  const due = toCome === 0 && open > 0 ? `${formatCount(open)} ordered` : `${formatCount(toCome)} to come`
  const orders = [...new Set(lines.filter((line) => stillToCome(line) > 0).map((line) => line.orderNumber))]
  const { from, to } = desk.terms.fridge
  const facts = [
    { label: 'Packs to come', value: formatCount(toCome) },
    { label: 'Out of the fridge', value: formatDuration(now.getTime() - Date.parse(state.openedAt)) },
  ]
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    backToScan()
  }
  return (
    <section className="app-scanned" aria-labelledby="counting">
      <p className="app-kicker">
        {product.fridge
          ? `Fridge line, ${celsius(from)} to ${celsius(to)}. `
          : entry.scanned === ''
            ? 'Counting now. '
            : 'Just scanned. '}
        {orders.length === 0 ? 'Nothing of it is still to come' : formatList(orders)}
      </p>
      <h2 id="counting">
        <ProductName name={product.name} packText={product.packText} />
      </h2>
      {product.fridge && <Facts two facts={facts} />}
      <BatchFields entry={entry} onTyping={setTyping} />
      {!typing && <ScannedNotes entry={entry} product={product} remark={remark?.entry === entry.id ? remark : null} />}
      <form className="app-stack" onSubmit={onSubmit} noValidate>
        <CountInput
          id={entryFieldId(entry.id, 'count')}
          label={
            <>
              Packs received <span className="app-pack">of {due}</span>
            </>
          }
          error={errorOf(errors, entry.id, 'count')}
          value={entry.count}
          one="pack"
          onChange={(count) => change(entry.id, { count })}
        />
        {product.fridge && <FridgeFields entry={entry} typing={typing} onTyping={setTyping} />}
        <Difference entry={entry} fridge={product.fridge} />
        {!typing && mustStandApart(desk, entry) && entryCounts(entry).kept > 0 && (
          <Quarantine entry={entry} fridge={product.fridge} />
        )}
        {(entry.variance !== null || entry.note !== '') && <NoteField entry={entry} />}
        <p className="app-14">
          <LinkButton type="button" onClick={() => remove(entry.id)}>
            Remove this batch
          </LinkButton>
        </p>
        <button type="submit" hidden>
          Next pack
        </button>
      </form>
    </section>
  )
}

function NoteField({ entry }: { entry: DeskEntry }) {
  const { change } = useDesk()
  const id = `entry-${entry.id}-note`
  return (
    <Field id={id} label="Note (optional)">
      <input
        className="nhsuk-input"
        id={id}
        maxLength={300}
        value={entry.note}
        onChange={(event) => change(entry.id, { note: event.currentTarget.value })}
      />
    </Field>
  )
}
