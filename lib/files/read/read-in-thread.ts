import { Worker } from 'node:worker_threads'
import type { Batch, FileToRead, ReadEnd, Reading } from './batch.ts'

/** What a thread may take: a file that needs more is refused, and nothing else suffers. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 } as const

const TOO_LARGE = 'The file needs more memory than there is to read it. Split it into smaller files.'

/** The thread that read a file to its end, for the next one: starting one takes longer than most files. */
let resting: Worker | null = null

/**
 * Reads a file in a thread beside this one, batch by batch: the thread waits until a batch is asked for. Leaving the loop
 * ends the thread at once, whatever it is doing; so does a file that it cannot bear.
 */
export async function* readInThread({ content, ...file }: FileToRead): Reading {
  const thread = resting ?? newThread()
  resting = null
  thread.ref()
  const copy = new Uint8Array(content) // handed over, not shared
  let ended = false
  try {
    let answer = answerOf(thread)
    thread.postMessage({ content: copy, ...file }, [copy.buffer])
    for (;;) {
      const { step, sound } = await answer
      ended = step.done === true && sound
      if (step.done) return step.value
      yield step.value
      answer = answerOf(thread)
      thread.postMessage(null)
    }
  } finally {
    if (ended && !resting) {
      thread.unref()
      resting = thread
    } else await thread.terminate()
  }
}

function newThread(): Worker {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits: LIMITS, stdout: false })
  thread.on('error', () => undefined) // told to who waits for an answer
  thread.on('exit', () => {
    if (resting === thread) resting = null
  })
  return thread
}

type Step = { done?: false; value: Batch } | { done: true; value: ReadEnd }

/** What the thread says next; `sound`: it can go on to another file. */
function answerOf(thread: Worker): Promise<{ step: Step; sound: boolean }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ step: Step; sound: boolean }>()
  const said = (step: Step) => resolve({ step, sound: true })
  const ended = (code: number) => reject(new Error(`The thread that reads files ended with ${code}`))
  const failed = (fault: Error & { code?: string }) => {
    if (fault.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(fault)
    const problem = { row: null, column: null, what: TOO_LARGE }
    resolve({ step: { done: true, value: { notes: [], problem } }, sound: false })
  }
  thread.once('message', said).once('exit', ended).once('error', failed)
  return promise.finally(() => thread.off('message', said).off('exit', ended).off('error', failed))
}
