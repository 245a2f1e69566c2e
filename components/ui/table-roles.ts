/**
 * Table roles said aloud. On a phone a table's parts are shown as blocks, and some browsers then forget that it is a table.
 */
export const TABLE = { role: 'table' } as const
export const ROW_GROUP = { role: 'rowgroup' } as const
export const ROW = { role: 'row' } as const
export const COLUMN_HEAD = { role: 'columnheader' } as const
export const ROW_HEAD = { role: 'rowheader' } as const
export const CELL = { role: 'cell' } as const
