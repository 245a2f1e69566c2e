import { parentPort } from 'node:worker_threads'
import type { FileToRead, Reading } from './batch.ts'
import { rowsOf } from './rows-of.ts'

/*
 * The thread that reads files, one after the other: nothing of what a file holds is unpacked or parsed beside other work.
 * Is told the file with the first request, sends a batch for each, and ends with what there is to say.
 */

const port = parentPort
if (!port) throw new Error('This file is run as a thread')

let reading: Reading | null = null
port.on('message', (file: FileToRead | null) => {
  if (file) reading = rowsOf(file)
  void next()
})

async function next(): Promise<void> {
  if (reading) port?.postMessage(await reading.next())
}
