'use client'

import { useState } from 'react'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import { parsePacks } from '#lib/values/packs.ts'
import { searchForPad } from './add-line.tsx'
import { makeWords, packWords } from './pad-words.ts'

/** A pasted row that could not be taken over, and what to do about it. */
export type BadRow = { row: number; text: string; remedy: string }

/** What became of a pasted list. */
export type Pasted = { taken: number; bad: BadRow[] } | null

/** What a pasted row says: a code or words, packs in their own column, before or after, and all its words together. */
export function readRow(text: string): { wanted: string; packs: number; words: string } | { remedy: string } {
  const cells = text
    .split(/\t|;/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
  const counts = cells.map((cell) => (cell.length <= 7 ? parsePacks(cell) : null))
  const at = counts.findLastIndex((count) => count !== null)
  const packs = at < 0 ? null : counts[at]
  const others = cells.filter((_, index) => index !== at)
  const [wanted] = others
  if (packs === null || packs === undefined) return { remedy: 'Add the packs as a whole number in a column of its own' }
  return wanted === undefined
    ? { remedy: 'Add a barcode, a code or a name' }
    : { wanted, packs, words: others.join(' ') }
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
      const meant = hits && packsMeant(hits, read.words)
      const only = meant?.length === 1 ? meant[0] : undefined
      if (only?.vendor) {
        onAdd(only, read.packs)
        taken += 1
      } else bad.push({ row: index + 1, text, remedy: remedyFor(meant) })
    }
    setPasted({ taken, bad })
  }
  return { pasted, paste, close: () => setPasted(null) }
}

/**
 * The packs that a row can mean: all that were found, or of several those whose pack size the row names ("adenosine 6
 * vials"). Packs that hold different amounts are never chosen among; of makers' packs that hold the same, the only one
 * on contract is meant.
 */
export function packsMeant(hits: readonly PadHit[], words: string): readonly PadHit[] {
  if (hits.length < 2) return hits
  const said = plain(words)
  const named = hits.filter((hit) => said.includes(plain(hit.packText)))
  const meant = named.length === 0 ? hits : named
  const alike = new Set(meant.map((hit) => `${hit.vmpId} ${hit.unitsMilli}`)).size === 1
  const onContract = meant.filter((hit) => hit.state === 'ON_CONTRACT')
  return alike && onContract.length === 1 ? onContract : meant
}

/** Words for comparing: small letters, one blank between them and at both ends, without the s of several. */
function plain(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}.]+/gu) ?? []
  return ` ${words.map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)).join(' ')} `
}

const NAMED = 4

/** What to do about a row that does not name one pack with a price: which packs match it, and how to say which. */
export function remedyFor(hits: readonly PadHit[] | null): string {
  if (hits === null) return 'Tincture did not answer. Paste this row again'
  if (hits.length === 0) return 'Nothing matches. Search for it by name'
  if (hits.length === 1) return 'No supplier has a price on file for it. Search for it and choose the supplier'
  const names = hits.slice(0, NAMED).map((hit) => `${packWords(hit)} (${makeWords(hit)})`)
  const rest = hits.length > NAMED ? `; and ${hits.length - NAMED} more` : ''
  return `${hits.length} packs match: ${names.join('; ')}${rest}. Add the pack size, like “${hits[0]?.packText}”, or use the code`
}
