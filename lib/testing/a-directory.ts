import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** Somebody of the directory, by their login there. */
export type DirectoryAccount = { email?: string; email_verified?: boolean; name?: string }

/** A real OpenID provider on this machine, as a trust's own directory. */
export type TestDirectory = {
  issuer: string
  clientId: string
  clientSecret: string
  accounts: Map<string, DirectoryAccount>
  /** Signs in there as a browser would, from the address it was sent to; gives what comes back with it. */
  signInThere(url: string, login: string): Promise<URL>
  stop(): Promise<void>
}

/** Starts one; `returnTo` are the addresses that it sends people back to. */
export async function aDirectory(returnTo: readonly string[], port = 0): Promise<TestDirectory> {
  const accounts = new Map<string, DirectoryAccount>()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const client = { clientId: 'tincture', clientSecret: 'the secret of the directory' }
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [...returnTo] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    cookies: { keys: ['only for tests'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client?.clientId,
        accountId: context.oidc.session?.accountId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  server.on('request', provider.callback())
  return {
    issuer,
    ...client,
    accounts,
    signInThere: (url, login) => walk(url, login, issuer),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Follows redirects with cookies, and fills in the provider's form where it asks who it is. */
async function walk(start: string, login: string, issuer: string): Promise<URL> {
  const jar = new Map<string, string>()
  let url = new URL(start)
  let body: string | undefined
  for (let step = 0; step < 12; step += 1) {
    if (url.origin !== issuer) return url
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }
    const answer = await fetch(url, { method: body ? 'POST' : 'GET', redirect: 'manual', headers, body })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const to = answer.headers.get('location')
    body = to ? undefined : new URLSearchParams({ prompt: 'login', login, password: 'any' }).toString()
    if (!to && answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
    const form = to ? null : /action="([^"]+)"/.exec(await answer.text())?.[1]
    url = new URL(to ?? form ?? url.href, url)
  }
  throw new Error('the directory leads nowhere')
}
