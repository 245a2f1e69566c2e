import type { ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'

/**
 * The foot of every page: what is true of the whole installation ("People, suppliers and prices are invented"), and
 * help for who is signed in: to anybody else it would lead back to the sign-in page.
 */
export function Footer({
  says,
  helpHref = '/help',
  signed = true,
}: {
  says?: ReactNode
  helpHref?: string
  signed?: boolean
}) {
  return (
    <footer className="app-footer">
      <div className="app-width">
        <span>{says}</span>
        <ul>
          {signed && (
            <>
              <li>
                <Link href={helpHref}>Help with this page</Link>
              </li>
              <li>
                <Link href="/help/keys">Keys</Link>
              </li>
            </>
          )}
          <li>
            <Link href="/help/accessibility">Accessibility statement</Link>
          </li>
        </ul>
      </div>
    </footer>
  )
}
