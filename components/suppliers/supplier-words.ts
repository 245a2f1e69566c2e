import { formatClock } from '#lib/values/format.ts'

/** A time of day kept as HH:MM as people say it; "None" where there is none. */
export function timeWords(time: string | null): string {
  if (time === null) return 'None'
  const [hour, minute] = time.split(':')
  return formatClock(Number(hour), Number(minute))
}
