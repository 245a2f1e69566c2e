/** What a number's format makes of it: a day, a time of day, or nothing but a number. */
export type NumberKind = 'number' | 'date' | 'time'

/** Formats that Excel does not spell out (ECMA-376, 18.8.30, and those of East Asian editions). */
export function builtInKind(formatId: number): NumberKind {
  if ((formatId >= 14 && formatId <= 17) || formatId === 22) return 'date'
  if ((formatId >= 27 && formatId <= 31) || formatId === 36 || (formatId >= 50 && formatId <= 54)) return 'date'
  if (formatId === 57 || formatId === 58) return 'date'
  return (formatId >= 18 && formatId <= 21) || (formatId >= 45 && formatId <= 47) ? 'time' : 'number'
}

/** What a format that is spelled out makes of a number: "dd/mm/yyyy" a day, "h:mm" a time, "£#,##0.00" a number. */
export function kindOfFormat(code: string): NumberKind {
  const bare = (code.split(';')[0] ?? '')
    .replace(/\\./g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/\[(?!h|m|s)[^\]]*\]/gi, '')
    .replace(/[_*]./g, '')
    .toLowerCase()
  if (/general|@/.test(bare) || /[0#?]/.test(bare.replace(/s\.0+|\.0+/g, ''))) return 'number'
  if (/[dy]/.test(bare)) return 'date'
  if (/[hs]/.test(bare)) return 'time'
  return /m/.test(bare) ? 'date' : 'number'
}

/**
 * A number as a spreadsheet shows it: fifteen digits, no more. A whole number of sixteen digits or more has lost its last
 * ones, so it comes in the short form ("4.744711e+15") that readers of ids know for what it is.
 */
export function numberText(raw: string): string | null {
  if (/^-?\d{1,15}$/.test(raw)) return raw
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return null
  if (Math.abs(value) >= 1e15) return value.toExponential()
  return String(Number(value.toPrecision(15)))
}

const DAY_MS = 86_400_000
const BASE_1900 = Date.UTC(1899, 11, 30)
const BASE_1904 = Date.UTC(1904, 0, 1)
const MINUTES = 1440

/**
 * A day (with its time, where it has any) from Excel's number: "2026-06-01", "2026-06-01 13:30". Excel's first system
 * counts a 29 February 1900 that never was; null for it, and for days before 1900 and after 2199.
 */
export function dayText(raw: string, since1904: boolean): string | null {
  const serial = Number(raw)
  if (!Number.isFinite(serial) || serial < 0) return null
  let [day, minute] = [Math.floor(serial), Math.round((serial - Math.floor(serial)) * MINUTES)]
  if (minute === MINUTES) [day, minute] = [day + 1, 0]
  if (!since1904 && day === 60) return null
  if (!since1904 && day === 0) return clock(minute)
  const base = since1904 ? BASE_1904 : day < 60 ? BASE_1900 + DAY_MS : BASE_1900
  const at = base + day * DAY_MS
  if (at < Date.UTC(1900, 0, 1) || at > Date.UTC(2199, 11, 31)) return null
  const text = new Date(at).toISOString().slice(0, 10)
  return minute === 0 ? text : `${text} ${clock(minute)}`
}

/** A time of day from Excel's part of a day: "13:30". */
export function timeText(raw: string): string | null {
  const part = Number(raw)
  return Number.isFinite(part) && part >= 0 ? clock(Math.round((part % 1) * MINUTES) % MINUTES) : null
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** A cell's place from its address: "AB12" is column 27, row 12. Null for anything else. */
export function addressOf(text: string): { column: number; row: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(text)
  if (!match) return null
  const column = [...(match[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { column, row: Number(match[2]) }
}
