/** Millimetres. */
type Sheet = {
  name: string
  page: readonly [width: number, height: number]
  label: readonly [width: number, height: number]
  columns: number
  rows: number
  /** Of the first label. */
  left: number
  top: number
  /** From one label to the next. */
  across: number
  down: number
}

/** What labels are printed on: common label sheets and rolls, by their sizes. */
export const LABEL_STOCKS = {
  'a4-21': {
    name: 'A4 sheet, 21 labels of 63.5 × 38.1 mm',
    page: [210, 297],
    label: [63.5, 38.1],
    columns: 3,
    rows: 7,
    left: 7.2,
    top: 15.15,
    across: 66.04,
    down: 38.1,
  },
  'a4-24': {
    name: 'A4 sheet, 24 labels of 70 × 37 mm',
    page: [210, 297],
    label: [70, 37],
    columns: 3,
    rows: 8,
    left: 0,
    top: 0.5,
    across: 70,
    down: 37,
  },
  'roll-62x29': {
    name: 'Label printer, roll of 62 × 29 mm',
    page: [62, 29],
    label: [62, 29],
    columns: 1,
    rows: 1,
    left: 0,
    top: 0,
    across: 62,
    down: 29,
  },
} as const satisfies Record<string, Sheet>

/** A kind of label sheet or roll. */
export type LabelStock = keyof typeof LABEL_STOCKS

/** All kinds. */
export const STOCK_IDS = Object.keys(LABEL_STOCKS) as [LabelStock, ...LabelStock[]]

/** Labels on one page. */
export function labelsAPage(stock: LabelStock): number {
  const { columns, rows } = LABEL_STOCKS[stock]
  return columns * rows
}

/** Where the n-th label stands (from 0, across first): its page, and its left upper corner in millimetres. */
export function placeOf(stock: LabelStock, n: number): { page: number; left: number; top: number } {
  const sheet = LABEL_STOCKS[stock]
  const onPage = n % labelsAPage(stock)
  return {
    page: Math.floor(n / labelsAPage(stock)),
    left: sheet.left + (onPage % sheet.columns) * sheet.across,
    top: sheet.top + Math.floor(onPage / sheet.columns) * sheet.down,
  }
}
