import * as oidc from 'openid-client'
import { env } from '#lib/env.ts'
import { unseal } from '#lib/sealed.ts'
import type { Directory } from './directory.store.ts'
import { issuersOf, isThisMachine } from './issuers.rules.ts'

/** The issuers that the operator of this installation allows. */
export function allowedIssuers(): string[] {
  return issuersOf(env().DIRECTORY_ISSUERS)
}

/** Where a trust's directory sends people back to: an address for each trust, so that no directory can answer for another. */
export function returnAddress(odsCode: string): string {
  return `${env().PUBLIC_URL.replace(/\/+$/, '')}/sign-in/directory/${odsCode.toLowerCase()}`
}

/** What one sign-in is bound to, in its browser, between going and coming back. */
export type Attempt = { trustId: string; odsCode: string; state: string; nonce: string; verifier: string; next: string }

/** Begins a sign-in at a directory: where to go, with a state, a nonce and a challenge (PKCE) of their own. */
export async function beginAt(
  directory: Directory,
  of: { trustId: string; odsCode: string; next: string },
): Promise<{ url: string; attempt: Attempt }> {
  const config = await configurationOf(directory, of.trustId)
  const verifier = oidc.randomPKCECodeVerifier()
  const attempt = { ...of, state: oidc.randomState(), nonce: oidc.randomNonce(), verifier }
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: returnAddress(of.odsCode),
    scope: 'openid profile email',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, attempt }
}

/**
 * The claims of who came back: the code is changed for an ID token whose signature, issuer, audience, nonce and times are
 * checked; what it does not say of name and e-mail is asked of the directory, of the same subject.
 * @throws whatever does not hold
 */
export async function claimsOf(
  directory: Directory,
  attempt: Attempt,
  search: string,
): Promise<Readonly<Record<string, unknown>>> {
  const config = await configurationOf(directory, attempt.trustId)
  const came = new URL(returnAddress(attempt.odsCode))
  came.search = search
  const tokens = await oidc.authorizationCodeGrant(config, came, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('no ID token')
  const asks = config.serverMetadata().userinfo_endpoint !== undefined && !(directory.emailClaim in claims)
  const more = asks ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : {}
  return { ...more, ...claims }
}

/** How long what an issuer says of itself is believed: an issuer that changes its addresses is asked again after it. */
const BELIEVED_MS = 10 * 60_000

/** Issuers remembered at most; the operator allows a few. */
const MOST_ISSUERS = 50

const remembered = new Map<string, { said: Promise<oidc.ServerMetadata>; until: number }>()

/** What an issuer says of itself, asked once in ten minutes, however many sign in; what failed is asked again at once. */
function discovered(issuer: string, ask: () => Promise<oidc.ServerMetadata>): Promise<oidc.ServerMetadata> {
  const now = performance.now()
  const known = remembered.get(issuer)
  if (known && now < known.until) return known.said
  if (remembered.size >= MOST_ISSUERS) remembered.clear()
  const said = ask()
  remembered.set(issuer, { said, until: now + BELIEVED_MS })
  said.catch(() => {
    if (remembered.get(issuer)?.said === said) remembered.delete(issuer)
  })
  return said
}

/** The directory as its own discovery describes it; only of an issuer that the operator (still) allows. */
async function configurationOf(directory: Directory, trustId: string): Promise<oidc.Configuration> {
  const { issuer, clientId } = directory
  if (!allowedIssuers().includes(issuer)) throw new Error('the operator does not allow this issuer')
  const server = new URL(issuer)
  const plain = server.protocol === 'http:' && isThisMachine(server.hostname)
  const execute = [oidc.enableNonRepudiationChecks, ...(plain ? [oidc.allowInsecureRequests] : [])]
  const secret = unseal('directory secrets', trustId, directory.secret)
  const metadata = await discovered(issuer, async () => {
    const found = await oidc.discovery(server, clientId, secret, undefined, { execute, timeout: 10 })
    return found.serverMetadata()
  })
  const ways = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const way = ways.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost
  const config = new oidc.Configuration(metadata, clientId, secret, way(secret))
  config.timeout = 10
  for (const one of execute) one(config)
  return config
}
