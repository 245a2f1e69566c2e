/** Numbers of one thing measured over several rounds. */
export type Spread = { median: number; least: number; most: number }

/** One row of the table: what was measured against what, in its own units, and whether it holds the target. */
export type Row = {
  part: string
  what: string
  /** As measured: '4.1 ms'. */
  measured: string
  /** What it is compared with, as measured in the same run; '' where there is nothing. */
  floor: string
  /** The number the target is about. */
  result: string
  target: string
  /** null where the target sets no number. */
  holds: boolean | null
}

/** Median, least and most. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  return { median: quantile(sorted, 0.5), least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN }
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Runs some work so many times, one after the other: how long each took, in milliseconds. */
export async function timed(count: number, work: (turn: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const began = performance.now()
    await work(turn)
    took.push(performance.now() - began)
  }
  return took
}

/** Milliseconds with their spread: '4.1 ms (3.9–5.2)'. */
export function inMs(values: readonly number[]): string {
  const { median, least, most } = spread(values)
  return `${digits(median)} ms (${digits(least)}–${digits(most)})`
}

/** A ratio with its spread: '1.4 × (1.3–1.6)'. */
export function times(values: readonly number[]): string {
  const { median, least, most } = spread(values)
  return `${median.toFixed(2)} × (${least.toFixed(2)}–${most.toFixed(2)})`
}

/** What is compared, in rounds: how long the thing took and how long the floor took in the same round. */
export type Round = { measured: number; floor: number }

/** A row for a ratio between two things measured in the same rounds. */
export function ratioRow(row: Pick<Row, 'part' | 'what'>, rounds: readonly Round[], most: number | null): Row {
  const ratios = rounds.map((round) => round.measured / round.floor)
  return {
    ...row,
    measured: inMs(rounds.map((round) => round.measured)),
    floor: inMs(rounds.map((round) => round.floor)),
    result: times(ratios),
    target: most === null ? '–' : `≤ ${most} ×`,
    holds: most === null ? null : spread(ratios).median <= most,
  }
}

function digits(ms: number): string {
  return ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0)
}
