import { formatCounted } from '#lib/values/format.ts'
import { type Desk, type DeskLine, fillableLines, productOf, stillToCome } from './desk.rules.ts'
import { type DeskEntry, entryCounts, readExpiry, readTenths } from './entry.rules.ts'
import type { ReceivedEntry } from './receive.schema.ts'

/** One line's part of an entry, as it is sent to be booked in. */
export type EntryPart = { entry: string; received: ReceivedEntry }

/**
 * Spreads what was counted over the lines it was ordered on: the wanted order first, then the earliest due. What stays
 * fills them first, what goes back takes the room that is left; more than ordered goes to the last line that took any.
 * `minutesOut` are minutes out of the fridge, written down with fridge lines.
 */
export function partsOf(
  desk: Desk,
  entries: readonly DeskEntry[],
  { first, minutesOut }: { first: string | null; minutesOut: number | null },
): EntryPart[] {
  const left = new Map(desk.lines.map((line) => [line.id, stillToCome(line)]))
  return entries.flatMap((entry) => {
    const lines = fillableLines(desk, entry.amppId, first)
    const note = noteOf(desk, entry, minutesOut)
    return spread(lines, entryCounts(entry), left).map(({ line, kept, back }) => ({
      entry: entry.id,
      received: {
        lineId: line.id,
        batch: entry.batch.trim(),
        expiry: readExpiry(entry.expiry),
        accepted: kept,
        rejected: back,
        variance: entry.variance,
        fridgeTenths: readTenths(entry.temperature),
        quarantined: entry.apart,
        scanned: entry.scanned,
        note,
      },
    }))
  })
}

type Share = { line: DeskLine; kept: number; back: number }

function spread(
  lines: readonly DeskLine[],
  { kept, back }: { kept: number; back: number },
  left: Map<string, number>,
): Share[] {
  const shares = lines.map((line) => ({ line, kept: 0, back: 0 }))
  const room = new Map(left)
  const fill = (packs: number, name: 'kept' | 'back'): void => {
    let rest = packs
    for (const share of shares) {
      const take = Math.min(rest, room.get(share.line.id) ?? 0)
      share[name] += take
      room.set(share.line.id, (room.get(share.line.id) ?? 0) - take)
      if (name === 'kept') left.set(share.line.id, (left.get(share.line.id) ?? 0) - take)
      rest -= take
    }
    const last = shares.findLast((share) => share.kept + share.back > 0) ?? shares[0]
    if (last) last[name] += rest
  }
  fill(kept, 'kept')
  fill(back, 'back')
  const taken = shares.filter((share) => share.kept + share.back > 0)
  return taken.length > 0 ? taken : shares.slice(0, 1)
}

function noteOf(desk: Desk, entry: DeskEntry, minutesOut: number | null): string {
  const fridge = productOf(desk, entry.amppId)?.fridge ?? false
  return [
    entry.note.trim(),
    fridge && minutesOut ? `Out of the fridge for ${formatCounted(minutesOut, 'minute')} when booked in.` : '',
    entry.logger.trim() === '' ? '' : `Logger or strip ${entry.logger.trim()}.`,
  ]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 500)
}
