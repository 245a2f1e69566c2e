'use client'

import { useMemo, useRef, useState } from 'react'
import { ErrorTitle } from '#components/ui/answer-words.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Note } from '#components/ui/note.tsx'
import { checkEntries, countedByLine } from '#lib/orders/receive/booking.rules.ts'
import { type Desk, leftProducts, withExtra } from '#lib/orders/receive/desk.rules.ts'
import { atHand, changed, placeOnDevice, removed, sent, settled } from '#lib/orders/receive/device.rules.ts'
import type { EntryError } from '#lib/orders/receive/entry.rules.ts'
import { BookedNote, BookingBar, OnItsWayNote } from './booking-bar.tsx'
import { DeskContext, entryButtonId, entryFieldId } from './desk-context.ts'
import { DeskHead } from './desk-head.tsx'
import { Blocked, Choose, NotYours } from './found-notes.tsx'
import { FridgeFirst } from './fridge-first.tsx'
import { CountedList, LeftList } from './lists.tsx'
import { NotExpected } from './not-expected.tsx'
import { ScanField } from './scan-field.tsx'
import { ScannedPanel } from './scanned-panel.tsx'
import { type Problem, useBooking } from './use-booking.ts'
import { useCounting } from './use-counting.ts'
import { useDevice } from './use-device.ts'
import { useMinute } from './use-minute.ts'

/**
 * Booking in what a supplier brings to a store: scan, count, next. Everything counted is kept on this device until the
 * server has it. `first` is the order whose lines come first; `drawnAt` when the server drew this, an instant as text.
 */
export function DeliveryDesk({ drawn, first, drawnAt }: { drawn: Desk; first: string | null; drawnAt: string }) {
  const { store, state, keeps } = useDevice(placeOnDevice(drawn), drawnAt)
  const desk = useMemo(() => withExtra(drawn, state.extra), [drawn, state.extra])
  const now = useMinute(drawnAt)
  const input = useRef<HTMLInputElement>(null)
  const counting = useCounting(desk, store, input)
  const [errors, setErrors] = useState<EntryError[]>([])
  const [problem, setProblem] = useState<Problem>(null)
  const [checks, setChecks] = useState(0)
  const wanted = counting.wanted ?? first
  const told = {
    onErrors: (found: EntryError[]) => {
      setErrors(found)
      setChecks((n) => n + 1)
    },
    onProblem: (found: Problem) => {
      setProblem(found)
      setChecks((n) => n + 1)
    },
  }
  const { onItsWay, slow, sendAgain } = useBooking({ desk: drawn, store, state, ...told })
  const counted = useMemo(() => countedByLine(desk, state.entries, wanted), [desk, state.entries, wanted])
  const current = state.entries.find((entry) => entry.id === state.current)
  const left = leftProducts(desk, counted, { when: 'now', first: wanted })

  function book(): void {
    if (store === null) return
    store.change((was) => settled(was, desk))
    const entries = atHand(store.read()).toReversed()
    const minutesOut = Math.max(0, Math.floor((Date.now() - Date.parse(store.read().openedAt)) / 60_000))
    const check = checkEntries(desk, entries, { first: wanted, minutesOut })
    told.onErrors(check.errors)
    setProblem(null)
    const [wrong] = check.errors
    if (wrong) {
      store.change((was) => ({ ...was, current: wrong.entry }))
      return
    }
    const body = {
      receiver: desk.receiver,
      supplierId: desk.supplier.id,
      storeId: desk.store.id,
      deliveryNote: store.read().deliveryNote,
      entries: check.parts.map((part) => part.received),
    }
    const parts = check.parts.map(({ entry }) => ({ entry }))
    const lines = new Set(body.entries.map((entry) => entry.lineId)).size
    store.change((was) => sent(was, { key: crypto.randomUUID(), body, parts, lines }))
    counting.backToScan()
  }

  const atDesk = {
    desk,
    state,
    now,
    first: wanted,
    errors,
    change: (id: string, change: Parameters<typeof changed>[3]) => {
      store?.change((was) => changed(was, desk, id, change))
      setErrors((was) => was.filter((error) => error.entry !== id || !(error.field in change)))
    },
    settle: () => store?.change((was) => settled(was, desk)),
    count: counting.count,
    show: counting.show,
    remove: (id: string) => {
      store?.change((was) => removed(was, id))
      setErrors((was) => was.filter((error) => error.entry !== id))
      counting.backToScan()
    },
    backToScan: counting.backToScan,
    restartClock: () => store?.change((was) => ({ ...was, openedAt: new Date().toISOString() })),
  }
  const { found } = counting
  return (
    <DeskContext value={atDesk}>
      <div className="app-bench__main app-stack">
        <DeskHead counted={counted} />
        {errors.length > 0 && (
          <>
            <ErrorTitle />
            <ErrorSummary key={checks} errors={errors.map((error) => summaryLine(error, state.current))} />
          </>
        )}
        {problem !== null && (
          <>
            <ErrorTitle />
            <ErrorSummary key={checks} title={problem.title}>
              {problem.message}
            </ErrorSummary>
          </>
        )}
        {!keeps && (
          <Note kind="care" lead="This device cannot keep your count.">
            Do not close or reload this page before it is booked in.
          </Note>
        )}
        {desk.more && (
          <Note kind="care" lead="Only the lines due first are shown.">
            There are more than 2,000. Book these in first.
          </Note>
        )}
        <NotYours />
        <FridgeFirst left={left} />
        {state.last !== null && <BookedNote last={state.last} left={left.length} />}
        <OnItsWayNote how={onItsWay} slow={slow} onAgain={sendAgain} />
        <ScanField
          input={input}
          value={counting.text}
          message={counting.message}
          onChange={counting.setText}
          onScan={counting.scan}
        />
        {found?.kind === 'order' && <Note lead={`${found.number} comes first.`}>Its lines stand at the top.</Note>}
        {found?.kind === 'choose' && <Choose found={found} />}
        {found?.kind === 'blocked' && <Blocked found={found} />}
        {found?.kind === 'unknown' && (
          <NotExpected found={found} onInstead={counting.instead} onExtra={counting.countExtra} />
        )}
        {current && found === null && <ScannedPanel key={current.id} entry={current} remark={counting.remark} />}
        <BookingBar onNote={(deliveryNote) => store?.change((was) => ({ ...was, deliveryNote }))} onBook={book} />
      </div>
      <div className="app-bench__side app-stack">
        <CountedList />
        <LeftList counted={counted} />
      </div>
    </DeskContext>
  )
}

function summaryLine(error: EntryError, current: string | null): { message: string; href: string } {
  const id = error.entry === current ? entryFieldId(error.entry, error.field) : entryButtonId(error.entry)
  return { message: error.message, href: `#${id}` }
}
