import type { ReactNode } from 'react'
import { Shell } from '#components/shell/shell.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { placesFor } from '#lib/access/places.ts'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import { currentSession } from '#lib/access/session.ts'
import { signOutAction } from '#lib/access/sign-in.actions.ts'
import { demoMode } from '#lib/env.ts'
import { waitingFor } from '#lib/orders/approve/waiting-count.queries.ts'
import { navCounts } from '#lib/orders/order/nav.queries.ts'
import { systemClock } from '#lib/values/clock.ts'

/** What stands around every page of a person who is signed in. Chrome only: each page asks for itself who may open it. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  if (!session) return <Shell>{children}</Shell>
  const { actor, oneTime, trusts } = session
  const role = oneTime ? 'One-time password' : actor.roles.map((one) => ROLE_NAMES[one]).join(', ')
  return (
    <Shell
      person={actor.personId === null || oneTime ? undefined : `${actor.trustId} ${actor.personId}`}
      lives={session.lives}
      trust={actor.trustName}
      signed={{ name: actor.name, role, signOut: signOutAction, severalTrusts: trusts > 1 && !oneTime }}
      places={placesFor(actor, oneTime ? {} : await counts(actor))}
      search={may(actor, 'catalogue.view') || may(actor, 'order.view')}
      says={
        demoMode() ? 'People, suppliers, packs, barcodes and prices are invented; the medicines are real.' : undefined
      }
    >
      {children}
    </Shell>
  )
}

/** How much waits at each place: approvals by their own rules, the rest together. */
async function counts(actor: Actor) {
  const [all, approvals] = await Promise.all([navCounts(actor, systemClock()), waitingFor(actor, systemClock())])
  return approvals === null ? all : { ...all, approvals }
}
