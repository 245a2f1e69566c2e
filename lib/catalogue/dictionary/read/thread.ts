import { parentPort } from 'node:worker_threads'
import { type ReleaseToRead, readRelease } from './read-release.ts'

/*
 * The thread that reads a release: nothing of it is unpacked or parsed beside other work. Is told the release first, then as often
 * as a further step may be handed out (so many may wait to be worked on), and a text for each step that asks for one.
 */

const port = parentPort
if (!port) throw new Error('This file is run as a thread')

const texts: string[] = []
let steps = 0
let wake: () => void = () => undefined

port.on('message', (told: { release: ReleaseToRead } | { steps: number } | { text: string }) => {
  if ('release' in told) read(told.release)
  else if ('text' in told) texts.push(told.text)
  else steps += told.steps
  wake()
})

async function read(release: ReleaseToRead): Promise<void> {
  const reading = readRelease(release)
  let answer: string | null = null
  for (;;) {
    const step = await reading.next(answer)
    while (steps === 0) await told()
    steps -= 1
    const given = !step.done && step.value.what === 'entries' ? [step.value.rows.buffer as ArrayBuffer] : []
    port?.postMessage(step, given)
    if (step.done) return
    answer = null
    if (step.value.what !== 'known') continue
    while (texts.length === 0) await told()
    answer = texts.shift() ?? null
  }
}

function told(): Promise<void> {
  return new Promise((resolve) => {
    wake = resolve
  })
}
