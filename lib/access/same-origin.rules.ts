/** The headers of a request that say from where it comes and to whom it goes. */
export type CameFrom = { get(name: string): string | null }

/**
 * Whether a request that changes something may come from our own pages: what the browser says of it, and Origin against
 * the host it asked (as a proxy in front names it, else Host). Other sites cannot set these headers in somebody's
 * browser. A request with neither comes from no browser, and carries no cookie but its sender's own: `handMade` says
 * what it counts as.
 */
export function sameOrigin(headers: CameFrom, handMade: boolean): boolean {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (site === 'cross-site' || site === 'same-site') return false
  if (origin === null) return site === 'same-origin' || handMade
  return URL.canParse(origin) && new URL(origin).host === hostOf(headers)
}

function hostOf(headers: CameFrom): string | null {
  return headers.get('x-forwarded-host')?.split(',')[0]?.trim() || headers.get('host')
}

/** What an Origin may leave in a log: its host, at most a hundred letters; anything else is only said to be there. */
export function originForLog(origin: string | null): string {
  if (origin === null) return 'none'
  if (!URL.canParse(origin)) return 'unreadable'
  return new URL(origin).host.slice(0, 100) || 'opaque'
}
