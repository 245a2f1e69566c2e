'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { partErrors } from '#lib/orders/receive/booking.rules.ts'
import type { Desk } from '#lib/orders/receive/desk.rules.ts'
import { answered, type BookedIn, type OnDevice, refused, type Sending } from '#lib/orders/receive/device.rules.ts'
import type { EntryError } from '#lib/orders/receive/entry.rules.ts'
import type { DeviceStore } from './device-store.ts'

/** How it stands with what is on its way: being sent, waiting for a signal (or the server), or for who counted it to sign in. */
export type OnItsWay = 'sending' | 'no_signal' | 'signed_out' | 'other_person'

/** Why nothing was booked in. */
export type Problem = { title: string; message: string } | null

type Answer =
  | { ok: true; value: BookedIn }
  | {
      ok: false
      title: string
      message: string
      refusal: { code: string; errors?: { field: string; message: string }[] }
    }

/** No answer within this time counts as none: the same key goes again. */
const PATIENCE_MS = 30_000
/** Nothing is said of what takes less. */
const SLOW_MS = 1_000
const AGAIN_MS = [3_000, 5_000, 10_000, 30_000]

/**
 * Sends what is on its way, with its kept key, until it is answered: at once, again after a pause, when the signal comes
 * back, when the page is looked at again, and after a reload. The same key acts once, however often it goes.
 */
export function useBooking({
  desk,
  store,
  state,
  onErrors,
  onProblem,
}: {
  desk: Desk
  store: DeviceStore | null
  state: OnDevice
  onErrors: (errors: EntryError[]) => void
  onProblem: (problem: Problem) => void
}): { onItsWay: OnItsWay; slow: boolean; sendAgain: () => void } {
  const router = useRouter()
  const [onItsWay, setOnItsWay] = useState<OnItsWay>('sending')
  const [slow, setSlow] = useState(false)
  const tries = useRef(0)
  const busy = useRef<string | null>(null)
  const { sending } = state
  const tell = useRef({ onErrors, onProblem })
  useEffect(() => {
    tell.current = { onErrors, onProblem }
  })

  const settle = useCallback(
    (to: Sending, answer: Answer) => {
      if (store === null || store.read().sending?.key !== to.key) return
      tries.current = 0
      setOnItsWay('sending')
      if (answer.ok) {
        store.change((now) => answered(now, answer.value))
        tell.current.onErrors([])
        tell.current.onProblem(null)
        router.refresh()
        return
      }
      const errors = partErrors(store.read().entries, to.parts, answer.refusal.errors ?? [])
      store.change((now) => refused(now, errors[0]?.entry ?? null))
      tell.current.onErrors(errors)
      tell.current.onProblem(errors.length > 0 ? null : answer)
      router.refresh()
    },
    [router, store],
  )

  useEffect(() => {
    if (sending === null || onItsWay !== 'sending' || busy.current === sending.key) return
    busy.current = sending.key
    void post(desk.trustId, sending).then((how) => {
      busy.current = null
      if (typeof how !== 'string') return settle(sending, how)
      tries.current += 1
      setOnItsWay(how)
    })
  }, [desk.trustId, onItsWay, sending, settle])

  const waits = sending !== null && onItsWay !== 'sending'
  useEffect(() => {
    if (!waits) return
    const again = () => setOnItsWay('sending')
    const seen = () => {
      if (document.visibilityState === 'visible') again()
    }
    const pause = AGAIN_MS[Math.min(tries.current, AGAIN_MS.length) - 1] ?? 3_000
    const timer = onItsWay === 'no_signal' ? setTimeout(again, pause) : undefined
    window.addEventListener('online', again)
    document.addEventListener('visibilitychange', seen)
    window.addEventListener('focus', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
      document.removeEventListener('visibilitychange', seen)
      window.removeEventListener('focus', again)
    }
  }, [onItsWay, waits])

  const isSending = sending !== null && onItsWay === 'sending'
  useEffect(() => {
    if (!isSending) return
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [isSending])

  const sendAgain = useCallback(() => setOnItsWay('sending'), [])
  return { onItsWay, slow, sendAgain }
}

/** Answers that leave it waiting on the device. */
const WAITS: Record<string, OnItsWay> = { SIGNED_OUT: 'signed_out', OTHER_PERSON: 'other_person' }

async function post(trustId: string, { key, body }: Sending): Promise<Answer | OnItsWay> {
  try {
    const response = await fetch('/deliveries/book', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(body as object), trustId, commandKey: key }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const answer = (await response.json()) as Answer
    if (answer.ok !== true && answer.ok !== false) return 'no_signal'
    return answer.ok ? answer : (WAITS[answer.refusal.code] ?? answer)
  } catch {
    return 'no_signal'
  }
}
