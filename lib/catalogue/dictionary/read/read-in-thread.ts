import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ReadEnd, ReadStep, ReleaseToRead } from './read-release.ts'

/** What the thread may take: a release that needs more is refused, and nothing else suffers. */
const LIMITS = { maxOldGenerationSizeMb: 250, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 } as const

const TOO_LARGE = 'The release needs more memory than there is to read it: it is larger than any that NHSBSA publishes.'

type Answer = { done?: false; value: ReadStep } | { done: true; value: ReadEnd }

/**
 * Reads a release in a thread beside this one, one step ahead: while one is worked on, the next is read. Leaving the loop
 * ends the thread at once.
 */
export async function* readInThread(release: ReleaseToRead): AsyncGenerator<ReadStep, ReadEnd> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits: LIMITS, stdout: false })
  const ended = once(thread, 'exit').then(() => null)
  const failed: { fault: (Error & { code?: string }) | null } = { fault: null }
  thread.on('error', (fault: Error & { code?: string }) => {
    failed.fault = fault
  })
  const ask = (what: ReleaseToRead | null, transfer: ArrayBuffer[] = []): Promise<Answer> => {
    const said = once(thread, 'message') as Promise<[Answer]>
    thread.postMessage(what, transfer)
    const answer = Promise.race([said.then(([one]) => one), ended]).then((one): Answer => {
      if (one) return one
      if (failed.fault?.code === 'ERR_WORKER_OUT_OF_MEMORY')
        return { done: true, value: { problem: TOO_LARGE, names: [] } }
      throw failed.fault ?? new Error('The thread that reads releases ended')
    })
    answer.catch(() => undefined) // told to who waits for it
    return answer
  }
  const copies = release.files.map(({ fileName, content }) => ({ fileName, content: new Uint8Array(content) }))
  try {
    let next = ask(
      { ...release, files: copies },
      copies.map(({ content }) => content.buffer),
    )
    for (;;) {
      const answer = await next
      if (answer.done) return answer.value
      next = ask(null)
      yield answer.value
    }
  } finally {
    await thread.terminate()
  }
}
