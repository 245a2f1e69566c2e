'use client'

import { useState } from 'react'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import { parsePacks } from '#lib/values/packs.ts'
import { searchForPad } from './add-line.tsx'

/** A pasted row that could not be taken over, and what to do about it. */
export type BadRow = { row: number; text: string; remedy: string }

/** What became of a pasted list. */
export type Pasted = { taken: number; bad: BadRow[] } | null

/** What a pasted row says: a code or words, and packs in its own column, before or after. */
export function readRow(text: string): { wanted: string; packs: number } | { remedy: string } {
  const cells = text
    .split(/\t|;/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
  const counts = cells.map((cell) => (cell.length <= 7 ? parsePacks(cell) : null))
  const at = counts.findLastIndex((count) => count !== null)
  const packs = at < 0 ? null : counts[at]
  const wanted = cells.find((_, index) => index !== at)
  if (packs === null || packs === undefined) return { remedy: 'Add the packs as a whole number in a column of its own' }
  return wanted === undefined ? { remedy: 'Add a barcode, a code or a name' } : { wanted, packs }
}

/** Takes a pasted list over row by row; rows that name no pack, or several, come back with their remedy. */
export function usePasting(padId: string, storeId: string, onAdd: (hit: PadHit, packs: number) => void) {
  const [pasted, setPasted] = useState<Pasted>(null)
  const paste = async (rows: readonly string[]) => {
    const bad: BadRow[] = []
    let taken = 0
    for (const [index, text] of rows.entries()) {
      const read = readRow(text)
      if ('remedy' in read) {
        bad.push({ row: index + 1, text, remedy: read.remedy })
        continue
      }
      const hits = await searchForPad(padId, storeId, read.wanted).catch(() => null)
      const only = onlyOne(hits)
      if (only?.vendor) {
        onAdd(only, read.packs)
        taken += 1
      } else bad.push({ row: index + 1, text, remedy: remedyFor(hits) })
    }
    setPasted({ taken, bad })
  }
  return { pasted, paste, close: () => setPasted(null) }
}

/** The one pack that a row can mean: the only one found, else the only one of them on contract. */
function onlyOne(hits: readonly PadHit[] | null): PadHit | undefined {
  if (hits === null || hits.length < 2) return hits?.[0]
  const onContract = hits.filter((hit) => hit.state === 'ON_CONTRACT')
  return onContract.length === 1 ? onContract[0] : undefined
}

function remedyFor(hits: readonly PadHit[] | null): string {
  if (hits === null) return 'Tincture did not answer. Paste this row again'
  if (hits.length === 0) return 'Nothing matches. Search for it by name'
  if (hits.length === 1) return 'No supplier has a price on file for it. Search for it and choose the supplier'
  return `${hits.length} packs match. Use the barcode, or search and choose one`
}
