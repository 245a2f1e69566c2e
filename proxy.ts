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
  // no address of ours holds U+0000, and PostgreSQL takes it in no text
  const response = request.url.includes('%00')
    ? new NextResponse('This address cannot be read.', { status: 400 })
    : NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

export const config = { matcher: ['/((?!_next/static/|_next/image|icon.svg).*)'] }
