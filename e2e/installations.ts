import type { Installation } from './servers.ts'

/** What a spec may know of an installation. */
export type Known = Omit<Installation, 'stop' | 'halt'>

/** Tells the specs' processes, which inherit our environment, what is running. */
export function tell(demo: Known, own: Known): void {
  process.env.E2E_DEMO = JSON.stringify(demo)
  process.env.E2E_OWN = JSON.stringify(own)
}

/** The demo that runs for the specs. */
export function demo(): Known {
  return read('E2E_DEMO')
}

/** The empty installation that runs for the journey on a trust's own files: its administrator's password works once. */
export function own(): Known {
  return read('E2E_OWN')
}

function read(name: string): Known {
  const value = process.env[name]
  if (!value)
    throw new Error(`${name} is not set: the specs run through playwright.config.ts, which starts the servers.`)
  return JSON.parse(value)
}
