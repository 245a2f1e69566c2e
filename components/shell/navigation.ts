/** A place of the navigation: where it is, what it is called, and how much waits there. */
export type Place = { href: string; label: string; count?: number }

/** Which of the places one is at: the one whose address begins the path, the longest where several do; "/" only for itself. */
export function currentPlace(places: readonly Place[], path: string): Place | undefined {
  const under = places.filter(({ href }) =>
    href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`),
  )
  return under.sort((a, b) => b.href.length - a.href.length)[0]
}
