'use client'

import { type Dispatch, useEffect, useReducer, useRef, useState } from 'react'
import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import type { PadView } from '#lib/orders/raise/view.rules.ts'
import { isKept, take } from './outbox.ts'
import { memoryPlace, ownStore, recall, remember } from './pad-memory.ts'
import { toRemember } from './pad-problems.ts'
import { ownStores, takeSlot } from './pad-slot.ts'
import { type PadEvent, type PadState, padReducer, startState } from './pad-state.ts'
import { postChanges } from './post-changes.ts'

/** A pause in typing after which it is sent, and the longest that typing without a pause waits. Milliseconds. */
const PAUSE = 500
const LONGEST = 1200
const SLOWEST_RETRY = 15_000

/**
 * The state of a pad's page, kept: in the browser's own store at once, on the server after a short pause, one batch at a
 * time, again under the same key until it is answered. At most two seconds of typing are lost, whatever is killed.
 */
export function usePad(view: PadView, who: { trustId: string; personId: string }): [PadState, Dispatch<PadEvent>] {
  const [state, dispatch] = useReducer(padReducer, view, startState)
  const place = useSlot(memoryPlace(who.trustId, who.personId, view.id))
  useMemory(state, place, dispatch)
  useSendingSoon(state, dispatch)
  useSending(state, { padId: view.id, trustId: who.trustId }, dispatch)
  useGoingAway(state, { padId: view.id, trustId: who.trustId, place })
  return [state, dispatch]
}

/** This tab's place in the browser's memory; null until it has one. One for all tabs where the browser knows no locks. */
function useSlot(base: string): string | null {
  const [place, setPlace] = useState<string | null>(null)
  useEffect(() => {
    const stores = ownStores()
    const locks = navigator.locks as LockManager | undefined
    if (!stores || !locks) {
      setPlace(base)
      return
    }
    let over = false
    let release = () => {}
    void takeSlot(base, { stores, locks, newId: () => crypto.randomUUID() }).then((slot) => {
      release = slot.release
      if (over) release()
      else setPlace(slot.place)
    })
    return () => {
      over = true
      release()
    }
  }, [base])
  return place
}

/** Recalls what an earlier page left unkept, and remembers what this one has not kept. */
function useMemory(state: PadState, place: string | null, dispatch: Dispatch<PadEvent>): void {
  const { outbox, raw, hits } = state
  const drawn = useRef(outbox)
  useEffect(() => {
    const memory = place === null ? null : recall(ownStore(), place)
    if (memory) dispatch({ type: 'recalled', memory })
  }, [place, dispatch])
  useEffect(() => {
    const untouched = outbox === drawn.current && Object.keys(raw).length === 0
    if (untouched || place === null) return
    remember(ownStore(), place, toRemember({ outbox, raw, hits }))
  }, [outbox, raw, hits, place])
}

function isUrgent(change: PadChange): boolean {
  if (change.do === 'add' || change.do === 'remove' || change.do === 'dropRow') return true
  if (change.do === 'row') return change.look
  if (change.do === 'pad') return change.emergencyReason === undefined && change.note === undefined
  return change.supplierId !== undefined || change.storeId !== undefined || change.reason !== undefined
}

/** Makes what waits a batch after a pause in typing; what was chosen or added goes at once. */
function useSendingSoon(state: PadState, dispatch: Dispatch<PadEvent>): void {
  const { waiting, sending } = state.outbox
  const due = waiting.length > 0 && sending === null && state.conflict === null
  const since = useRef<number | null>(null)
  useEffect(() => {
    if (!due) {
      since.current = null
      return
    }
    const now = performance.now()
    since.current ??= now
    const pause = waiting.some(isUrgent) ? 0 : Math.max(0, Math.min(PAUSE, since.current + LONGEST - now))
    const timer = setTimeout(() => dispatch({ type: 'send', key: crypto.randomUUID() }), pause)
    return () => clearTimeout(timer)
  }, [due, waiting, dispatch])
}

/** Sends the batch; without an answer again, later each time, and at once when the tab or the network comes back. */
function useSending(state: PadState, to: { padId: string; trustId: string }, dispatch: Dispatch<PadEvent>): void {
  const { sending } = state.outbox
  const { padId, trustId } = to
  const held = state.conflict !== null || (state.keeping.kind === 'not' && state.keeping.hold)
  const attempt = state.keeping.kind === 'not' ? state.keeping.attempt : 0
  useEffect(() => {
    if (sending === null || held) return
    let over = false
    const pause = attempt === 0 ? 0 : Math.min(SLOWEST_RETRY, 1000 * 2 ** (attempt - 1))
    const timer = setTimeout(async () => {
      const event = await postChanges(padId, trustId, sending)
      if (!over) dispatch(event)
    }, pause)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [sending, held, attempt, padId, trustId, dispatch])
  const failing = attempt > 0
  useEffect(() => {
    if (!failing) return
    const again = () => dispatch({ type: 'again' })
    window.addEventListener('online', again)
    window.addEventListener('focus', again)
    return () => {
      window.removeEventListener('online', again)
      window.removeEventListener('focus', again)
    }
  }, [failing, dispatch])
}

/** The page goes away: what waits is sent along with it, under a key that the browser remembers. */
function useGoingAway(state: PadState, to: { padId: string; trustId: string; place: string | null }): void {
  const now = useRef({ state, place: to.place })
  now.current = { state, place: to.place }
  const { padId, trustId } = to
  useEffect(() => {
    const leave = () => {
      const { state, place } = now.current
      const { outbox, raw, hits, conflict } = state
      if (conflict !== null || isKept(outbox)) return
      const last = take(outbox, crypto.randomUUID())
      if (place !== null) remember(ownStore(), place, { outbox: last, raw, hits })
      if (last.sending) void postChanges(padId, trustId, last.sending, true)
    }
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [padId, trustId])
}
