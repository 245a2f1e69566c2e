import type { ReactNode } from 'react'
import { Footer } from './footer.tsx'
import { Header, type Signed } from './header.tsx'
import { Keys } from './keys.tsx'
import { Nav } from './nav.tsx'
import type { Place } from './navigation.ts'

/**
 * What stands around every page: skip link, header, navigation, foot. The children are the page's `Main`.
 * Chrome only: it decides nothing about who may see what.
 */
export function Shell({
  trust,
  signed,
  places = [],
  search,
  says,
  person,
  children,
}: {
  trust?: string
  signed?: Signed
  places?: readonly Place[]
  search?: boolean
  says?: ReactNode
  person?: string
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
      <Footer says={says} />
      {person !== undefined && <Keys person={person} />}
    </div>
  )
}
