import { formatCounted } from '#lib/values/format.ts'

/** A line with the versions it stood in. */
export type VersionedLine = {
  id: string
  lineNo: number
  productName: string
  packText: string
  packs: number
  addedInVersion: number
  endedInVersion: number | null
  replacesLineId: string | null
}

/**
 * What a new version of a sent order says in words against the one the supplier has: each line that came since, each
 * that ended since. Never empty: a version that only confirms says so.
 */
export function changedLines(lines: readonly VersionedLine[], from: number, to: number): string[] {
  const since = (version: number | null) => version !== null && version > from && version <= to
  const had = (line: VersionedLine) => line.addedInVersion <= from
  const ended = lines.filter((line) => had(line) && since(line.endedInVersion))
  const added = lines.filter((line) => since(line.addedInVersion) && !since(line.endedInVersion))
  const instead = (line: VersionedLine) => added.find((one) => one.replacesLineId === line.id)
  const words = [
    ...ended.map((line) => {
      const other = instead(line)
      return other
        ? `Line ${line.lineNo} is replaced by line ${other.lineNo}: ${described(other)}.`
        : `Line ${line.lineNo} is no longer wanted: ${described(line)}.`
    }),
    ...added
      .filter((line) => !ended.some((one) => one.id === line.replacesLineId))
      .map((line) => `Line ${line.lineNo} is new: ${described(line)}.`),
  ]
  return words.length > 0 ? words : ['Prices and quantities stand as in this version.']
}

function described(line: VersionedLine): string {
  return `${formatCounted(line.packs, 'pack')} of ${line.productName}, ${line.packText}`
}
