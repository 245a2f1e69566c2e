/** Lists whose filters stand in their address, and can be kept under a name. */
export const LISTS = {
  orders: { path: '/orders', name: 'Orders' },
  deliveries: { path: '/deliveries', name: 'Deliveries' },
  catalogue: { path: '/catalogue', name: 'Catalogue' },
  suppliers: { path: '/suppliers', name: 'Suppliers' },
  audit: { path: '/audit', name: 'Audit' },
} as const

/** A list that can have saved views. */
export type ListName = keyof typeof LISTS

/** Names of the lists. */
export const LIST_NAMES = Object.keys(LISTS) as [ListName, ...ListName[]]

/** The most letters of what is kept of an address. */
export const LONGEST_QUERY = 1000

/** Parts of an address that say where in a list one is, or what was just done: no part of a view. */
const PASSING = new Set(['after', 'before', 'saved', 'removed', 'undone'])

/** What of an address is the view: filters and order, without the place in the list, always in the same order. */
export function viewQuery(given: string | Readonly<Record<string, unknown>>): string {
  const entries =
    typeof given === 'string'
      ? [...new URLSearchParams(given)]
      : Object.entries(given).flatMap(([name, value]): [string, string][] =>
          typeof value === 'string' ? [[name, value]] : [],
        )
  const kept = entries.filter(([name, value]) => value !== '' && !PASSING.has(name))
  return new URLSearchParams(kept.sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))).toString()
}

/** The address of a view. */
export function viewHref(list: ListName, query: string): string {
  return query === '' ? LISTS[list].path : `${LISTS[list].path}?${query}`
}

/** Whether a text names one of the lists. */
export function isList(text: string): text is ListName {
  return text in LISTS
}
