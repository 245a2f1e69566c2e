import { type NextRequest, NextResponse } from 'next/server'
import { PATH_HEADER } from '#lib/access/next-path.rules.ts'
import { isHttps, originOf, securityHeaders } from '#lib/security-headers.ts'

/**
 * Puts the security headers on every answer and hands the nonce to the page. Decides nothing about who may see what:
 * pages, actions and routes ask for themselves, and hold without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const headers = securityHeaders({
    nonce,
    dev: process.env.NODE_ENV === 'development',
    https: isHttps(request.url, request.headers.get('x-forwarded-proto')),
    identityProvider: originOf(process.env.OIDC_ISSUER),
  })
  const forwarded = new Headers(request.headers)
  forwarded.set('x-nonce', nonce)
  forwarded.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`)
  forwarded.set('content-security-policy', headers['content-security-policy'] ?? '')
  const unreadable = whyUnreadable(request)
  const response = unreadable
    ? new NextResponse(unreadable.words, { status: unreadable.status })
    : NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

/** Bytes of the largest body that pages take: `33mb` of next.config.js, beyond which it is cut off. */
const LARGEST_BODY = 33 * 1024 * 1024

/** What nothing behind this can read: an address with U+0000 (PostgreSQL takes it in no text), a body that would be cut off. */
function whyUnreadable(request: NextRequest): { words: string; status: number } | null {
  if (request.url.includes('%00')) return { words: 'This address cannot be read.', status: 400 }
  const isPage = !request.nextUrl.pathname.startsWith('/api/')
  if (!isPage || !(Number(request.headers.get('content-length')) > LARGEST_BODY)) return null
  return {
    words: `The file is too large. Go back: choose a file of at most 32 MB, or load it with npm run load.`,
    status: 413,
  }
}

export const config = { matcher: ['/((?!_next/static/|_next/image|icon.svg).*)'] }
