import type { ReactNode } from 'react'
import { Footer } from './footer.tsx'
import { Header, type Signed } from './header.tsx'
import { Keys } from './keys.tsx'
import { Nav } from './nav.tsx'
import type { Place } from './navigation.ts'
import { SessionWatch } from './session-watch.tsx'

/**
 * What stands around every page: skip link, header, navigation, foot. The children are the page's `Main`.
 * `lives`: seconds that the session of `person` lives, to warn before it ends.
 * Chrome only: it decides nothing about who may see what.
 */
export function Shell({
  trust,
  signed,
  places = [],
  search,
  says,
  person,
  lives,
  children,
}: {
  trust?: string
  signed?: Signed
  places?: readonly Place[]
  search?: boolean
  says?: ReactNode
  person?: string
  lives?: { idle: number; inAll: number }
  children: ReactNode
}) {
  return (
    <div className="app-shell">
      <a className="nhsuk-skip-link" href="#maincontent">
        Skip to main content
      </a>
      <Header trust={trust} signed={signed} search={search} />
      {places.length > 0 && <Nav places={places} />}
      {children}
      <Footer says={says} signed={signed !== undefined} />
      {person !== undefined && <Keys person={person} />}
      {person !== undefined && lives && <SessionWatch person={person} idle={lives.idle} inAll={lives.inAll} />}
    </div>
  )
}
