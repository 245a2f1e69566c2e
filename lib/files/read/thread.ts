import { parentPort, workerData } from 'node:worker_threads'
import type { FileToRead } from './batch.ts'
import { rowsOf } from './rows-of.ts'

/*
 * The thread that reads a file: nothing of what a file holds is unpacked or parsed beside other work. Sends a batch, waits
 * until it is asked for the next, ends with what there is to say.
 */

const port = parentPort
if (!port) throw new Error('This file is run as a thread')

const reading = rowsOf(workerData as FileToRead)
port.on('message', () => void next())

async function next(): Promise<void> {
  const step = await reading.next()
  port?.postMessage(step)
  if (step.done) port?.close()
}
