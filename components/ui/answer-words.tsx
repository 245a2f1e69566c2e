'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useLayoutEffect, useRef, useTransition } from 'react'
import type { ActionAnswer } from '#lib/action-answer.ts'
import { ErrorSummary } from './error-summary.tsx'
import { fieldId } from './form-context.ts'

const PREFIX = 'Error: '

/** Says in the window title that something is wrong, as long as it stands on the page. */
export function ErrorTitle() {
  useEffect(() => {
    const before = document.title
    document.title = before.startsWith(PREFIX) ? before : PREFIX + before
    return () => {
      if (document.title.startsWith(PREFIX)) document.title = document.title.slice(PREFIX.length)
    }
  }, [])
  return null
}

/** Goes to another page; `onArrived` matters only where that page is this one again, so that the form can be used anew. */
function Leave({ to, onArrived }: { to: string; onArrived: () => void }) {
  const router = useRouter()
  const [going, start] = useTransition()
  const went = useRef(false)
  useEffect(() => {
    start(() => router.push(to))
  }, [router, to])
  useEffect(() => {
    if (went.current && !going) onArrived()
    went.current = going
  }, [going, onArrived])
  return null
}

/** What was done. Takes the focus, so that it is in sight and read out wherever in a long form one pressed. */
function Done({ children, shown }: { children: string; shown: string | undefined }) {
  const words = useRef<HTMLParagraphElement>(null)
  useLayoutEffect(() => {
    words.current?.focus()
  }, [])
  return (
    <p className="app-note" role="status" ref={words} tabIndex={-1}>
      <b>{children}</b>
      {shown !== undefined && <code className="app-once">{shown}</code>}
    </p>
  )
}

/** Whether an address is a path of this site. */
function isOwnPath(address: string): boolean {
  return /^\/(?![/\\])/.test(address)
}

/** Whether an address leads on: this very page afresh, or a path of this site. */
function isLeading(address: string): boolean {
  return address === '' || isOwnPath(address)
}

/** What an answer says above the fields: problems, a refusal's words, or what was done; and where it leads. */
export function AnswerWords({
  answer,
  prefix,
  onArrived,
}: {
  answer: ActionAnswer
  prefix: string
  onArrived: () => void
}) {
  switch (answer.kind) {
    case 'idle':
      return null
    case 'invalid':
      return (
        <>
          <ErrorTitle />
          <ErrorSummary
            errors={answer.errors.map(({ field, message }) => ({
              message,
              href: field === '' ? undefined : `#${fieldId(prefix, field)}`,
            }))}
          />
        </>
      )
    case 'refused':
      return (
        <>
          <ErrorTitle />
          <ErrorSummary title={answer.title}>
            <p>{answer.message}</p>
            {answer.help !== undefined && <p>{answer.help}</p>}
            {answer.link !== undefined && isLeading(answer.link.href) && (
              <p>
                <a href={answer.link.href} target="_blank" rel="noreferrer">
                  {answer.link.words} (opens in a new tab)
                </a>
              </p>
            )}
          </ErrorSummary>
        </>
      )
    case 'done':
      return (
        <>
          {answer.message !== undefined && <Done shown={answer.shown}>{answer.message}</Done>}
          {answer.redirectTo !== undefined && isOwnPath(answer.redirectTo) && (
            <Leave to={answer.redirectTo} onArrived={onArrived} />
          )}
        </>
      )
  }
}
