import { Worker } from 'node:worker_threads'
import type { Batch, FileToRead, ReadEnd, Reading } from './batch.ts'

/** What a thread may take: a file that needs more is refused, and nothing else suffers. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 } as const

const TOO_LARGE = 'The file needs more memory than there is to read it. Split it into smaller files.'

/**
 * Reads a file in a thread of its own, batch by batch: the thread waits until a batch is asked for. Leaving the loop ends
 * the thread at once, whatever it is doing.
 */
export async function* readInThread({ content, fileName, format, kind }: FileToRead): Reading {
  const copy = new Uint8Array(content) // handed over, not shared
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: { content: copy, fileName, format, kind },
    transferList: [copy.buffer],
    resourceLimits: LIMITS,
    stdout: false,
  })
  thread.setMaxListeners(0)
  try {
    for (;;) {
      const answer = answerOf(thread)
      thread.postMessage('next')
      const step = await answer
      if (step.done) return step.value
      yield step.value
    }
  } finally {
    await thread.terminate()
  }
}

type Step = { done?: false; value: Batch } | { done: true; value: ReadEnd }

function answerOf(thread: Worker): Promise<Step> {
  return new Promise((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('exit', (code) => reject(new Error(`The thread that reads files ended with ${code}`)))
    thread.once('error', (fault: Error & { code?: string }) => {
      if (fault.code !== 'ERR_WORKER_OUT_OF_MEMORY') reject(fault)
      else resolve({ done: true, value: { notes: [], problem: { row: null, column: null, what: TOO_LARGE } } })
    })
  })
}
