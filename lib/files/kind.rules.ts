import { type Asker, may, mayAny, type Permission } from '#lib/access/permissions.ts'

/** The kinds of file that can be loaded. */
export const LOAD_KINDS = ['packs', 'contracts', 'suppliers', 'stock', 'usage', 'formulary', 'codes', 'lists'] as const

/** A kind of file that can be loaded. */
export type LoadKind = (typeof LOAD_KINDS)[number]

/** What the kinds are called on screen. */
export const LOAD_KIND_NAMES = {
  packs: 'Products',
  contracts: 'Contracts',
  suppliers: 'Suppliers and accounts',
  stock: 'Stock count',
  usage: 'Usage',
  formulary: 'Formulary',
  codes: 'Local codes',
  lists: 'Medicine lists',
} as const satisfies Record<LoadKind, string>

/** What may load a kind of file, and take a load of it back: one of these is enough. */
export const LOAD_PERMISSION = {
  packs: ['catalogue.load'],
  contracts: ['contract.load'],
  suppliers: ['supplier.edit', 'contract.load'],
  stock: ['stock.count'],
  usage: ['stock.count'],
  formulary: ['formulary.edit'],
  codes: ['code.edit'],
  lists: ['catalogue.load', 'formulary.edit'],
} as const satisfies Record<LoadKind, readonly Permission[]>

/** What may say yes to a kind of file that is looked through: contracts are agreed to by a second person. */
export const CONFIRM_PERMISSION = {
  ...LOAD_PERMISSION,
  contracts: ['contract.load', 'contract.approve'],
} as const satisfies Record<LoadKind, readonly Permission[]>

/** Whether the text is a kind of file (database and address at the door). */
export function isLoadKind(text: string): text is LoadKind {
  return (LOAD_KINDS as readonly string[]).includes(text)
}

/** Who may load one kind of file or another: one of these is asked before it is known which. */
export const LOADS: readonly Permission[] = [...new Set(LOAD_KINDS.flatMap((kind) => LOAD_PERMISSION[kind]))]

/** Who may look at files that were loaded: whoever may load a kind at those, and who sees the settings at all. */
export const SEES_LOADS: readonly Permission[] = [...LOADS, 'settings.view']

/** Whether somebody may load files of a kind, and take them back. */
export function mayLoad(who: Asker, kind: LoadKind): boolean {
  return mayAny(who, LOAD_PERMISSION[kind])
}

/** The kinds of file that somebody may load. */
export function kindsToLoad(who: Asker): LoadKind[] {
  return LOAD_KINDS.filter((kind) => mayLoad(who, kind))
}

/** Whether somebody may look at loads of a kind: those they may load; all of them for who sees the settings. */
export function maySee(who: Asker, kind: string): boolean {
  return isLoadKind(kind) && (may(who, 'settings.view') || mayAny(who, CONFIRM_PERMISSION[kind]))
}

/** The kinds of file whose loads somebody may look at. */
export function kindsToSee(who: Asker): LoadKind[] {
  return LOAD_KINDS.filter((kind) => maySee(who, kind))
}
