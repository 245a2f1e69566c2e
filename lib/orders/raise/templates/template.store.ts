import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { FieldError } from '#lib/action-answer.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Proposal } from '../fill-pad.store.ts'
import { readPaste, whyNoList } from '../paste.rules.ts'
import { type RowTexts, settleRow } from '../row.rules.ts'
import { packsOfRows } from '../rows.store.ts'
import { namesOfPacks, rowSays, visibleTo } from './template.rules.ts'
import { MOST_LINES } from './template.schema.ts'

/** A template as it is kept. */
export type StoredTemplate = NonNullable<Awaited<ReturnType<Tx['template']['findFirst']>>>

/**
 * A template that this person may use and change, locked: their own, or a shared one. NOT_FOUND for any other, also one
 * that was removed; CHANGED_MEANWHILE where it is another version than the one that was seen.
 */
export async function lockTemplate(
  tx: Tx,
  act: Act,
  { templateId, version, removed = false }: { templateId: string; version?: number; removed?: boolean },
): Promise<Result<StoredTemplate>> {
  await tx.$queryRaw`SELECT id FROM template WHERE id = ${templateId}::uuid FOR UPDATE`
  const found = await tx.template.findFirst({
    where: { id: templateId, ...visibleTo(act.actor) },
  })
  if (!found || (found.removedAt !== null) !== removed) return refuse({ code: 'NOT_FOUND', what: 'template' })
  if (version !== undefined && found.version !== version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'template' })
  return ok(found)
}

/** Packs of rows that were typed. Refuses INVALID with every row that names no pack, or no whole packs, and why. */
export async function typedLines(tx: Tx, act: Act, text: string): Promise<Result<Proposal[]>> {
  if (text.trim() === '') return ok([])
  const invalid = (errors: FieldError[]) => refuse({ code: 'INVALID', errors })
  const whole = whyNoList(text)
  if (whole !== null) return invalid([{ field: 'more', message: whole }])
  const read = readPaste(text)
  if (read.kind === 'ask') {
    return invalid([
      { field: 'more', message: 'Give the columns a head, like Product and Packs: several hold numbers' },
    ])
  }
  const rows = read.rows.map((row): RowTexts => ({ ...row, amppId: null, supplierId: null }))
  const found = await packsOfRows(tx, act, rows)
  const lines: Proposal[] = []
  const errors: FieldError[] = []
  for (const [index, row] of rows.entries()) {
    const packs = found(row)
    const settled = settleRow({ ...row, supplierId: 'any' }, packs)
    if (Array.isArray(settled)) errors.push({ field: 'more', message: rowSays(index + 1, settled, row) })
    else lines.push({ ...settled, product: namesOfPacks(packs ?? [], settled.amppId) ?? row.words, note: row.note })
  }
  return errors.length > 0 ? invalid(errors) : ok(lines)
}

/** Writes the lines of a template, numbered from 1. Refuses INVALID where there are none, or too many. */
export async function writeLines(
  tx: Tx,
  act: Act,
  templateId: string,
  lines: readonly Proposal[],
): Promise<Result<undefined>> {
  const { trustId } = act.actor
  const no = (message: string) => refuse({ code: 'INVALID', errors: [{ field: 'more', message }] })
  if (lines.length === 0) return no('Add at least one line')
  if (lines.length > MOST_LINES) return no(`A template holds ${MOST_LINES} lines at most. These are ${lines.length}`)
  await tx.templateLine.deleteMany({ where: { trustId, templateId } })
  await tx.templateLine.createMany({
    data: lines.map(({ amppId, product, packs, note }, index) => {
      return { trustId, templateId, lineNo: index + 1, amppId, product, packs, note }
    }),
  })
  return ok()
}

/** What a template asks for. */
export async function linesOfTemplate(tx: Tx, templateId: string): Promise<(Proposal & { no: number })[]> {
  const lines = await tx.templateLine.findMany({ where: { templateId }, orderBy: { lineNo: 'asc' } })
  return lines.map(({ lineNo, amppId, product, packs, note }) => ({ no: lineNo, amppId, product, packs, note }))
}
