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
 * `kicker` stands small above the heading; `aside` at the right (date, place, limit); `actions` are buttons at the right.
 */
export function PageHead({
  title,
  kicker,
  standfirst,
  aside,
  actions,
  back,
}: {
  title: ReactNode
  kicker?: ReactNode
  standfirst?: ReactNode
  aside?: ReactNode
  actions?: ReactNode
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
        {(aside !== undefined || actions !== undefined) && (
          <div className="app-pagehead__side">
            {aside !== undefined && <div className="app-kicker">{aside}</div>}
            {actions !== undefined && <div className="app-buttons">{actions}</div>}
          </div>
        )}
      </div>
    </>
  )
}
