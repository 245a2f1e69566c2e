'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import type { PadView } from '#lib/orders/raise/view.rules.ts'
import { isKept } from './outbox.ts'
import type { PadState } from './pad-state.ts'
import { askState } from './post-changes.ts'
import type { ShownLine } from './shown-line.ts'

/** The field in which lines are looked for. */
export function addField(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('[data-pad-add] input')
}

/** The browser's own history shows a page as it was: one drawn a while ago asks once how its pad stands now. */
const A_WHILE = 5000

/** The newest count of changes that this browser's pages have heard of, pad by pad: a page with a smaller one is of its history. */
const heardOf = new Map<string, number>()

/** Asks once how a pad stands that the browser shows from its history; told when it stands otherwise and nothing is unkept. */
export function useFresh(state: PadState, drawnAt: number, onFresh: (fresh: PadView | 'closed') => void): void {
  const now = useRef({ state, onFresh })
  now.current = { state, onFresh }
  const padId = state.view.id
  useEffect(() => {
    const isOld = (heardOf.get(padId) ?? 0) > now.current.state.view.edit
    if (!isOld && Date.now() - drawnAt < A_WHILE) return
    let over = false
    askState(padId).then((fresh) => {
      const { state, onFresh } = now.current
      if (over || fresh === null || !isKept(state.outbox)) return
      if (fresh === 'closed' || fresh.edit !== state.view.edit) onFresh(fresh)
    })
    return () => {
      over = true
    }
  }, [padId, drawnAt])
  const { edit } = state.view
  useEffect(() => {
    heardOf.set(padId, Math.max(edit, heardOf.get(padId) ?? 0))
  }, [padId, edit])
}

/** Names of suppliers that the page has come across: on its orders, in what was found, in why a line has its price. */
export function useNames(parts: PadView['parts'], hits: Readonly<Record<string, PadHit>>, lines: readonly ShownLine[]) {
  const known = useRef(new Map<string, string>())
  for (const part of parts) known.current.set(part.supplierId, part.supplierName)
  for (const hit of Object.values(hits)) if (hit.vendor) known.current.set(hit.vendor.id, hit.vendor.name)
  for (const line of lines) if (line.why) known.current.set(line.why.vendor.id, line.why.vendor.name)
  return {
    supplier: (id: string) => known.current.get(id) ?? (id === '' ? 'No supplier yet' : 'Another supplier'),
    learn: (vendors: readonly { id: string; name: string }[]) => {
      for (const { id, name } of vendors) known.current.set(id, name)
    },
  }
}

/** Puts the focus on a field that is drawn only after the next step. */
export function useWishedFocus() {
  const wished = useRef<string | null>(null)
  const [wish] = useState(() => ({
    focus(id: string) {
      wished.current = id
      document.getElementById(id)?.focus()
    },
  }))
  useLayoutEffect(() => {
    if (wished.current === null) return
    const field = document.getElementById(wished.current)
    if (!field) return
    field.focus()
    wished.current = null
  })
  return wish
}

/**
 * Keeps the quantity under the hand: where its row moves to another order of the page, the field is drawn anew, and the
 * focus goes there with it. Somebody who points at, or moves on to, something else has let go of it.
 */
export function useKeptFocus(): void {
  const held = useRef<string | null>(null)
  useEffect(() => {
    const packsField = (of: EventTarget | null) =>
      of instanceof HTMLInputElement && of.dataset.padPacks !== undefined ? of.id : null
    const came = (event: FocusEvent | PointerEvent) => {
      held.current = packsField(event.target)
    }
    const left = (event: FocusEvent) => {
      if (event.relatedTarget !== null) held.current = null
    }
    document.addEventListener('focusin', came)
    document.addEventListener('focusout', left)
    document.addEventListener('pointerdown', came)
    return () => {
      document.removeEventListener('focusin', came)
      document.removeEventListener('focusout', left)
      document.removeEventListener('pointerdown', came)
    }
  }, [])
  useLayoutEffect(() => {
    if (held.current === null || document.activeElement !== document.body) return
    document.getElementById(held.current)?.focus()
  })
}
