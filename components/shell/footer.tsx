import type { ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'

/** The foot of every page: what is true of the whole installation ("People, suppliers and prices are invented"), and help. */
export function Footer({ says, helpHref = '/help' }: { says?: ReactNode; helpHref?: string }) {
  return (
    <footer className="app-footer">
      <div className="app-width">
        <span>{says}</span>
        <ul>
          <li>
            <Link href={helpHref}>Help with this page</Link>
          </li>
          <li>
            <Link href="/help/keys">Keys</Link>
          </li>
          <li>
            <Link href="/help/accessibility">Accessibility statement</Link>
          </li>
        </ul>
      </div>
    </footer>
  )
}
