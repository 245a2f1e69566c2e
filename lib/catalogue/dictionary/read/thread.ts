import { parentPort } from 'node:worker_threads'
import { type ReleaseToRead, readRelease } from './read-release.ts'

/*
 * The thread that reads a release: nothing of it is unpacked or parsed beside other work. Is told the release with the first
 * request, answers each with a step, and ends with what there is to say.
 */

const port = parentPort
if (!port) throw new Error('This file is run as a thread')

let reading: ReturnType<typeof readRelease> | null = null
port.on('message', async (release: ReleaseToRead | null) => {
  if (release) reading = readRelease(release)
  if (reading) port.postMessage(await reading.next())
})
