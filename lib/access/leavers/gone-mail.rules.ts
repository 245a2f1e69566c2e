import { ROLE_NAMES, type Role } from '#lib/access/roles.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatDate, formatList } from '#lib/values/format.ts'

/** What a mail about somebody who was taken away is made of. */
export type GoneFacts = {
  kind: 'left' | 'leaves' | 'lost'
  /** Who is told. */
  name: string
  /** Whom it is about; null where that is who is told. */
  person: string | null
  by: string
  roles: readonly Role[]
  /** The first day on which they can no longer sign in, of `leaves`. */
  from: LocalDate | null
  trust: string
  /** The person's page. */
  link: string
}

/** Tells an administrator or approver that one administrator took another one of them away. */
export function goneMail({ kind, name, person, by, roles, from, trust, link }: GoneFacts): {
  subject: string
  text: string
} {
  const held = formatList(roles.map((role) => ROLE_NAMES[role]))
  const [who, you] = person === null ? ['You', true] : [person, false]
  const day = from ? `, and cannot sign in from ${formatDate(from)} on` : ''
  const [subject, says] = {
    left: [`${who} can no longer sign in`, `${by} said that ${who} (${held}) has left ${trust}.`],
    leaves: [
      you ? 'You are said to leave' : `${who} is to leave`,
      `${by} said that ${you ? 'you leave' : `${who} (${held}) leaves`} ${trust}${day}.`,
    ],
    lost: [
      you ? 'A role was taken from you' : `${who} lost a role`,
      `${by} took this from ${you ? 'you' : who} at ${trust}: ${held}.`,
    ],
  }[kind]
  const text = [
    `${name},`,
    '',
    `${says} Nobody else was asked.`,
    '',
    'If you know of a reason why that is wrong, tell an administrator or your auditor today.',
    '',
    link,
    '',
    '-- ',
    `Tincture at ${trust}. Nothing happens by opening the link.`,
    '',
  ].join('\n')
  return { subject: subject ?? '', text }
}
