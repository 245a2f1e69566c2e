'use client'

import { type ReactNode, useRef, useState } from 'react'
import { Button, ButtonLink, Buttons } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Note } from '#components/ui/note.tsx'
import { ProgressBar } from '#components/ui/progress.tsx'
import type { SeveralAct } from '#lib/several/several.rules.ts'
import type { SeveralOutcome } from '#lib/several/several.schema.ts'
import { formatCounted } from '#lib/values/format.ts'
import { Outcomes } from './outcomes.tsx'
import { portionsOf, type RunOrder, sendPortion } from './several-run.ts'

/** How far the act has come. `stopped`: by hand, or because no answer came; it goes on from there. */
type Run = {
  state: 'ready' | 'running' | 'stopped' | 'done'
  outcomes: SeveralOutcome[]
  problem: string | null
}

const READY: Run = { state: 'ready', outcomes: [], problem: null }
const NO_ANSWER = 'Tincture does not answer. Nothing is done twice when you go on.'
const WHY = 'Say why, in a few words'

/**
 * One act on several orders, in portions, each of which is on the record as it is answered. `children`: the orders it is
 * for, until it is done.
 */
export function SeveralForm({
  act,
  asksWhy,
  words,
  orders,
  portion,
  trustId,
  back,
  children,
}: {
  act: SeveralAct
  asksWhy: boolean
  words: string
  orders: readonly RunOrder[]
  portion: number
  trustId: string
  back: string
  children: ReactNode
}) {
  const [run, setRun] = useState<Run>(READY)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const key = useRef<string>(null)
  const stop = useRef(false)
  const field = useRef<HTMLTextAreaElement>(null)

  async function go(): Promise<void> {
    if (run.state === 'running') return
    if (asksWhy && reason.trim().length < 3) {
      setError(WHY)
      field.current?.focus()
      return
    }
    setError(undefined)
    key.current ??= crypto.randomUUID()
    stop.current = false
    let outcomes = run.outcomes
    setRun({ state: 'running', outcomes, problem: null })
    for (const part of portionsOf(orders.slice(outcomes.length), portion)) {
      const answer = await sendPortion(trustId, key.current, { act, reason, orders: part })
      if (answer.kind !== 'done') {
        setRun({ state: 'stopped', outcomes, problem: answer.kind === 'refused' ? answer.words : NO_ANSWER })
        return
      }
      outcomes = [...outcomes, ...answer.outcomes]
      setRun({ state: 'running', outcomes, problem: null })
      if (stop.current && outcomes.length < orders.length) {
        setRun({ state: 'stopped', outcomes, problem: null })
        return
      }
    }
    setRun({ state: 'done', outcomes, problem: null })
  }

  const left = orders.length - run.outcomes.length
  return (
    <form
      aria-label={words}
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      {run.problem && (
        <div role="alert">
          <Note kind="stop" lead="Not all of them are done." small>
            {run.problem}
          </Note>
        </div>
      )}
      {asksWhy && run.state === 'ready' && (
        <Field
          id="several-reason"
          label="Why"
          hint="Each order keeps it; suppliers who are asked read it."
          error={error}
        >
          <textarea
            ref={field}
            className={error ? 'nhsuk-textarea nhsuk-input--error' : 'nhsuk-textarea'}
            id="several-reason"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? 'several-reason-hint several-reason-error' : 'several-reason-hint'}
          />
        </Field>
      )}
      {run.state === 'ready' && (
        <Buttons>
          <Button kind={act === 'submit' || act === 'close' ? 'main' : 'secondary'}>{words}</Button>
          <ButtonLink kind="secondary" href={back}>
            Do nothing
          </ButtonLink>
        </Buttons>
      )}
      {run.state === 'running' && (
        <>
          <p>
            <b>
              {run.outcomes.length} of {formatCounted(orders.length, 'order')} done.
            </b>{' '}
            Stay on this page until it is finished.
          </p>
          <ProgressBar value={run.outcomes.length} whole={orders.length} label="of the orders done" />
          <Buttons>
            <Button type="button" kind="secondary" onClick={() => (stop.current = true)}>
              Stop here
            </Button>
          </Buttons>
        </>
      )}
      {run.state === 'stopped' && (
        <Buttons>
          <Button>Go on with the other {formatCounted(left, 'order')}</Button>
          <ButtonLink kind="secondary" href={back}>
            Leave them as they are
          </ButtonLink>
        </Buttons>
      )}
      <Outcomes
        act={act}
        outcomes={run.outcomes}
        whole={orders.length}
        done={run.state === 'done'}
        back={back}
        trustId={trustId}
        orders={orders}
        portion={portion}
      />
      {run.state !== 'done' && children}
    </form>
  )
}
