'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid } from '#components/ui/section.tsx'
import type { FormAction } from '#lib/action-answer.ts'
import { ORDER_KIND_NAMES } from '#lib/orders/order/order.split.rules.ts'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import type { PadChoices } from '#lib/orders/raise/pads.queries.ts'
import type { PadLineView, PadView } from '#lib/orders/raise/view.rules.ts'
import { AddLine, searchForPad } from './add-line.tsx'
import { ChooseSupplier } from './choose-supplier.tsx'
import { ErrorTitle } from './error-title.tsx'
import { Keeping } from './keeping.tsx'
import { LineForm } from './line-form.tsx'
import { isKept, unkept } from './outbox.ts'
import { PadConflict } from './pad-conflict.tsx'
import { PadDecision } from './pad-decision.tsx'
import { PadHeadForm } from './pad-head.tsx'
import { addField, useFresh, useKeptFocus, useNames, useWishedFocus } from './pad-hooks.ts'
import { packsId } from './pad-line.tsx'
import { PadPart } from './pad-part.tsx'
import { PadPaste } from './pad-paste.tsx'
import { padProblems, unreadable } from './pad-problems.ts'
import { PadStrip } from './pad-strip.tsx'
import { ask, askState } from './post-changes.ts'
import { RefusedHit } from './refused-hit.tsx'
import { ScanNotes } from './scan-notes.tsx'
import type { Aside } from './scan-queue.ts'
import { type ShownLine, shownLines } from './shown-line.ts'
import { type ShownPart, shownParts } from './shown-parts.ts'
import { shownRows } from './shown-rows.ts'
import { mergeOf, twinsOf } from './twin-lines.ts'
import { type Undo, undoDrop, undoRemove } from './undo.ts'
import { UndoNotes } from './undo-notes.tsx'
import { usePad } from './use-pad.ts'
import { useScanQueue } from './use-scan-queue.ts'
import { writeInto } from './use-scanner.ts'
import { WhyPrice } from './why-price.tsx'

/** The order pad: lines added in any order, dealt out to one draft for each supplier, store and kind, and kept as they are typed. */
export function OrderPad({
  view,
  trustId,
  personId,
  choices,
  discard,
  today,
  drawnAt,
}: {
  view: PadView
  trustId: string
  personId: string
  choices: PadChoices
  discard: FormAction
  today: string
  drawnAt: number
}) {
  const router = useRouter()
  const [state, dispatch] = usePad(view, { trustId, personId })
  const [leaving, setLeaving] = useState(0)
  const [said, setSaid] = useState('')
  const [undos, setUndos] = useState<readonly Undo[]>([])
  const forget = (undo: Undo) => setUndos((all) => all.filter((one) => one.id !== undo.id))
  const [choosing, setChoosing] = useState<PadHit | null>(null)
  const [refused, setRefused] = useState<PadHit | null>(null)
  useFresh(state, drawnAt, (fresh) => {
    if (fresh === 'closed') router.replace(`/orders/new/${view.id}/done`)
    else dispatch({ type: 'rebased', view: fresh, keep: false })
  })
  const { head } = state.view
  const lines = useMemo(
    () =>
      shownLines(state.lines, unkept(state.outbox), {
        hits: state.hits,
        storeId: head.storeId,
        vatRate: state.view.vatRate,
      }),
    [state.lines, state.outbox, state.hits, head.storeId, state.view.vatRate],
  )
  const parts = useMemo(
    () => shownParts(lines, { lines: state.lines, parts: state.view.parts, vatRate: state.view.vatRate }),
    [lines, state.lines, state.view.parts, state.view.vatRate],
  )
  const twins = useMemo(() => twinsOf(lines), [lines])
  const rows = useMemo(() => shownRows(state.rows, unkept(state.outbox)), [state.rows, state.outbox])
  const problems = state.asked ? padProblems(state, lines, rows) : []
  const problemAt = useMemo(() => new Map(problems.map((one) => [one.at, one.words])), [problems])
  const unread = unreadable(state).length
  const total = parts.reduce((sum, part) => sum + part.lines.length + part.more, 0)
  const isOpen = (line: ShownLine) =>
    line.key === state.current ||
    ['price', 'source', 'reason', 'note', 'ownNote', 'formularyReason'].some((field) =>
      problemAt.has(`${line.key}/${field}`),
    )
  const names = useNames(state.view.parts, state.hits, lines)
  const wish = useWishedFocus()
  useKeptFocus()
  const storeOf = (id: string) => choices.stores.find((one) => one.id === id)?.label ?? 'a store no longer in use'

  const add = useCallback(
    (hit: PadHit, count = hit.usualPacks ?? 1) => {
      const ref = crypto.randomUUID()
      dispatch({ type: 'added', ref, hit, packs: count })
      return ref
    },
    [dispatch],
  )
  const linesNow = useRef(lines)
  linesNow.current = lines
  const addOrFind = useCallback(
    (hit: PadHit) => {
      const there = linesNow.current.find((line) => line.amppId === hit.amppId)
      const no = !there && hit.formulary.status === 'NOT_PERMITTED'
      setRefused(no ? hit : null)
      if (no) return setSaid(`Your formulary does not permit ${hit.product}.`)
      setChoosing(there || hit.vendor ? null : hit)
      if (!there && !hit.vendor) return setSaid(`Choose whom you buy ${hit.product} from.`)
      setSaid(there ? `${hit.product} is on this pad already.` : `${hit.product} added.`)
      wish.focus(packsId(there ? there.key : add(hit)))
    },
    [add, wish],
  )
  const choosingNow = useRef(choosing)
  choosingNow.current = choosing
  const scans = useScanQueue(
    (code) => searchForPad(state.view.id, head.storeId, code),
    (hit: PadHit, code) => {
      const open = choosingNow.current
      if (open) scans.setAside({ code: open.product, why: 'no_supplier', hit: open })
      if (!hit.vendor && scans.queue.waiting.length > 1) scans.setAside({ code, why: 'no_supplier', hit })
      else addOrFind(hit)
    },
  )
  const actOnScan = (aside: Aside<PadHit>) => {
    scans.forget(aside)
    if (aside.why === 'unanswered') scans.again(aside)
    else if (aside.hit) addOrFind(aside.hit)
    else {
      const field = addField()
      field?.focus()
      if (field) writeInto(field, aside.code)
    }
  }
  const move = useCallback((key: string, by: 1 | -1) => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('[data-pad-packs]')]
    const at = fields.findIndex((field) => field.dataset.padPacks === key)
    const next = fields[at + by] ?? (by === 1 ? addField() : null)
    next?.focus()
  }, [])
  const remove = useCallback(
    (line: ShownLine) => {
      dispatch({ type: 'changed', change: { do: 'remove', line: line.id } })
      setSaid(`${line.product} removed.`)
      setUndos((all) => [...all, undoRemove(line, crypto.randomUUID())])
      addField()?.focus()
    },
    [dispatch],
  )
  const merge = useCallback(
    (line: ShownLine, first: ShownLine) => {
      const made = mergeOf(line, first, crypto.randomUUID())
      if (!made) return
      dispatch({ type: 'merged', keys: [line.key, first.key], changes: made.changes })
      setSaid(made.undo.words)
      setUndos((all) => [...all, made.undo])
      wish.focus(packsId(first.key))
    },
    [dispatch, wish],
  )
  const more = async () => {
    const path = `/orders/new/${state.view.id}/lines?${new URLSearchParams({ after: String(state.lines.length) })}`
    const found = await ask<{ lines: PadLineView[] }>(path)
    if (found) dispatch({ type: 'more', lines: found.lines })
  }
  const decide = async (keep: boolean) => {
    const fresh = await askState(state.view.id)
    if (fresh === 'closed') router.replace(`/orders/new/${state.view.id}/done`)
    else if (fresh) dispatch({ type: 'rebased', view: fresh, keep })
  }
  // counts the presses: one whose way was lost (the line dropped) is followed by the next
  const check = () => {
    dispatch({ type: 'asked' })
    if (padProblems(state, lines, rows).length === 0) setLeaving((presses) => presses + 1)
  }
  const kept = isKept(state.outbox)
  useEffect(() => {
    if (leaving === 0) return
    if (kept) router.push(`/orders/new/${state.view.id}/check`)
    else if (state.keeping.kind === 'not') setLeaving(0)
  }, [leaving, kept, router, state.view.id, state.keeping.kind])

  const supplierOf = (part: ShownPart) => names.supplier(part.supplierId)
  const orderOf = (part: ShownPart) => {
    const kind = part.kind === 'standard' ? '' : `, ${ORDER_KIND_NAMES[part.kind].toLowerCase()}`
    const to = part.storeId === head.storeId ? '' : `, to ${storeOf(part.storeId)}`
    return `${supplierOf(part)}${kind}${to}`
  }
  return (
    <>
      <PageHead
        back={{ href: '/orders', words: 'Orders' }}
        title="Raise an order"
        standfirst="Add lines in any order. One order is made for each supplier, store and kind."
        aside={
          <>
            <Keeping state={state} unread={unread} onAgain={() => dispatch({ type: 'again' })} />
            <p>{today}</p>
          </>
        }
      />
      <PadConflict state={state} lines={lines} onDecide={decide} />
      {state.lost.length > 0 && (
        <Note kind="care" lead="Not kept:">
          {state.lost.join(' ')}{' '}
          <LinkButton type="button" onClick={() => dispatch({ type: 'read' })}>
            I have read this
          </LinkButton>
        </Note>
      )}
      <p className="nhsuk-u-visually-hidden" aria-live="polite">
        {said}
      </p>
      <span id="pad-packs-head" hidden>
        Packs of
      </span>
      <Grid section>
        <Column span={8}>
          {problems.length > 0 && (
            <>
              <ErrorTitle />
              <ErrorSummary
                key={problems.length}
                errors={problems.map(({ words, href, line }) => ({
                  message: line ? `${line}: ${words}` : words,
                  href,
                }))}
              />
            </>
          )}
          <PadHeadForm
            head={head}
            choices={choices}
            raw={state.raw}
            problems={problemAt}
            onChange={(change) => dispatch({ type: 'changed', change })}
            onType={(field, text) => dispatch({ type: 'headTyped', field, text })}
          />
          <AddLine padId={state.view.id} storeId={head.storeId} empty={total === 0} onAdd={addOrFind} />
          <PadPaste
            rows={rows}
            raw={state.raw}
            suppliers={choices.suppliers}
            dispatch={dispatch}
            onDrop={(row) => {
              setSaid(`Row ${row.no} left out.`)
              setUndos((all) => [...all, undoDrop(row)])
            }}
          />
          <UndoNotes
            undos={undos}
            onUndo={(undo) => {
              dispatch({ type: 'pasted', changes: undo.changes })
              forget(undo)
              addField()?.focus()
            }}
            onClose={(undo) => {
              forget(undo)
              addField()?.focus()
            }}
          />
          <ScanNotes scans={scans} onAct={actOnScan} />
          {refused && <RefusedHit hit={refused} />}
          {choosing && (
            <ChooseSupplier
              key={choosing.amppId}
              hit={choosing}
              suppliers={choices.suppliers}
              onChoose={(supplier) => addOrFind({ ...choosing, vendor: { id: supplier.id, name: supplier.label } })}
              onClose={() => {
                setChoosing(null)
                addField()?.focus()
              }}
            />
          )}
          {total > 0 && (
            <p className="app-14 app-2">
              In a quantity Enter or ↓ goes to the next one and ↑ back; after the last one to “Add a line”.
            </p>
          )}
          <PadStrip parts={parts} orderOf={orderOf} />
          {parts.map((part) => (
            <PadPart
              key={part.key}
              part={part}
              title={orderOf(part)}
              store={choices.stores.find((one) => one.id === part.storeId) ?? null}
              raw={state.raw}
              problems={problemAt}
              current={state.current}
              dispatch={dispatch}
              twins={twins}
              onMove={move}
              onMerge={merge}
              onRemove={remove}
              onMore={more}
            >
              {part.lines.filter(isOpen).map((line) => (
                <WhyPrice key={line.key} line={line}>
                  <LineForm
                    padId={state.view.id}
                    line={line}
                    supplier={supplierOf(part)}
                    stores={choices.stores}
                    raw={state.raw}
                    problems={problemAt}
                    dispatch={dispatch}
                    onVendors={names.learn}
                  />
                </WhyPrice>
              ))}
            </PadPart>
          ))}
        </Column>
        <Column span={4} decision>
          <PadDecision
            parts={parts}
            lines={total}
            supplierOf={supplierOf}
            orderOf={orderOf}
            trustId={trustId}
            padId={state.view.id}
            edit={state.view.edit}
            keeping={!kept && state.keeping.kind !== 'not'}
            discard={discard}
            onCheck={check}
          />
        </Column>
      </Grid>
    </>
  )
}
