'use client'

import { type Dispatch, useLayoutEffect, useRef } from 'react'
import type { PadChoice } from '#lib/orders/raise/pads.queries.ts'
import { addField } from './pad-hooks.ts'
import { PASTE_BOX, type PadEvent } from './pad-state.ts'
import { PasteBox, PasteSaid } from './paste-box.tsx'
import { PastedRows } from './pasted-rows.tsx'
import { firstField } from './row-fields.tsx'
import type { ShownRow } from './shown-rows.ts'
import { usePasting } from './use-pasting.ts'

/** Lists pasted into the pad: where they are taken over, what became of them, and their rows that are to be mended. */
export function PadPaste({
  rows,
  raw,
  suppliers,
  dispatch,
  onDrop,
}: {
  rows: readonly ShownRow[]
  raw: Readonly<Record<string, string>>
  suppliers: readonly PadChoice[]
  dispatch: Dispatch<PadEvent>
  onDrop: (row: ShownRow) => void
}) {
  const pasting = usePasting(rows, {
    text: raw[PASTE_BOX] ?? '',
    onText: (text) => dispatch({ type: 'held', text }),
    onPaste: (changes) => dispatch({ type: 'pasted', changes }),
  })
  const { report } = pasting
  const [worst] = pasting.mine
  const first = useRef('')
  first.current = worst ? firstField(worst) : ''
  const done = report !== null
  useLayoutEffect(() => {
    if (!done) return
    const field = first.current === '' ? addField() : document.getElementById(first.current)
    field?.focus()
  }, [done])
  return (
    <>
      <PasteBox held={pasting.held} onText={pasting.hold} onTake={pasting.take} />
      <PasteSaid report={report} looking={pasting.looking} onClose={pasting.close} />
      <PastedRows
        rows={rows}
        suppliers={suppliers}
        onChange={(change) => dispatch({ type: 'changed', change })}
        onDrop={(row) => {
          dispatch({ type: 'changed', change: { do: 'dropRow', ref: row.id } })
          onDrop(row)
        }}
      />
    </>
  )
}
