import { Link } from '#components/ui/link.tsx'

/** Who is signed in: name and role in words. `signOut` is the server action behind "Sign out"; `severalTrusts`: they may go on in another. */
export type Signed = { name: string; role: string; signOut: () => Promise<void>; severalTrusts?: boolean }

/**
 * The blue bar: Tincture, the trust's name, one search, who you are. Without `signed` (before signing in) only the names;
 * without `search` for roles that have nothing to find.
 */
export function Header({ trust, signed, search = true }: { trust?: string; signed?: Signed; search?: boolean }) {
  return (
    <header className="app-header">
      <div className="app-width">
        <Link className="app-header__name" href="/">
          Tincture
        </Link>
        {trust !== undefined && (
          <span className="app-header__trust">
            {trust}
            {signed?.severalTrusts && (
              <>
                {' '}
                <Link href="/settings#own">Change trust</Link>
              </>
            )}
          </span>
        )}
        {signed && search && (
          <>
            <search className="app-header__search">
              <form action="/search" method="get">
                <label className="nhsuk-u-visually-hidden" htmlFor="find">
                  Find an order, product, batch or supplier
                </label>
                <input
                  className="nhsuk-input"
                  id="find"
                  name="q"
                  type="search"
                  placeholder="Order, product, batch, supplier"
                />
                <button type="submit">Find</button>
              </form>
            </search>
            <Link className="app-header__find" href="/search">
              Find
            </Link>
          </>
        )}
        {signed && (
          <div className="app-header__who">
            <span className="app-header__person">{signed.name}</span>
            <span className="app-header__role">{signed.role} </span>
            <form action={signed.signOut}>
              <button type="submit" className="app-linkbutton">
                Sign out
              </button>
            </form>
          </div>
        )}
      </div>
    </header>
  )
}
