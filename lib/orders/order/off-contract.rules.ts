/**
 * Why a line is bought beside the contract that exists for it: reporting and claims rest on these codes. The list is
 * closed; the names are what buyers call the reasons.
 */
export const OFF_CONTRACT_REASONS = {
  CONTRACT_OUT_OF_STOCK: 'Contract item out of stock: claim the difference',
  SHORT_DATED: 'Contract item short-dated only',
  RECALL: 'Contract item recalled',
  CLINICAL: 'Clinical need or same brand must continue',
  PRESENTATION: 'Licensed presentation not suitable',
  EMERGENCY: 'Emergency out of hours',
  MINIMUM_ORDER: 'Minimum order or carriage makes the contract dearer',
  CHEAPER: 'Cheaper than the contract',
  ALLOCATION: 'Contract item on allocation',
  WARD: 'For one ward only',
  TRIAL: 'Training or clinical trial',
  DATA_ERROR: 'The contract data is wrong',
} as const satisfies Record<string, string>

/** A reason for buying off contract. */
export type OffContractReason = keyof typeof OFF_CONTRACT_REASONS

/** All codes, in the order they are offered. */
export const OFF_CONTRACT_CODES = Object.keys(OFF_CONTRACT_REASONS) as [OffContractReason, ...OffContractReason[]]

/** Whether the text is one of the codes. */
export function isOffContractReason(text: string): text is OffContractReason {
  return (OFF_CONTRACT_CODES as readonly string[]).includes(text)
}

/** The words of a code read from the database or the record; the code itself where it is none of ours. */
export function offContractWords(code: string): string {
  return isOffContractReason(code) ? OFF_CONTRACT_REASONS[code] : code
}
