import { timeWords } from './scope-words.ts'

/** What a notice about a deputy is made of. */
export type DeputyMailFacts = {
  kind: 'deputy_named' | 'deputy_proposed'
  /** Whom it is for, and whether they are the deputy. */
  name: string
  isDeputy: boolean
  trust: string
  person: string
  deputy: string | null
  from: Date
  until: Date
  reason: string
  /** Where the app is reached, without a slash at the end. */
  address: string
}

/** A notice about a deputy in words. It leads to the page where one agrees or ends it; nothing happens by opening it. */
export function deputyMail(facts: DeputyMailFacts): { subject: string; text: string } {
  const { kind, name, isDeputy, trust, person, deputy, from, until, reason, address } = facts
  const when = timeWords({ from, until })
  const time = `from ${when.from} until ${when.until} (${reason})`
  const [subject, says] =
    kind === 'deputy_proposed'
      ? [
          `Your consent is asked: ${deputy ?? 'nobody'} for ${person}`,
          deputy
            ? `It is proposed that ${deputy} decides in the place of ${person} ${time}. It does not hold before you agree.`
            : `It is proposed that ${person} is away ${time}. It does not hold before you agree.`,
        ]
      : isDeputy
        ? [
            `You stand in for ${person}`,
            `You decide in the place of ${person} ${time}. You can give it back at any time.`,
          ]
        : [
            deputy ? `${deputy} stands in for ${person}` : `${person} is away`,
            deputy ? `${deputy} decides in the place of ${person} ${time}.` : `${person} is away ${time}.`,
          ]
  const text = [
    `${name},`,
    '',
    says,
    '',
    'Sign in and look at it:',
    `${address}/settings/deputies`,
    '',
    '-- ',
    `Tincture at ${trust}. Nothing happens by opening the link.`,
    '',
  ].join('\n')
  return { subject, text }
}
