/*
 * Loaded before the worker (node --import) by tests: ends the process with SIGKILL when a sending comes to the step that
 * END_AT_STEP names, as a power cut would.
 */
import { subscribe } from 'node:diagnostics_channel'

subscribe('tincture.sending', (message) => {
  const { step } = message as { step: string }
  if (step === process.env.END_AT_STEP) process.kill(process.pid, 'SIGKILL')
})
