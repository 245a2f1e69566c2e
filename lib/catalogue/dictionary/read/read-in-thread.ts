import { Worker } from 'node:worker_threads'
import type { PartKind } from '../format.rules.ts'
import type { ReadEnd, ReadStep, ReleaseToRead } from './read-release.ts'

/** What the thread may take: a release that needs more is refused, and nothing else suffers. */
const LIMITS = { maxOldGenerationSizeMb: 250, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 } as const

/** How many steps may wait to be worked on. */
const AHEAD = 4

const TOO_LARGE = 'The release needs more memory than there is to read it: it is larger than any that NHSBSA publishes.'

type Answer = { done?: false; value: ReadStep } | { done: true; value: ReadEnd }

/**
 * Reads a release in a thread beside this one, some steps ahead: while one is worked on, the next are read. `known` is asked
 * what is known of a kind. Leaving the loop ends the thread at once.
 */
export async function* readInThread(
  release: ReleaseToRead,
  known: (kind: PartKind) => Promise<string>,
): AsyncGenerator<ReadStep, ReadEnd> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits: LIMITS, stdout: false })
  const said: Answer[] = []
  const end: { over: boolean; fault: (Error & { code?: string }) | null } = { over: false, fault: null }
  let wake: () => void = () => undefined
  thread.on('message', (answer: Answer) => {
    said.push(answer)
    wake()
  })
  thread.on('error', (fault: Error & { code?: string }) => {
    end.fault = fault
  })
  thread.on('exit', () => {
    end.over = true
    wake()
  })
  const next = async (): Promise<Answer> => {
    while (said.length === 0 && !end.over) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    const answer = said.shift()
    if (answer) return answer
    if (end.fault?.code === 'ERR_WORKER_OUT_OF_MEMORY') return { done: true, value: { problem: TOO_LARGE, names: [] } }
    throw end.fault ?? new Error('The thread that reads releases ended')
  }
  const files = release.files.map(({ fileName, content }) => ({ fileName, content: new Uint8Array(content) }))
  try {
    thread.postMessage(
      { release: { ...release, files } },
      files.map(({ content }) => content.buffer),
    )
    release.files.length = 0 // the thread has its own
    thread.postMessage({ steps: AHEAD })
    for (;;) {
      const answer = await next()
      if (answer.done) return answer.value
      if (answer.value.what === 'known') thread.postMessage({ text: await known(answer.value.kind) })
      else yield answer.value
      thread.postMessage({ steps: 1 })
    }
  } finally {
    await thread.terminate()
  }
}
