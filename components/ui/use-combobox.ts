'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import {
  afterWaiting,
  answered,
  asked,
  type ComboState,
  closed,
  emptyCombo,
  failedFor,
  freshOptions,
  moved,
  onEnter,
  typed,
} from './combobox-state.ts'

/** A pause in typing before the server is asked, in milliseconds. */
const PAUSE_MS = 100
/** After this long without an answer it says that it is looking. */
const SAY_MS = 1000

type Ways<T> = {
  fetchOptions: (text: string, signal: AbortSignal) => Promise<readonly T[]>
  onChoose: (option: T) => void
  keepText?: (option: T) => string
  minimum: number
  sure?: (options: readonly T[]) => boolean
}

/** Joins the state of a type-ahead with time and the server: asks after a pause, at once on Enter, and forgets superseded answers. */
export function useCombobox<T>({ fetchOptions, onChoose, keepText, minimum, sure = () => true }: Ways<T>) {
  const [state, setState] = useState<ComboState<T>>(emptyCombo)
  const [looking, setLooking] = useState(false)
  const now = useRef(state)
  const asking = useRef<{ text: string; control: AbortController } | null>(null)
  const timers = useRef<ReturnType<typeof setTimeout>[]>([])

  const change = useCallback((next: ComboState<T>) => {
    now.current = next
    setState(next)
  }, [])

  const quiet = useCallback(() => {
    for (const timer of timers.current) clearTimeout(timer)
    timers.current = []
    asking.current?.control.abort()
    asking.current = null
    setLooking(false)
  }, [])

  useEffect(() => quiet, [quiet])

  const choose = (option: T) => {
    quiet()
    change({ ...emptyCombo<T>(), text: keepText?.(option) ?? '' })
    onChoose(option)
  }

  const ask = async (text: string) => {
    if (asking.current?.text === text) return
    quiet()
    const control = new AbortController()
    asking.current = { text, control }
    timers.current.push(setTimeout(() => setLooking(true), SAY_MS))
    try {
      const options = await fetchOptions(text, control.signal)
      if (control.signal.aborted) return
      quiet()
      const { waiting } = now.current
      change({ ...answered(now.current, text, options, sure(options)), waiting: false })
      if (!waiting) return
      const then = afterWaiting(now.current)
      if (then === 'show') change({ ...now.current, open: true })
      else choose(then.choose)
    } catch {
      if (control.signal.aborted) return
      quiet()
      change(failedFor(now.current, text))
    }
  }

  const type = (text: string) => {
    quiet()
    change(typed(now.current, text))
    const wanted = asked(text)
    if (wanted.length < minimum || freshOptions(now.current) !== null) return
    timers.current.push(setTimeout(() => void ask(wanted), PAUSE_MS))
  }

  const enter = (fast: boolean) => {
    const what = onEnter(now.current, fast)
    if (what === 'nothing') return
    if (what === 'show') change({ ...now.current, open: true })
    else if (what === 'wait') {
      const wanted = asked(now.current.text)
      change({ ...now.current, failed: null, waiting: true, open: true })
      void ask(wanted)
    } else choose(what.choose)
  }

  const move = (by: 1 | -1) => change(moved(now.current, by))
  const close = () => change(closed(now.current))
  return { state, looking, type, enter, move, close, choose }
}
