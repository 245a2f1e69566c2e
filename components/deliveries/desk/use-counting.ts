'use client'

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { type Desk, type DeskExtra, joinExtra, productOf, withExtra } from '#lib/orders/receive/desk.rules.ts'
import { cameInstead, counted, isOnItsWay, type OnDevice, settled } from '#lib/orders/receive/device.rules.ts'
import type { DeskEntry } from '#lib/orders/receive/entry.rules.ts'
import { type Found, findScanned, foundProduct, type PackMarks } from '#lib/orders/receive/find.rules.ts'
import { entryFieldId } from './desk-context.ts'
import type { DeviceStore } from './device-store.ts'
import { SCAN_FIELD } from './scan-field.tsx'
import type { Remark } from './scanned-notes.tsx'
import { useWedge } from './use-wedge.ts'
import type { Instead } from './wrong-pack.tsx'

const made = () => ({ id: crypto.randomUUID(), at: new Date() })

/** Where to go after a scan: what the barcode did not say, else back to the scan field. */
function nextField(desk: Desk, entry: DeskEntry): string {
  if (entry.batch === '') return entryFieldId(entry.id, 'batch')
  if (entry.expiry === '') return entryFieldId(entry.id, 'expiry')
  if (entry.count === '') return entryFieldId(entry.id, 'count')
  const cold = productOf(desk, entry.amppId)?.fridge && entry.temperature === ''
  return cold ? entryFieldId(entry.id, 'temperature') : SCAN_FIELD
}

/** Scanning at a desk: what was found, the entry it began, and where the focus goes next. */
export function useCounting(desk: Desk, store: DeviceStore | null, input: RefObject<HTMLInputElement | null>) {
  const [text, setText] = useState('')
  const [message, setMessage] = useState<string | null>(null)
  const [found, setFound] = useState<Found | null>(null)
  const [remark, setRemark] = useState<Remark | null>(null)
  const [wanted, setWanted] = useState<string | null>(null)
  const [focus, setFocus] = useState<{ id: string } | null>(null)
  const before = useRef<OnDevice | null>(null)

  useLayoutEffect(() => {
    if (focus === null) return
    const field = document.getElementById(focus.id)
    field?.focus({ preventScroll: true })
    field?.scrollIntoView({ block: 'nearest' })
  }, [focus])

  const backToScan = useCallback(() => setFocus({ id: SCAN_FIELD }), [])
  const cleared = useCallback(() => {
    setFound(null)
    setRemark(null)
    setMessage(null)
  }, [])

  function begin(how: (now: OnDevice) => OnDevice, at: Desk, odd: Pick<Remark, 'endedOn' | 'joined'>): void {
    if (store === null) return
    const entriesBefore = store.read().entries.length
    store.change((now) => how(settled(now, at)))
    const { current, entries } = store.read()
    const entry = entries.find((one) => one.id === current)
    cleared()
    if (!entry) return
    setRemark({ entry: entry.id, again: entries.length === entriesBefore, ...odd })
    setFocus({ id: nextField(at, entry) })
  }

  function take(what: Found, at: Desk = desk): void {
    if (what.kind === 'empty') return
    if (what.kind === 'unreadable') {
      setMessage(what.message)
      input.current?.select()
      return
    }
    setText('')
    if (what.kind === 'product') {
      begin((now) => counted(now, at, what, made()), at, what)
      return
    }
    cleared()
    setFound(what)
    if (what.kind === 'order') setWanted(what.number)
    store?.change((now) => ({ ...now, current: null }))
    backToScan()
  }

  const noteBefore = () => {
    before.current = store?.read() ?? null
  }
  const scannedElsewhere = (scan: string): boolean => {
    const what = findScanned(desk, scan)
    const isPack = what.kind === 'product' || what.kind === 'blocked' || (what.kind === 'unknown' && what.gtin !== null)
    if (!isPack) return false
    const was = before.current
    if (was !== null) store?.change((now) => (now.sending === was.sending ? was : now))
    take(what)
    return true
  }
  useWedge(SCAN_FIELD, noteBefore, scannedElsewhere)

  return {
    text,
    message,
    found,
    remark,
    wanted,
    setText,
    backToScan,
    scan: (typed: string) => take(findScanned(desk, typed)),
    count: (amppId: string, marks?: PackMarks) => take(foundProduct(desk, amppId, marks)),
    show(id: string) {
      if (store === null || isOnItsWay(store.read(), id)) return
      cleared()
      store.change((now) => ({ ...settled(now, desk), current: id }))
      setFocus({ id: entryFieldId(id, 'count') })
    },
    instead({ expiry, ...came }: Instead) {
      begin((now) => cameInstead(now, { ...came, expiry }, made()), desk, { endedOn: null, joined: false })
    },
    countExtra(extra: DeskExtra, amppId: string, marks: PackMarks) {
      store?.change((now) => ({ ...now, extra: joinExtra(now.extra, extra) }))
      const wider = withExtra(desk, extra)
      take(foundProduct(wider, amppId, marks), wider)
    },
  }
}
