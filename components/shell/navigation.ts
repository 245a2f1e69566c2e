/** A place of the navigation: where it is, what it is called, and how much waits there. */
export type Place = { href: string; label: string; count?: number }

/** What is reached from another place than its address says: deciding from the approvals, booking in from the deliveries, files from the settings. */
const ELSEWHERE: readonly { path: RegExp; href: string }[] = [
  { path: /^\/orders\/[^/]+\/approve$/, href: '/approvals' },
  { path: /^\/orders\/[^/]+\/receive$/, href: '/deliveries' },
  { path: /^\/files(\/|$)/, href: '/settings' },
  { path: /^\/labels$/, href: '/catalogue' },
]

/**
 * Which of the places one is at: the one whose work the page is, else the one whose address begins the path, the longest
 * where several do; "/" only for itself.
 */
export function currentPlace(places: readonly Place[], path: string): Place | undefined {
  const other = ELSEWHERE.find((one) => one.path.test(path))
  const elsewhere = other && places.find((place) => place.href === other.href)
  if (elsewhere) return elsewhere
  const under = places.filter(({ href }) =>
    href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`),
  )
  return under.sort((a, b) => b.href.length - a.href.length)[0]
}
