/**
 * Reads a time of day as people type it and as we write it: "2:15pm", "2.15 PM", "9am", "14:15", "12 noon", "midnight".
 * HH:MM on the 24-hour clock; null when it is none. A bare number is none: "9" could be either half of the day.
 */
export function parseTime(text: string): string | null {
  const typed = text.trim().toLowerCase()
  if (/^(12 ?)?noon$/.test(typed)) return '12:00'
  if (/^(12 ?)?midnight$/.test(typed)) return '00:00'
  const match = /^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$/.exec(typed)
  if (!match) return null
  const [, hours = '', minutes, half] = match
  if (half === undefined && minutes === undefined) return null
  const hour = Number(hours)
  if (half === undefined ? hour > 23 : hour < 1 || hour > 12) return null
  if (Number(minutes ?? 0) > 59) return null
  const full = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  return `${full.toString().padStart(2, '0')}:${minutes ?? '00'}`
}
