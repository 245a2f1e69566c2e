/** What somebody can have to do with an order, in the order of its journey. */
export const DUTIES = {
  raise: 'Raised',
  approve: 'Approved',
  receive: 'Received',
} as const

/** A duty of the journey. */
export type Duty = keyof typeof DUTIES

/** Duties in the order of the journey. */
export function inOrder(duties: readonly Duty[]): Duty[] {
  return (Object.keys(DUTIES) as Duty[]).filter((duty) => duties.includes(duty))
}
