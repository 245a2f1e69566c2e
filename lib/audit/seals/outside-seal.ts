import { z } from 'zod'

/** A seal as it is kept outside the database: a file of the seals' folder, the attachment of a mail. */
export const outsideSeal = z.object({
  what: z.literal('Seal of the audit record'),
  trust: z.object({ id: z.uuid(), odsCode: z.string(), name: z.string() }),
  day: z.iso.date(),
  chains: z.int().min(0),
  events: z.int().min(0),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  seal: z.string().regex(/^[0-9a-f]{64}$/),
})

/** A seal as it is kept outside the database. Codes are hexadecimal. */
export type OutsideSeal = z.infer<typeof outsideSeal>

/** What is kept of a seal, as the text of a file: the same seal is the same text. */
export function outsideText(
  trust: OutsideSeal['trust'],
  {
    day,
    chains,
    events,
    root,
    previousMac,
    mac,
  }: {
    day: string
    chains: number
    events: number
    root: Uint8Array
    previousMac: Uint8Array
    mac: Uint8Array
  },
): string {
  const hex = (code: Uint8Array) => Buffer.from(code).toString('hex')
  const seal: OutsideSeal = {
    what: 'Seal of the audit record',
    trust: { id: trust.id, odsCode: trust.odsCode, name: trust.name },
    ...{ day, chains, events },
    ...{ root: hex(root), previous: hex(previousMac), seal: hex(mac) },
  }
  return `${JSON.stringify(seal, null, 2)}\n`
}

/** Whether two texts are the same seal. A trust that has taken another name since is still the same. */
export function isSameSeal(kept: string, made: string): boolean {
  const [one, other] = [kept, made].map((text) => read(text))
  return one !== null && one?.trust.id === other?.trust.id && one?.day === other?.day && one?.seal === other?.seal
}

function read(text: string): OutsideSeal | null {
  try {
    return outsideSeal.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What the file of a seal is called. */
export function outsideName(odsCode: string, day: string): string {
  return `${odsCode}-${day}.seal.json`
}
