import { parentPort, workerData } from 'node:worker_threads'
import { liveHistory, type Part } from './history.ts'
import { idsOfProgram } from './ids.ts'
import { Lines } from './lines.ts'
import { makeAssortments } from './ranges.ts'
import { makeReference } from './reference.ts'
import { fillShelves } from './shelves.ts'

/*
 * One of the threads that live the history: its share of the trusts over all days, handed on in chunks. It stops while
 * too much is on its way (`behind` counts the chunks that nobody has taken yet).
 */
const MOST_BEHIND = 200
const { number, hubId, trusts, days, lines, key, at, behind } = workerData as Part
const { packs, awards } = makeReference(at)
idsOfProgram(number)
const counts = new Int32Array(behind)
const out = new Lines((chunk) => {
  Atomics.add(counts, 0, 1)
  parentPort?.postMessage({ chunk }, [chunk.lines.buffer])
  for (let now = Atomics.load(counts, 0); now > MOST_BEHIND; now = Atomics.load(counts, 0)) Atomics.wait(counts, 0, now)
})
const assortments = makeAssortments(trusts, { packs, awards, hubId })
const say = (written: number) => parentPort?.postMessage({ written })
const filled = liveHistory(out, assortments, { days, lines, key: Buffer.from(key, 'hex'), say })
fillShelves(out, assortments, days.at(-1) ?? at)
out.end()
parentPort?.postMessage({ filled })
