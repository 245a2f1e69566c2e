import { demoMode, env } from '#lib/env.ts'

/** The password of every demo person. Refused wherever the demo is off, so that a demo left behind opens nothing. */
const DEMO_PASSWORD = 'tincture-demo'

/** The demo's one password: DEMO_PASSWORD of the environment, else the built-in one. */
export function demoPassword(): string {
  return env().DEMO_PASSWORD ?? DEMO_PASSWORD
}

/** Whether this is a demo password where there is no demo. */
export function isStrayDemoPassword(password: string): boolean {
  return !demoMode() && (password === DEMO_PASSWORD || password === env().DEMO_PASSWORD)
}
