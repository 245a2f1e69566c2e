import { NEW_SHOWN, type NewRowOf } from '#lib/files/new-row.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import { codeFromName, nameKey } from '../identity.rules.ts'
import { needsSecondPerson } from '../order-address.rules.ts'
import type { Account } from '../supplier.rules.ts'
import { CHANNELS, SUPPLIER_KINDS, type SupplierKind } from '../supplier.schema.ts'
import type { LoadedSupplier } from './supplier-file.rules.ts'

/** A supplier that is there, with how this trust trades with it. `own`: kept by who loads, so that its particulars may change. */
export type StandingSupplier = {
  id: string
  own: boolean
  name: string
  code: string
  kind: SupplierKind
  dmdId: string | null
  gln: string | null
  endpointScheme: string | null
  endpointId: string | null
  address: string[]
  account: Account | null
  /** The address that waits for a second person to agree that orders go there. */
  waiting: string | null
}

/** What a supplier is, as it is written. */
export type Particulars = Omit<StandingSupplier, 'id' | 'own' | 'account' | 'waiting'>

/** What loading would write. Suppliers that are made have a placeholder for their id. */
export type SupplierPlan = {
  made: (Particulars & { id: string })[]
  changed: (Particulars & { id: string })[]
  accounts: { supplierId: string; account: Account; opened: boolean }[]
  counts: { added: number; changed: number; unchanged: number }
  /** The first of the suppliers that are made, and of the accounts that are opened. */
  newRows: NewRowOf<'suppliers'>[]
  problems: Problem[]
  warnings: Problem[]
}

/**
 * Holds the rows of a supplier file against what is there: found by code, else by name; made where neither is known.
 * An empty cell says nothing, so what stands stays. What the hub keeps stays as the hub has it. `trades`: whether who
 * loads keeps accounts, which a hub does not.
 */
export function planSupplierFile(
  rows: readonly LoadedSupplier[],
  there: readonly StandingSupplier[],
  trades: boolean,
): SupplierPlan {
  const plan: SupplierPlan = {
    ...{ made: [], changed: [], accounts: [], problems: [], warnings: [], newRows: [] },
    counts: { added: 0, changed: 0, unchanged: 0 },
  }
  const byCode = new Map(there.toReversed().map((one) => [nameKey(one.code), one]))
  const byName = new Map(there.toReversed().map((one) => [nameKey(one.name), one]))
  const seen = new Map<string, number>()
  for (const row of rows) {
    const complain = (column: string, cell: string, problem: string) =>
      plan.problems.push({ row: row.row, column, cell: shortened(cell), problem })
    const coded = row.code === '' ? undefined : byCode.get(nameKey(row.code))
    const named = byName.get(nameKey(row.name))
    if (coded && named && coded.id !== named.id) {
      complain(
        'supplier_code',
        row.code,
        `The code ${row.code} belongs to ${coded.name} here, and ${named.name} has the code ${named.code}. One of the two is wrong.`,
      )
      continue
    }
    if (row.account && !trades) {
      complain(
        'channel',
        row.account.channel,
        'A hub keeps no accounts with suppliers. Leave the columns of the account empty.',
      )
      continue
    }
    const stands = coded ?? named
    const id = stands?.id ?? `new ${nameKey(row.name)}`
    const twin = seen.get(id)
    if (twin !== undefined) {
      complain('supplier_name', row.name, `Row ${twin} is about the same supplier. Take one of the two out.`)
      continue
    }
    seen.set(id, row.row)
    planRow(plan, row, stands, id, (code) => byCode.has(nameKey(code)))
    if (!stands) {
      const made = plan.made.at(-1)
      if (made) byCode.set(nameKey(made.code), { ...made, own: true, account: null, waiting: null })
    }
  }
  return plan
}

function planRow(
  plan: SupplierPlan,
  row: LoadedSupplier,
  stands: StandingSupplier | undefined,
  id: string,
  taken: (code: string) => boolean,
): void {
  const wanted: Particulars = {
    name: asItStands(row.name, stands?.name),
    code: asItStands(row.code, stands?.code) || codeFromName(row.name, taken),
    kind: row.kind ?? stands?.kind ?? 'manufacturer',
    dmdId: row.dmdId ?? stands?.dmdId ?? null,
    gln: row.gln ?? stands?.gln ?? null,
    endpointScheme: row.endpointScheme ?? stands?.endpointScheme ?? null,
    endpointId: row.endpointId ?? stands?.endpointId ?? null,
    address: row.address ?? stands?.address ?? [],
  }
  const other = stands !== undefined && !sameParticulars(wanted, stands)
  if (other && !stands.own) {
    const problem = `Your hub keeps ${stands.name} and has it otherwise. Its particulars stay as they are; only your account is loaded.`
    plan.warnings.push({ row: row.row, column: 'supplier_name', cell: shortened(row.name), problem })
  }
  const rewritten = other && stands.own
  const account = row.account && !sameAccount(row.account, asAsked(stands)) ? row.account : null
  if (account?.orderEmail && needsSecondPerson(stands?.account ?? null, account)) {
    const problem = `Orders go to ${account.orderEmail} once somebody else has agreed to it; until then as they go now.`
    plan.warnings.push({ row: row.row, column: 'order_email', cell: shortened(account.orderEmail), problem })
  }
  if (!stands) plan.made.push({ ...wanted, id })
  if (rewritten) plan.changed.push({ ...wanted, id })
  if (account) plan.accounts.push({ supplierId: id, account, opened: !stands?.account })
  if (!stands || (account && !stands.account)) {
    plan.counts.added += 1
    if (plan.newRows.length < NEW_SHOWN) plan.newRows.push(newRow(row.row, wanted, !stands, account))
  } else if (rewritten || account) plan.counts.changed += 1
  else plan.counts.unchanged += 1
}

function newRow(
  row: number,
  { name, code, kind }: Particulars,
  made: boolean,
  account: Account | null,
): NewRowOf<'suppliers'> {
  const opened = account ? `orders by ${CHANNELS[account.channel].toLowerCase()}` : 'no account'
  return {
    of: 'suppliers',
    row,
    name,
    code,
    what: made ? `${SUPPLIER_KINDS[kind]}, ${opened}` : `New account, ${opened}`,
  }
}

/** The account as it will stand once what waits was agreed to: a file that says so again changes nothing. */
function asAsked(stands: StandingSupplier | undefined): Account | null {
  if (!stands?.account) return null
  return stands.waiting === null ? stands.account : { ...stands.account, channel: 'email', orderEmail: stands.waiting }
}

/** What stands, where the file says the same in another case, or nothing. */
function asItStands(text: string, stands = ''): string {
  return text === '' || nameKey(text) === nameKey(stands) ? stands : text
}

function sameParticulars(a: Particulars, b: Particulars): boolean {
  const keys = ['name', 'code', 'kind', 'dmdId', 'gln', 'endpointScheme', 'endpointId'] as const
  return keys.every((key) => a[key] === b[key]) && a.address.join('\n') === b.address.join('\n')
}

function sameAccount(a: Account, b: Account | null): boolean {
  return b !== null && (Object.keys(a) as (keyof Account)[]).every((key) => a[key] === b[key])
}
