/** The header in which proxy.ts hands on the path that was asked for; without it sign-in leads to a page less exact. */
export const PATH_HEADER = 'x-tincture-path'

/**
 * Where to go after sign-in: the page that was asked for, when it is a path of this site; otherwise Today. Whatever a
 * browser could read as another host (`//host`, `/\host`, control characters) counts as none.
 */
export function nextPath(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > 2000) return '/'
  if (!asked.startsWith('/') || /^\/[/\\]/.test(asked)) return '/'
  if ([...asked].some((letter) => letter <= ' ' || letter === '\\' || letter === '\u007f')) return '/'
  const base = 'http://site.invalid'
  if (!URL.canParse(asked, base)) return '/'
  const url = new URL(asked, base)
  if (url.origin !== base || url.pathname.startsWith('//') || /^\/(sign-in|sign-out|api)(\/|$)/.test(url.pathname))
    return '/'
  return `${url.pathname}${url.search}`
}

/** The sign-in page that leads on to this path. */
export function signInPath(next: string): string {
  const path = nextPath(next)
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}
