import { isUuid } from '#lib/values/ids.ts'

/** The cursor that stands for an order in the list: its total as the list sorts by it, and its id. */
export function writeCursor(row: { id: string; gross: bigint }): string {
  return `${row.gross}_${row.id}`
}

/** The place that a cursor stands for; null where it is none. */
export function readCursor(text: string | undefined): { gross: number; id: string } | null {
  const [gross, id] = text?.split('_') ?? []
  if (gross === undefined || id === undefined || !/^-?\d{1,15}$/.test(gross) || !isUuid(id)) return null
  return { gross: Number(gross), id }
}
