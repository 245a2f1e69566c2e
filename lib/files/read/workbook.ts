import { Unreadable } from './batch.ts'
import { builtInKind, kindOfFormat, type NumberKind } from './excel-cell.rules.ts'
import { readAllXml } from './xml-events.ts'
import type { Zip } from './zip.ts'

/** What a workbook says of itself: its sheets in order, how its numbers are shown, from when its days count. */
export type Workbook = {
  sheets: { name: string; part: string; hidden: boolean }[]
  since1904: boolean
  /** By style, as cells name it. */
  kinds: NumberKind[]
  texts: string[]
}

const BOOK = 'xl/workbook.xml'
const MOST_TEXT = 50_000_000
const NO_WORKBOOK =
  'This is a packed file, but no Excel workbook (.xlsx). Open it and save it as “Excel workbook (.xlsx)”.'

/** Reads everything of a workbook but its sheets. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  if (zip.has('xl/workbook.bin')) {
    throw new Unreadable('This is a binary workbook (.xlsb). Open it and save it as “Excel workbook (.xlsx)”.')
  }
  if (!zip.has(BOOK)) throw new Unreadable(NO_WORKBOOK)
  const targets = await relations(zip)
  const sheets: Workbook['sheets'] = []
  let since1904 = false
  await readAllXml(zip.bytes(BOOK), {
    open: (name, given) => {
      if (name === 'workbookPr') since1904 = given.date1904 === '1' || given.date1904 === 'true'
      if (name !== 'sheet') return
      const id = Object.entries(given).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const part = targets.get(id)
      const hidden = given.state === 'hidden' || given.state === 'veryHidden'
      if (part && zip.has(part)) sheets.push({ name: given.name ?? '', part, hidden })
    },
  })
  if (sheets.length === 0)
    throw new Unreadable('The workbook holds no sheet with cells. Save the list as a sheet of its own.')
  return { sheets, since1904, kinds: await numberKinds(zip), texts: await sharedTexts(zip) }
}

async function relations(zip: Zip): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  const part = 'xl/_rels/workbook.xml.rels'
  if (!zip.has(part)) throw new Unreadable(NO_WORKBOOK)
  await readAllXml(zip.bytes(part), {
    open: (name, { Id, Target, TargetMode }) => {
      if (name !== 'Relationship' || !Id || !Target || TargetMode === 'External') return
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`)
    },
  })
  return targets
}

async function numberKinds(zip: Zip): Promise<NumberKind[]> {
  const part = 'xl/styles.xml'
  if (!zip.has(part)) return []
  const spelled = new Map<number, NumberKind>()
  const kinds: NumberKind[] = []
  let inCells = false
  await readAllXml(zip.bytes(part), {
    open: (name, given) => {
      if (name === 'numFmt') spelled.set(Number(given.numFmtId), kindOfFormat(given.formatCode ?? ''))
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const id = Number(given.numFmtId ?? 0)
      kinds.push(spelled.get(id) ?? builtInKind(id))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return kinds
}

/** Texts that cells share; how to pronounce them (rPh) is left out. */
async function sharedTexts(zip: Zip): Promise<string[]> {
  const part = 'xl/sharedStrings.xml'
  if (!zip.has(part)) return []
  const texts: string[] = []
  let [text, size, aside, within] = ['', 0, 0, false]
  await readAllXml(zip.bytes(part), {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') aside += 1
      else if (name === 't') within = aside === 0
    },
    text: (piece) => {
      if (within) text += piece
    },
    close: (name) => {
      if (name === 't') within = false
      else if (name === 'rPh') aside -= 1
      if (name !== 'si') return
      size += text.length
      if (size > MOST_TEXT) throw new Unreadable('The workbook holds more text than a list ever has. Split it.')
      texts.push(text)
    },
  })
  return texts
}
