/**
 * Money, numbers, dates and times as they are read: on screen, in documents and in e-mails.
 * All pure. Instants are shown in Europe/London; dates come as 'YYYY-MM-DD' and are shown as they stand.
 */

import { dateParts, daysBetween, type LocalDate, londonDate, londonTime, weekday } from './dates.ts'
import type { Pence, Price } from './money.ts'
import type { Milli } from './packs.ts'

const MINUS = '−'
const MONTHS = [
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
] as const
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** Digits of a whole number with thousands separators and a real minus: −1,234. */
function wholeDigits(n: number): string {
  return `${n < 0 ? MINUS : ''}${grouped.format(Math.abs(n))}`
}

/** A number of whole things with thousands separators: 1204 gives "1,204". */
export function formatCount(count: number): string {
  return wholeDigits(count)
}

/** A count and what is counted: (1, 'line') gives "1 line", (3, 'line') "3 lines", (2, 'delivery', 'deliveries') "2 deliveries". */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** An amount in whole pence: 123450 gives "£1,234.50", −50 gives "−£0.50". */
export function formatPence(pence: Pence): string {
  const abs = Math.abs(pence)
  return `${pence < 0 ? MINUS : ''}£${grouped.format(Math.floor(abs / 100))}.${String(abs % 100).padStart(2, '0')}`
}

/** A difference in whole pence, always with its sign: "+£768.00", "−£30.80", and "£0.00" for none. */
export function formatPenceDifference(pence: Pence): string {
  return `${pence > 0 ? '+' : ''}${formatPence(pence)}`
}

/**
 * A price in ten-thousandths of a pound: 21000 gives "£2.10", 345 gives "£0.0345".
 * Four decimals only where two would lose something.
 */
export function formatPrice(price: Price): string {
  const abs = Math.abs(price)
  const fraction = String(abs % 10_000).padStart(4, '0')
  const shown = fraction.endsWith('00') ? fraction.slice(0, 2) : fraction
  return `${price < 0 ? MINUS : ''}£${grouped.format(Math.floor(abs / 10_000))}.${shown}`
}

/** A price of one unit (a vial, a tablet), rounded to be read: to the penny from £1 on, below it as exactly as it is kept. */
export function formatUnitPrice(each: Price): string {
  return Math.abs(each) < 10_000 ? formatPrice(each) : formatPrice((Math.round(each / 100) * 100) as Price)
}

/** A difference of prices in ten-thousandths of a pound, always with its sign: "+£0.64". */
export function formatPriceDifference(price: Price): string {
  return `${price > 0 ? '+' : ''}${formatPrice(price)}`
}

/** An amount in whole pence for a headline: "£14.34m" from a million pounds on, else whole pounds: "£240,000". */
export function formatPenceHeadline(pence: Pence): string {
  const abs = Math.abs(pence)
  const sign = pence < 0 ? MINUS : ''
  const pounds = Math.round(abs / 100)
  return pounds >= 1_000_000 ? `${sign}£${(pounds / 1_000_000).toFixed(2)}m` : `${sign}£${grouped.format(pounds)}`
}

/** A share from 0 to 1 as whole per cent; never "0%" or "100%" for what is not quite that. `whole` 0 gives "0%". */
export function formatPercent(part: number, whole: number): string {
  if (whole === 0) return '0%'
  const exact = (part / whole) * 100
  const rounded = Math.round(exact)
  if (rounded === 0 && exact > 0) return 'under 1%'
  if (rounded === 100 && exact < 100) return '99%'
  return `${wholeDigits(rounded)}%`
}

/** A quantity in thousandths of a unit, as many decimals as it needs: 60000 gives "60", 2500 gives "2.5". */
export function formatMilli(thousandths: Milli): string {
  const abs = Math.abs(thousandths)
  const fraction = String(abs % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return `${thousandths < 0 ? MINUS : ''}${grouped.format(Math.floor(abs / 1000))}${fraction === '' ? '' : `.${fraction}`}`
}

/**
 * Days of cover to one decimal, rounded down so that stock never looks longer than it is: 1.58 gives "1.5 days of cover".
 * Null (no usage to reckon with) gives "Not known".
 */
export function formatDaysOfCover(days: number | null): string {
  if (days === null) return 'Not known'
  const tenths = Math.floor(days * 10 + 1e-9)
  const text = `${wholeDigits(Math.trunc(tenths / 10))}.${Math.abs(tenths % 10)}`
  return `${text} ${tenths === 10 ? 'day' : 'days'} of cover`
}

/** Bytes as people say them: "62 KB", "1.4 MB". */
export function formatFileSize(bytes: number): string {
  if (bytes < 1000) return formatCounted(bytes, 'byte')
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** 'YYYY-MM-DD' as "6 August 2026". */
export function formatDate(date: LocalDate): string {
  return `${formatDayMonth(date)} ${dateParts(date).year}`
}

/** 'YYYY-MM-DD' as "6 August": only where the year is plain from what stands around it. */
export function formatDayMonth(date: LocalDate): string {
  const { month, day } = dateParts(date)
  return `${day} ${MONTHS[month - 1] ?? ''}`
}

/** 'YYYY-MM-DD' as "Wednesday 17 June 2026". */
export function formatWeekdayDate(date: LocalDate): string {
  return `${WEEKDAYS[weekday(date) - 1] ?? ''} ${formatDate(date)}`
}

/** A time of day: (17, 30) gives "5:30pm", (13, 0) "1pm", (12, 0) "12 noon", (0, 0) "12 midnight". */
export function formatClock(hour: number, minute: number): string {
  if (minute === 0 && hour === 12) return '12 noon'
  if (minute === 0 && hour === 0) return '12 midnight'
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`
}

/** The time of an instant in London: "5:30pm". */
export function formatTime(instant: Date): string {
  const [hour, minute] = londonTime(instant).split(':')
  return formatClock(Number(hour), Number(minute))
}

/** The London date of an instant: "17 June 2026". */
export function formatDateOf(instant: Date): string {
  return formatDate(londonDate(instant))
}

/** An instant in London: "17 June 2026, 9:44am". */
export function formatDateTime(instant: Date): string {
  return `${formatDateOf(instant)}, ${formatTime(instant)}`
}

/** An instant in London without its year, for timelines: "16 June, 9:12am". */
export function formatDayTime(instant: Date): string {
  return `${formatDayMonth(londonDate(instant))}, ${formatTime(instant)}`
}

/**
 * An instant as one says it at `now`: "9:44am" today, "yesterday, 2:20pm", "tomorrow, 8am", else "16 June, 9:12am",
 * with the year where it is another one. Lower case: the caller starts the sentence.
 */
export function formatWhen(instant: Date, now: Date): string {
  const then = londonDate(instant)
  const today = londonDate(now)
  const days = daysBetween(today, then)
  if (days === 0) return formatTime(instant)
  if (days === -1) return `yesterday, ${formatTime(instant)}`
  if (days === 1) return `tomorrow, ${formatTime(instant)}`
  return then.slice(0, 4) === today.slice(0, 4) ? formatDayTime(instant) : formatDateTime(instant)
}

/** A stretch of time in whole minutes, rounded down: "1 hour 42 minutes", "58 minutes", "2 days 3 hours", "under a minute". */
export function formatDuration(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  if (minutes === 0) return 'under a minute'
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  const parts = [
    days > 0 ? formatCounted(days, 'day') : '',
    hours > 0 ? formatCounted(hours, 'hour') : '',
    days === 0 && rest > 0 ? formatCounted(rest, 'minute') : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** A stretch of time where room is short: "1 h 24 min", "54 min", "2 d 3 h". */
export function formatDurationShort(milliseconds: number): string {
  return formatDuration(milliseconds)
    .replace(/ days?/, ' d')
    .replace(/ hours?/, ' h')
    .replace(/ minutes?/, ' min')
}

/** A list as one says it: "Albion", "Albion and Calder", "Albion, Calder and Wexham". */
export function formatList(items: readonly string[], word: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`
}
