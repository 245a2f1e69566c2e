import { demoMode, env } from '#lib/env.ts'

/** What every demo password looks like: made once for each data folder, and printed at the start of the demo. */
const DEMO_PASSWORD = /^tincture-[a-z0-9]{6}$/

/** The demo's one password, or null where there is no demo. */
export function demoPassword(): string | null {
  return demoMode() ? (env().DEMO_PASSWORD ?? null) : null
}

/** Whether this is a demo password where there is no demo: a demo left behind opens nothing. */
export function isStrayDemoPassword(password: string): boolean {
  return !demoMode() && (DEMO_PASSWORD.test(password) || password === env().DEMO_PASSWORD)
}

/** One of the demo's people, as the sign-in page offers them. */
export type DemoSignIn = { email: string; name: string; role: string; trust: string }

const TRUSTS = [
  { domain: 'riverside.example', trust: 'Riverside University Hospitals' },
  { domain: 'northbank.example', trust: 'Northbank Hospitals' },
] as const

const PEOPLE = [
  ['technician', 'Procurement technician'],
  ['technician2', 'Second technician'],
  ['pharmacist', 'Pharmacist'],
  ['stores', 'Goods-in'],
  ['lead', 'Procurement lead'],
  ['chief', 'Chief pharmacist'],
  ['director', 'Director of finance'],
  ['finance', 'Finance'],
  ['auditor', 'Auditor'],
  ['admin', 'Administrator'],
] as const

/** The sign-ins of the demo. */
export const DEMO_SIGN_INS: readonly DemoSignIn[] = [
  ...TRUSTS.flatMap(({ domain, trust }) =>
    PEOPLE.map(([name, role]) => ({ email: `${name}@${domain}`, name: role, role, trust })),
  ),
  { email: 'hub@region.example', name: 'Regional hub', role: 'Regional hub', trust: 'The region' },
]
