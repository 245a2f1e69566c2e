import type { ReactNode } from 'react'
import { Link } from './link.tsx'
import { wholeNumbers } from './whole-numbers.tsx'

/** The way back, with the place in it: "Approvals, 1 of 6". */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link className="app-back" href={href}>
      {children}
    </Link>
  )
}

/**
 * How a page begins: heading, then the sentence that would do as the whole page.
 * `kicker` stands small above the heading; `aside` at the right (date, place, limit); `actions` are buttons at the right,
 * `more` what else can be done from here, as links under them.
 */
export function PageHead({
  title,
  kicker,
  standfirst,
  aside,
  actions,
  more,
  back,
}: {
  title: ReactNode
  kicker?: ReactNode
  standfirst?: ReactNode
  aside?: ReactNode
  actions?: ReactNode
  more?: ReactNode
  back?: { href: string; words: ReactNode }
}) {
  return (
    <>
      {back && <BackLink href={back.href}>{back.words}</BackLink>}
      <div className="app-pagehead">
        <div>
          {kicker !== undefined && <p className="app-kicker">{kicker}</p>}
          <h1>{wholeNumbers(title)}</h1>
          {standfirst !== undefined && <p className="app-standfirst">{wholeNumbers(standfirst)}</p>}
        </div>
        {(aside !== undefined || actions !== undefined || more !== undefined) && (
          <div className="app-pagehead__side">
            {aside !== undefined && <div className="app-kicker">{aside}</div>}
            {actions !== undefined && <div className="app-buttons">{actions}</div>}
            {more !== undefined && <div className="app-links">{more}</div>}
          </div>
        )}
      </div>
    </>
  )
}
