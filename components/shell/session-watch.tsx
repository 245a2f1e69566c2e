'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { formatTime } from '#lib/values/format.ts'
import { type Left, type Watch, watchOf } from './time-left.ts'

/** How many seconds the server may have counted already when it drew the page. */
const SLACK = 60

/**
 * Warns before a session ends, and says so when it has, over the page: what is typed stays in its fields, and goes on
 * when one has signed in again in another tab. Asking the server how long is left does not make it longer; staying does.
 * Without script nothing is warned of, and forms still answer with what was typed.
 */
export function SessionWatch({ person, idle, inAll }: { person: string; idle: number; inAll: number }) {
  const [watch, setWatch] = useState<Watch>({ show: 'nothing', askIn: 0, left: 0 })
  const [endsAt, setEndsAt] = useState<Date | null>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const due = useRef(0)

  const ask = useCallback(async () => {
    let left: Left
    try {
      left = await askLeft()
    } catch {
      // the line dropped: say nothing of what is not known, and ask again in a minute
      wait(timer, due, SLACK, ask)
      return
    }
    const next = watchOf(left, person)
    setWatch(next)
    if ('left' in next) {
      setEndsAt(new Date(Date.now() + next.left * 1000))
      wait(timer, due, next.askIn + 1, ask)
    }
  }, [person])

  useEffect(() => {
    const first = watchOf({ person, idle: idle - SLACK, inAll }, person)
    wait(timer, due, 'askIn' in first && first.show === 'nothing' ? first.askIn : 0, ask)
    function back(): void {
      if (document.visibilityState === 'visible' && Date.now() >= due.current) void ask()
    }
    document.addEventListener('visibilitychange', back)
    window.addEventListener('focus', back)
    return () => {
      clearTimeout(timer.current)
      document.removeEventListener('visibilitychange', back)
      window.removeEventListener('focus', back)
    }
  }, [person, idle, inAll, ask])

  const { show } = watch
  useLayoutEffect(() => {
    if (show === 'nothing') return
    const opened = dialog.current
    opened?.showModal()
    return () => opened?.close()
  }, [show])

  async function stay(): Promise<void> {
    const trustId = person.split(' ')[0]
    const body = JSON.stringify({ trustId, commandKey: crypto.randomUUID() })
    await fetch('/sign-in/stay', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(
      () => undefined,
    )
    await ask()
  }

  if (show === 'nothing') return null
  const over = show === 'over' || show === 'someone-else'
  return (
    <dialog
      ref={dialog}
      className={over ? 'app-session app-session--over' : 'app-session'}
      role="alertdialog"
      aria-labelledby="session-title"
      aria-describedby="session-words"
      onCancel={(event) => {
        event.preventDefault()
        if (show === 'ends-idle') void stay()
        else if (show === 'ends-anyway') dialog.current?.close()
      }}
    >
      <Words show={show} endsAt={endsAt} onStay={stay} onRead={() => dialog.current?.close()} />
    </dialog>
  )
}

function Words({
  show,
  endsAt,
  onStay,
  onRead,
}: {
  show: Exclude<Watch['show'], 'nothing'>
  endsAt: Date | null
  onStay: () => void
  onRead: () => void
}) {
  const at = endsAt ? formatTime(endsAt) : 'once'
  switch (show) {
    case 'ends-idle':
      return (
        <>
          <h2 id="session-title">Are you still there?</h2>
          <p id="session-words">You are signed out at {at} unless you stay. What you typed is kept on this page.</p>
          <Button type="button" onClick={onStay}>
            Stay signed in
          </Button>
        </>
      )
    case 'ends-anyway':
      return (
        <>
          <h2 id="session-title">Your sign-in ends at {at}</h2>
          <p id="session-words">
            It has lasted as long as your trust allows. Save what you are doing now; afterwards you sign in again.
          </p>
          <Button type="button" onClick={onRead}>
            Go on until then
          </Button>
        </>
      )
    case 'over':
      return (
        <>
          <h2 id="session-title">You are signed out</h2>
          <p id="session-words">
            What you typed is still on this page. Sign in again in the new tab, then come back here and go on.
          </p>
          <a className="nhsuk-button" href="/sign-in" target="_blank" rel="noreferrer">
            Sign in (opens in a new tab)
          </a>
        </>
      )
    case 'someone-else':
      return (
        <>
          <h2 id="session-title">Somebody else has signed in here</h2>
          <p id="session-words">
            This page was opened by another person, or for another trust. It cannot be used any more.
          </p>
          <a className="nhsuk-button" href="/">
            Go to Today
          </a>
        </>
      )
  }
}

function wait(
  timer: { current: ReturnType<typeof setTimeout> | undefined },
  due: { current: number },
  seconds: number,
  then: () => void,
): void {
  clearTimeout(timer.current)
  due.current = Date.now() + seconds * 1000
  timer.current = setTimeout(then, seconds * 1000)
}

async function askLeft(): Promise<Left> {
  const response = await fetch('/sign-in/time-left', { cache: 'no-store' })
  if (!response.ok) throw new Error('no answer')
  return ((await response.json()) as { left: Left }).left
}
