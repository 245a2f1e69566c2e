import type { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { mayAny, type Permission } from '#lib/access/permissions.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Column, ColumnKind, ListCell } from './column.rules.ts'

/** What is sensitive in a list: its taking is put on the record. */
export type Sensitive = 'prices' | 'people'

/** A filter in force, as the notes of a file say it: "Supplier", "Northgate Pharma". */
export type Filter = readonly [label: string, words: string]

/**
 * A list of the app as a file: one definition of its columns for CSV and XLSX alike, its rows batch by batch by keyset
 * with the filters and sort of an address, and prices as the queries show them to the actor. Every batch is a transaction
 * of its own, so that a long file holds nobody up.
 */
export type ListFile<Address, Row> = {
  title: string
  /** Beginning of the file's name. */
  fileName: string
  /** Any one of them opens it. */
  permission: readonly Permission[]
  sensitive?: readonly Sensitive[]
  /** The address of the list, as its page reads it; parts for paging are passed over. */
  schema: z.ZodType<Address>
  columns: (actor: Actor) => readonly Column<Row>[]
  /** Whether the record is there that the list is of; unless said otherwise it is of none. */
  found?: (actor: Actor, now: Date, address: Address) => Promise<boolean>
  filters?: (actor: Actor, now: Date, address: Address) => Promise<readonly Filter[]> | readonly Filter[]
  /** About how many rows it will have, where that is cheaper to tell than to read them: for lists that grow for ever. */
  expected?: (asking: { actor: Actor; now: Date }, address: Address) => Promise<number | null>
  rows: (asking: { actor: Actor; now: Date }, address: Address) => AsyncIterable<readonly Row[]>
}

/** A list opened for somebody: heads, cells batch by batch, and what its notes say of filters. */
export type OpenedList = {
  heads: readonly { title: string; kind: ColumnKind }[]
  batches: AsyncIterable<readonly (readonly ListCell[])[]>
  filters: readonly Filter[]
  /** About how many rows it will have; null where nobody can tell before. */
  expected: () => Promise<number | null>
}

/** A list without the types of its address and rows: what the doors and the worker use. */
export type AnyList = {
  title: string
  fileName: string
  permission: readonly Permission[]
  sensitive: readonly Sensitive[]
  /** What its columns are called for somebody. */
  columns: (actor: Actor) => readonly { title: string; kind: ColumnKind }[]
  /** Opens it at an address; NOT_ALLOWED by permission, INVALID where a part of the address is none, NOT_FOUND where the record is not there. */
  open: (actor: Actor, now: Date, query: Readonly<Record<string, unknown>>) => Promise<Result<OpenedList>>
}

/** A list for the register of lists. */
export function listFile<Address, Row>(list: ListFile<Address, Row>): AnyList {
  const { title, fileName, permission, sensitive = [] } = list
  const heads = (columns: readonly Column<Row>[]) => columns.map((one) => ({ title: one.title, kind: one.kind }))
  return {
    ...{ title, fileName, permission, sensitive },
    columns: (actor) => heads(list.columns(actor)),
    async open(actor, now, query) {
      if (!mayAny(actor, permission)) return refuse({ code: 'NOT_ALLOWED', permission: permission[0] ?? '' })
      const parsed = list.schema.safeParse(query)
      if (!parsed.success) {
        const errors = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }))
        return refuse({ code: 'INVALID', errors })
      }
      if (list.found && !(await list.found(actor, now, parsed.data))) return refuse({ code: 'NOT_FOUND', what: 'list' })
      const columns = list.columns(actor)
      return ok({
        heads: heads(columns),
        batches: cells(columns, list.rows({ actor, now }, parsed.data)),
        filters: (await list.filters?.(actor, now, parsed.data)) ?? [],
        expected: async () => (await list.expected?.({ actor, now }, parsed.data)) ?? null,
      })
    },
  }
}

async function* cells<Row>(
  columns: readonly Column<Row>[],
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<readonly (readonly ListCell[])[]> {
  for await (const batch of batches) yield batch.map((row) => columns.map((column) => column.cell(row)))
}

/** The rows of a list that is read page by page: `read` is given the cursor of the page before, until there is none. */
export async function* paged<Row, Cursor>(
  read: (after: Cursor | undefined) => Promise<{ rows: readonly Row[]; after: Cursor | null }>,
): AsyncGenerator<readonly Row[]> {
  let after: Cursor | undefined
  for (;;) {
    const page = await read(after)
    yield page.rows
    if (page.after === null) return
    after = page.after
  }
}

/** The rows of a list that is short by nature, read at once. */
export async function* atOnce<Row>(read: () => Promise<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  yield await read()
}
