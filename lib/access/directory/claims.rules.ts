/** The claims that may hold who somebody is: OpenID Connect’s own, Entra ID’s, NHS CIS2’s. Each stays with one person. */
export const ID_CLAIMS = ['sub', 'oid', 'nhsid_useruid'] as const
/** One of them. */
export type IdClaim = (typeof ID_CLAIMS)[number]
/** What each is called on screen. */
export const ID_CLAIM_NAMES = {
  sub: 'sub: any directory',
  oid: 'oid: Entra ID',
  nhsid_useruid: 'nhsid_useruid: NHS CIS2',
} as const satisfies Record<IdClaim, string>

/** The claims that may hold an e-mail address, which is shown and nothing more. */
export const EMAIL_CLAIMS = ['email', 'preferred_username', 'upn'] as const
/** One of them. */
export type EmailClaim = (typeof EMAIL_CLAIMS)[number]

/** What a directory said of somebody, as far as it is used. `verified`: it says that it has checked the address. */
export type DirectoryPerson = { subject: string; name: string; email: string; verified: boolean }

/**
 * Who somebody is by the claims of their directory; null when the claim that says so is missing. Nothing of a role or a
 * group is read: a directory says who somebody is, a trust’s administrator what they may.
 */
export function personIn(
  claims: Readonly<Record<string, unknown>>,
  { idClaim, emailClaim }: { idClaim: IdClaim; emailClaim: EmailClaim },
): DirectoryPerson | null {
  const subject = claims[idClaim]
  if (typeof subject !== 'string' || subject.length === 0 || subject.length > 255) return null
  const email = shortText(claims[emailClaim]).toLowerCase()
  return {
    subject,
    email,
    name: shortText(claims.name) || [claims.given_name, claims.family_name].map(shortText).join(' ').trim(),
    verified: emailClaim === 'email' && email !== '' && claims.email_verified === true,
  }
}

function shortText(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/\p{C}/gu, '').trim().slice(0, 200) : ''
}

/** The domain of an e-mail address, in lower case; null when it is none. */
export function domainOf(email: string): string | null {
  return /^[^@\s]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(email.trim())?.[1]?.toLowerCase() ?? null
}
