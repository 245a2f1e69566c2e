/**
 * The issuers that an operator allows, one after the other with commas between: addresses by https, and by http on this
 * very machine only. Anything else is a mistake that is said at the start, not passed over.
 * @throws Error naming what is wrong
 */
export function issuersOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      if (!isFitIssuer(one)) throw new Error(`${one} is no address by https`)
      return one
    })
}

/** Whether this can be an issuer: https, or http on this machine; no user, query or fragment in it (OpenID Connect Discovery, 4). */
export function isFitIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname))
}

/** Whether a host name is this machine's own. */
export function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
