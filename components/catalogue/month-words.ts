import { dateParts, type LocalDate } from '#lib/values/dates.ts'

const SHORT = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const LONG = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A month at the foot of a drawing: "Nov 2026". */
export function monthWords(day: LocalDate): string {
  const { year, month } = dateParts(day)
  return `${SHORT[month - 1] ?? ''} ${year}`
}

/** A month in a table: "November 2026". */
export function monthName(day: LocalDate): string {
  const { year, month } = dateParts(day)
  return `${LONG[month - 1] ?? ''} ${year}`
}
