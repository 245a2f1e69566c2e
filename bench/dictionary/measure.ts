import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { inProject } from '#scripts/paths.ts'
import { connected } from '#scripts/start/database.ts'
import { BENCH_DATA, type BenchDatabase, benchEnvironment } from '../cluster.ts'
import { quantile, type Row, spread, times } from '../run/measure.ts'
import { type Readings, readAllTheTime } from './reader.ts'
import { writeRelease } from './write.ts'

type Imported = { readMs: number; switchMs: number; peakMb: number }

const MOST_TIMES = 3
const MOST_MB = 400

/**
 * S7: a full release into an empty database, and the one of the week after; each round against unpacking and parsing the same
 * file with the same parser and dropping everything. `fresh` makes an empty database.
 */
export async function measureDictionary(
  fresh: () => Promise<BenchDatabase>,
  { rounds, say }: { rounds: number; say: (text: string) => void },
): Promise<Row[]> {
  const folder = path.join(BENCH_DATA, 'dictionary')
  const [first, second] = [writeRelease(folder, 0), writeRelease(folder, 1)]
  const taken: { floor: number; whole: Imported; later: Imported; readings: Readings }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const database = await fresh()
    const trustId = crypto.randomUUID()
    await connected(database.ownerUrl, (client) =>
      client.query(
        `INSERT INTO organisation (trust_id, ods_code, name, kind, created_at) VALUES ($1, 'QZZ', 'Bench', 'hub', now())`,
        [trustId],
      ),
    )
    const floor = await run<{ ms: number; bytes: number }>('floor.ts', [first], database)
    const whole = await run<Imported>('import.ts', [first, trustId], database)
    const stop = readAllTheTime(database.appUrl, trustId)
    const later = await run<Imported>('import.ts', [second, trustId], database)
    const readings = await stop()
    const { ms, bytes } = floor
    say(`${Math.round(bytes / 1e6)} MB: parsed ${seconds(ms)}; first ${said(whole)}; a week later ${said(later)}`)
    taken.push({ floor: ms, whole, later, readings })
  }
  const floor = `parsing ${seconds(spread(taken.map((one) => one.floor)).median)}`
  const row = (what: string, of: 'whole' | 'later', part: (one: Imported) => number, bound: boolean): Row => {
    const ratios = taken.map((one) => part(one[of]) / one.floor)
    const measured = seconds(spread(taken.map((one) => part(one[of]))).median)
    const most = bound
      ? { target: `≤ ${MOST_TIMES} ×`, holds: spread(ratios).median <= MOST_TIMES }
      : { target: '–', holds: null }
    return { part: 'S7', what, measured, floor, result: times(ratios), ...most }
  }
  const peak = Math.max(...taken.flatMap((one) => [one.whole.peakMb, one.later.peakMb]))
  const reads = taken.reduce((sum, one) => sum + one.readings.reads, 0)
  const failed = taken.reduce((sum, one) => sum + one.readings.failed, 0)
  const slow = taken.flatMap((one) => one.readings.took)
  return [
    row('a full release, read and compared', 'whole', (one) => one.readMs, true),
    row('the same, made current too: 170,000 packs written', 'whole', (one) => one.readMs + one.switchMs, true),
    row('the release of the week after, made current', 'later', (one) => one.readMs + one.switchMs, true),
    {
      ...{
        part: 'S7',
        what: 'searches of the pad while it goes in',
        floor: '',
        target: '0 failed',
        holds: failed === 0,
      },
      ...{
        measured: `p95 ${quantile(slow, 0.95).toFixed(0)} ms, slowest ${Math.max(...slow).toFixed(0)} ms`,
        result: `${failed} of ${reads} failed`,
      },
    },
    {
      part: 'S7',
      what: 'most memory',
      measured: `${peak} MB`,
      floor: '',
      result: `${peak} MB`,
      target: `≤ ${MOST_MB} MB`,
      holds: peak <= MOST_MB,
    },
  ]
}

function said({ readMs, switchMs, peakMb }: Imported): string {
  return `${seconds(readMs)} + ${seconds(switchMs)}, ${peakMb} MB`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

async function run<T>(program: string, args: readonly string[], database: BenchDatabase): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=react-server', '--max-old-space-size=320', inProject('bench', 'dictionary', program), ...args],
    { env: { ...process.env, ...benchEnvironment({ appUrl: database.workerUrl }) }, maxBuffer: 10_000_000 },
  )
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T
}
