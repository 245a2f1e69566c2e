/** What the headers depend on. `identityProviders` are the origins that sign-in forms may lead to. */
export type Surroundings = { nonce: string; dev: boolean; https: boolean; identityProviders?: readonly string[] }

/**
 * The content security policy of a page (OWASP ASVS 5.0, 3.4): scripts only with this page's nonce and what those load;
 * no plug-ins, no frames around us, no base elsewhere; forms go nowhere but here and to the identity providers.
 * Development needs eval, inline styles and a socket for the reload.
 */
export function contentSecurityPolicy({ nonce, dev, https, identityProviders = [] }: Surroundings): string {
  const rules = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${dev ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws: wss:' : ''}`,
    "object-src 'none'",
    "base-uri 'self'",
    ['form-action', "'self'", ...identityProviders].join(' '),
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ]
  if (https) rules.push('upgrade-insecure-requests')
  return rules.join('; ')
}

/**
 * The headers of every answer: the policy above, no guessing of types, no keeping by caches (pages hold prices and
 * names), no address given to others, no camera or place; and over https, https for a year.
 */
export function securityHeaders(around: Surroundings): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(around),
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(around.https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

/** The origin of an address, for the policy; undefined where there is none or it is no http address. */
export function originOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { protocol, origin } = new URL(address)
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined
}

/** Whether the reader's browser speaks https to us: by the address, or by what the proxy in front says it came in by. */
export function isHttps(address: string, forwardedProto: string | null): boolean {
  const outermost = forwardedProto?.split(',')[0]?.trim().toLowerCase()
  return (outermost ?? new URL(address).protocol.replace(':', '')) === 'https'
}
