/** What a mail about a correction is made of. Neither names the new address: who reads the old one need not know it. */
export type CorrectedFacts = {
  kind: 'name' | 'email'
  name: string
  trust: string
  /** Where the app is reached, without a slash at the end. */
  address: string
}

/** Tells somebody that an administrator corrected their name or the address they sign in with. */
export function correctedMail({ kind, name, trust, address }: CorrectedFacts): { subject: string; text: string } {
  const [subject, says] =
    kind === 'name'
      ? ['Your name was corrected', `An administrator of ${trust} corrected your name. It is now: ${name}.`]
      : [
          'You sign in with another e-mail address',
          `From now on you sign in to Tincture at ${trust} with another e-mail address, and what it tells you goes there. You were signed out everywhere; your password is the same. This goes to both addresses.`,
        ]
  const text = [
    `${name},`,
    '',
    says,
    '',
    'If you did not ask for it, tell an administrator of your trust at once.',
    '',
    `${address}/sign-in`,
    '',
    '-- ',
    `Tincture at ${trust}. Nothing happens by opening the link.`,
    '',
  ].join('\n')
  return { subject, text }
}
