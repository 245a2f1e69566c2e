import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, isHttps, originOf, securityHeaders } from './security-headers.ts'

const live = { nonce: 'abc', dev: false, https: true }

function rule(policy: string, name: string): string | undefined {
  return policy.split('; ').find((part) => part.startsWith(`${name} `) || part === name)
}

describe('contentSecurityPolicy', () => {
  it('lets only scripts with the nonce run, and what they load', () => {
    const policy = contentSecurityPolicy(live)
    expect(rule(policy, 'script-src')).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'")
    expect(rule(policy, 'style-src')).toBe("style-src 'self'")
    expect(policy).not.toContain('unsafe')
  })
  it('closes plug-ins, frames, base and forms', () => {
    const policy = contentSecurityPolicy(live)
    expect(rule(policy, 'object-src')).toBe("object-src 'none'")
    expect(rule(policy, 'frame-ancestors')).toBe("frame-ancestors 'none'")
    expect(rule(policy, 'base-uri')).toBe("base-uri 'self'")
    expect(rule(policy, 'form-action')).toBe("form-action 'self'")
    expect(rule(policy, 'upgrade-insecure-requests')).toBeDefined()
  })
  it('lets sign-in forms lead to the identity provider', () => {
    const policy = contentSecurityPolicy({ ...live, identityProviders: ['https://id.example'] })
    expect(rule(policy, 'form-action')).toBe("form-action 'self' https://id.example")
  })
  it('gives development its eval, and only development', () => {
    expect(contentSecurityPolicy({ ...live, dev: true })).toContain("'unsafe-eval'")
  })
})

describe('securityHeaders', () => {
  it('promises https only over https', () => {
    expect(securityHeaders(live)['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    expect(securityHeaders({ ...live, https: false })).not.toHaveProperty('strict-transport-security')
    expect(securityHeaders({ ...live, https: false })['content-security-policy']).not.toContain('upgrade')
  })
  it('keeps nothing in caches and lets no type be guessed', () => {
    expect(securityHeaders(live)).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  })
})

describe('what the headers depend on', () => {
  it('reads an origin from an address', () => {
    expect(originOf('https://id.example/tenant/v2.0')).toBe('https://id.example')
    expect(originOf(undefined)).toBeUndefined()
    expect(originOf('id.example')).toBeUndefined()
    expect(originOf('javascript:alert(1)')).toBeUndefined()
  })
  it('believes the proxy in front before its own address', () => {
    expect(isHttps('http://127.0.0.1:3000/', 'https')).toBe(true)
    expect(isHttps('http://127.0.0.1:3000/', 'https, http')).toBe(true)
    expect(isHttps('http://127.0.0.1:3000/', 'http')).toBe(false)
    expect(isHttps('http://localhost:3000/', null)).toBe(false)
    expect(isHttps('https://orders.example/', null)).toBe(true)
  })
})
