import { type Dated, type DatedState, standingMark } from '../dated/dated.rules.ts'

/** What a trust's formulary can say of a medicine or a pack of it. */
export const FORMULARY_STATUSES = {
  ON: 'On formulary',
  RESTRICTED: 'Restricted',
  NON_FORMULARY: 'Non-formulary',
  UNLICENSED_APPROVED: 'Unlicensed, approved',
  NOT_PERMITTED: 'Not permitted',
} as const satisfies Record<string, string>

/** What a trust's formulary says of a medicine. */
export type FormularyStatus = keyof typeof FORMULARY_STATUSES

/** All statuses, in the order they are offered. */
export const FORMULARY_CODES = Object.keys(FORMULARY_STATUSES) as [FormularyStatus, ...FormularyStatus[]]

/** Whether the text is one of the statuses. */
export function isFormularyStatus(text: string): text is FormularyStatus {
  return Object.hasOwn(FORMULARY_STATUSES, text)
}

/** The words of a status as a database or file has it; '' where the formulary says nothing. */
export function formularyWords(status: string): string {
  return isFormularyStatus(status) ? FORMULARY_STATUSES[status] : ''
}

/** Where one pack stands: what the formulary says of it, for whom and when where it is restricted, and why. */
export type FormularyStanding = {
  status: FormularyStatus | 'NOT_LISTED'
  criteria: string
  reason: string
}

/** The formulary says nothing of it. */
export const NOT_LISTED: FormularyStanding = { status: 'NOT_LISTED', criteria: '', reason: '' }

/** What is said of a medicine (`amppId` '') or of one pack of it on a day. */
export type SaidOf = FormularyStanding & { vmpId: string; amppId: string }

/** What the formulary says of a pack: what it says of this very pack, else of its medicine. */
export function standingOf(said: readonly SaidOf[], pack: { vmpId: string; amppId: string }): FormularyStanding {
  const ofMedicine = said.filter((one) => one.vmpId === pack.vmpId)
  const found = ofMedicine.find((one) => one.amppId === pack.amppId) ?? ofMedicine.find((one) => one.amppId === '')
  return found ? { status: found.status, criteria: found.criteria, reason: found.reason } : NOT_LISTED
}

/**
 * What the formulary says of a line, in words: "Restricted: microbiology advice", "Non-formulary: one patient on trial";
 * null where there is nothing to say.
 */
export function formularyLine(line: {
  formulary: string
  formularyCriteria: string
  formularyReason: string
}): string | null {
  if (line.formulary === 'ON' || !isFormularyStatus(line.formulary)) return null
  const more = line.formulary === 'RESTRICTED' ? line.formularyCriteria : line.formularyReason
  return more === '' ? formularyWords(line.formulary) : `${formularyWords(line.formulary)}: ${more}`
}

/** Whether the buyer has to say why it is ordered. */
export function asksReason(standing: { status: string }): boolean {
  return standing.status === 'NON_FORMULARY'
}

/** What of these entries stands today or later of a medicine ('') or one pack of it, as a form carries it along. */
export function formularyMark(
  entries: readonly (Dated & { amppId: string; state: DatedState })[],
  amppId: string,
): string {
  return standingMark(entries.filter((one) => one.amppId === amppId && (one.state === 'now' || one.state === 'coming')))
}
