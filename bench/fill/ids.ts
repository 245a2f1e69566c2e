let ms = -1
let stem = ''
let count = 0

/** Several programs that make ids at once each take a number of their own (1 to 200). */
export function idsOfProgram(number: number): void {
  count = number * 2 ** 40
}

/** An id as the app makes them (UUID version 7) for something that happened at an instant: quick, and never twice. */
export function idAt(at: number): string {
  if (at !== ms) {
    ms = at
    const hex = at.toString(16).padStart(12, '0')
    stem = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
  }
  count += 1
  // the running number ends the id; what stands before it is spread, so that the id looks like any other
  const low = (count % 4096).toString(16).padStart(3, '0')
  const spread = Math.imul(count % 2 ** 32, 0x9e3779b1) >>> 0
  const middle = ((spread & 0x3fff) | 0x8000).toString(16)
  return `${stem}${low}-${middle}-${count.toString(16).padStart(12, '0')}`
}
