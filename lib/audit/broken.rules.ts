/** What differs in a row whose code still fits its stored text, or that the text and the code do not fit. */
export type Differs = 'code' | 'trust' | 'chain' | 'seq' | 'id' | 'document' | 'verb' | 'at' | 'actor' | 'key'

/**
 * The first thing found wrong in a trust's record: where, and what. `seq` counts from 1 in its chain; `day` is the day of
 * the seal that tells. The last two are found by the seals that are kept outside the database.
 */
export type Broken =
  | { what: 'row_changed'; chainId: string; seq: number; differs: Differs }
  | { what: 'row_missing' | 'row_out_of_chain'; chainId: string; seq: number }
  | { what: 'head_missing' | 'head_differs'; chainId: string; seq: number }
  | { what: 'sealed_row_missing' | 'sealed_row_differs'; chainId: string; seq: number; day: string }
  | { what: 'seal_changed' | 'seal_missing'; day: string }
  | { what: 'seal_gone' | 'seal_differs_outside'; day: string }

const COLUMNS: Record<Exclude<Differs, 'code'>, string> = {
  trust: 'the trust',
  chain: 'the chain',
  seq: 'the number',
  id: 'the id',
  document: 'the kind of document',
  verb: 'what was done',
  at: 'when it was done',
  actor: 'who did it',
  key: 'the key of the command',
}

/** What is broken, in words; `about` names the document of the chain ("order RZZ-26-000123"), where it is known. */
export function brokenWords(broken: Broken, about: string | null): string {
  const where = 'chainId' in broken ? `Entry ${broken.seq} of ${about ?? 'a chain'} (chain ${broken.chainId})` : ''
  switch (broken.what) {
    case 'row_changed':
      return broken.differs === 'code'
        ? `${where} was changed: its code does not fit its text and the entry before it.`
        : `${where} was changed: its column for ${COLUMNS[broken.differs]} is not what its text says.`
    case 'row_missing':
      return `${where} is missing.`
    case 'row_out_of_chain':
      return `${where} does not follow the entry before it.`
    case 'head_missing':
      return `${where} is the last of a chain that has no head.`
    case 'head_differs':
      return `${where}: the head of the chain is not its last entry.`
    case 'sealed_row_missing':
      return `${where} is missing: the seal of ${broken.day} covers it.`
    case 'sealed_row_differs':
      return `${where} is not the one that the seal of ${broken.day} covers.`
    case 'seal_changed':
      return `The seal of ${broken.day} was changed.`
    case 'seal_missing':
      return `A seal before that of ${broken.day} is missing.`
    case 'seal_gone':
      return `The seal of ${broken.day} is kept outside and is not in the database.`
    case 'seal_differs_outside':
      return `The seal of ${broken.day} is not the one that is kept outside.`
  }
}
