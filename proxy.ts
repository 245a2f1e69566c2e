import { type NextRequest, NextResponse } from 'next/server'
import { PATH_HEADER } from '#lib/access/next-path.rules.ts'
import { originForLog, sameOrigin } from '#lib/access/same-origin.rules.ts'
import { log } from '#lib/log.ts'
import { isHttps, originOf, securityHeaders } from '#lib/security-headers.ts'

/**
 * Puts the security headers on every answer and hands the nonce to the page; what cannot be read, or comes from another
 * site, goes no further. Decides nothing about who may see what: pages, actions and routes ask for themselves, and hold
 * without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const headers = securityHeaders({
    nonce,
    dev: process.env.NODE_ENV === 'development',
    https: isHttps(request.url, request.headers.get('x-forwarded-proto')),
    identityProviders: request.nextUrl.pathname.startsWith('/sign-in') ? directories() : [],
  })
  const forwarded = new Headers(request.headers)
  forwarded.set('x-nonce', nonce)
  forwarded.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`)
  forwarded.set('content-security-policy', headers['content-security-policy'] ?? '')
  const turned = whyUnreadable(request) ?? whyForeign(request)
  const response = turned
    ? new NextResponse(turned.words, { status: turned.status })
    : NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

/** Where the form of the sign-in page may lead: the directories that the operator allows. */
function directories(): string[] {
  return (process.env.DIRECTORY_ISSUERS ?? '').split(',').flatMap((one) => originOf(one.trim()) ?? [])
}

/** What is answered here, and goes no further. */
type Turned = { words: string; status: number }

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** Bytes of the largest body that pages take: `33mb` of next.config.js, beyond which it is cut off. */
const LARGEST_BODY = 33 * 1024 * 1024

/** What nothing behind this can read: an address with U+0000 (PostgreSQL takes it in no text), a body that would be cut off. */
function whyUnreadable(request: NextRequest): Turned | null {
  if (request.url.includes('%00')) return { words: 'This address cannot be read.', status: 400 }
  const isPage = !request.nextUrl.pathname.startsWith('/api/')
  if (!isPage || !(Number(request.headers.get('content-length')) > LARGEST_BODY)) return null
  return {
    words: `The file is too large. Go back: choose a file of at most 32 MB, or load it with npm run load.`,
    status: 413,
  }
}

/**
 * What another site posts in somebody's name. Actions and routes refuse it without this file too, but the framework calls
 * it a fault of ours. Behind /api/ tokens act, or a secret of its own.
 */
function whyForeign(request: NextRequest): Turned | null {
  const { method, headers, nextUrl } = request
  if (READS.includes(method) || nextUrl.pathname.startsWith('/api/') || sameOrigin(headers, true)) return null
  log.warn({ method, path: nextUrl.pathname, origin: originForLog(headers.get('origin')) }, 'another origin')
  return {
    words: 'This was sent from another site, so nothing was done. Open Tincture itself and do it there.',
    status: 403,
  }
}

export const config = { matcher: ['/((?!_next/static/|_next/image|icon.svg).*)'] }
