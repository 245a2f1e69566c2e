/** Characters a cell of a workbook can hold at most (Excel's limit). */
const MOST = 32_767

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * Text as it stands in the XML of a workbook: without what XML cannot hold (control characters, half surrogate pairs),
 * no longer than a cell holds, and with whatever reads like Excel's own escape (_x000D_) escaped, so that it stays text.
 */
export function inXml(text: string): string {
  return text
    .slice(0, MOST)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (sign) => (sign === '\t' || sign === '\n' ? sign : ''))
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)
}

/** The letters of a column, from 0: A, B, … Z, AA. */
export function columnName(index: number): string {
  const before = Math.floor(index / 26)
  return `${before > 0 ? columnName(before - 1) : ''}${String.fromCharCode(65 + (index % 26))}`
}
