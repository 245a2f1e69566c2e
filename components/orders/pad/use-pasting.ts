'use client'

import { useEffect, useRef, useState } from 'react'
import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import { isList, type PacksColumn, type PastedRow, readPaste, whyNoList } from '#lib/orders/raise/paste.rules.ts'
import type { ShownRow } from './shown-rows.ts'

/** A list that somebody pasted and that cannot be taken over as it is: what is in the way, or which column holds the packs. */
export type HeldPaste = { text: string; problem: string | null; columns: readonly PacksColumn[] }

/** What became of a pasted list: how many rows it had, how many are lines by now, how many are to be mended. */
export type PasteReport = { rows: number; lines: number; left: readonly string[] }

/** Pasted rows as changes of a pad, numbered after those that stand there. */
export function rowsToPaste(rows: readonly PastedRow[], after: number, newId: () => string): PadChange[] {
  return rows.map(({ wanted, words, packs, note }, index) => {
    const texts = { wanted, words, packs, note }
    return { do: 'row', ref: newId(), no: after + index + 1, ...texts, amppId: null, supplierId: null, look: true }
  })
}

/**
 * Takes lists over that are pasted anywhere on the pad, but for fields of several lines. What cannot be taken over as it
 * is stays as \`text\` until it can.
 */
export function usePasting(
  rows: readonly ShownRow[],
  { text, onText, onPaste }: { text: string; onText: (text: string) => void; onPaste: (changes: PadChange[]) => void },
) {
  const [about, setAbout] = useState<Omit<HeldPaste, 'text'>>({ problem: null, columns: [] })
  const [sent, setSent] = useState<{ refs: readonly string[]; left: readonly string[] } | null>(null)
  const take = (list: string, column?: number) => {
    const problem = whyNoList(list)
    const read = problem === null ? readPaste(list, column) : null
    setAbout({ problem, columns: read?.kind === 'ask' ? read.columns : [] })
    onText(read?.kind === 'rows' ? '' : list)
    if (read?.kind !== 'rows') return
    const after = rows.reduce((most, row) => Math.max(most, row.no), 0)
    const changes = rowsToPaste(read.rows, after, () => crypto.randomUUID())
    setSent({ refs: changes.flatMap((one) => (one.do === 'row' ? [one.ref] : [])), left: read.left })
    onPaste(changes)
  }
  const taking = useRef(take)
  taking.current = take
  useEffect(() => {
    function pasted(event: ClipboardEvent): void {
      const list = event.clipboardData?.getData('text') ?? ''
      if (event.target instanceof HTMLTextAreaElement || !isList(list)) return
      event.preventDefault()
      taking.current(list)
    }
    document.addEventListener('paste', pasted)
    return () => document.removeEventListener('paste', pasted)
  }, [])
  const mine = sent ? rows.filter((row) => sent.refs.includes(row.id)) : []
  const looking = mine.some((row) => row.looking && row.problems.length === 0)
  const held: HeldPaste | null = text === '' && about.problem === null ? null : { text, ...about }
  const left = sent?.left ?? []
  return {
    held,
    take,
    hold: (typed: string) => {
      setAbout({ problem: null, columns: [] })
      onText(typed)
    },
    mine,
    report: sent === null || looking ? null : { rows: sent.refs.length, lines: sent.refs.length - mine.length, left },
    looking: looking && sent ? sent.refs.length : 0,
    close: () => setSent(null),
  }
}
