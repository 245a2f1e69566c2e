/** Why a scan did not add a line: nothing or several packs have the code, nobody answered, or nobody is known to sell it. */
export type AsideWhy = 'none' | 'several' | 'unanswered' | 'no_supplier'

/** A scan that waits for a person. */
export type Aside<T> = { id: number; code: string; why: AsideWhy; hit: T | null }

/**
 * Scans in the order they came. A scanner does not wait for answers: each code stands here until it was looked up, and
 * what did not add a line stands aside until a person deals with it. Nothing is lost, nothing runs together. Pure.
 */
export type ScanQueue<T> = { waiting: readonly string[]; aside: readonly Aside<T>[]; last: number }

/** Nothing scanned yet. */
export function emptyQueue<T>(): ScanQueue<T> {
  return { waiting: [], aside: [], last: 0 }
}

/** A scan came in. */
export function scanned<T>(queue: ScanQueue<T>, code: string): ScanQueue<T> {
  return { ...queue, waiting: [...queue.waiting, code] }
}

/** A scan stands aside. */
export function putAside<T>(queue: ScanQueue<T>, aside: Omit<Aside<T>, 'id'>): ScanQueue<T> {
  const id = queue.last + 1
  return { ...queue, aside: [...queue.aside, { ...aside, id }], last: id }
}

/**
 * The oldest scan was looked up: the only pack that has its code is to be added, anything else stands aside. `hits` null:
 * there was no answer.
 */
export function lookedUp<T>(queue: ScanQueue<T>, hits: readonly T[] | null): { queue: ScanQueue<T>; add: T | null } {
  const [code, ...waiting] = queue.waiting
  if (code === undefined) return { queue, add: null }
  const rest = { ...queue, waiting }
  const [only] = hits ?? []
  if (only !== undefined && hits?.length === 1) return { queue: rest, add: only }
  const why = hits === null ? 'unanswered' : hits.length === 0 ? 'none' : 'several'
  return { queue: putAside(rest, { code, why, hit: null }), add: null }
}

/** A person dealt with a scan that stood aside. */
export function dealtWith<T>(queue: ScanQueue<T>, id: number): ScanQueue<T> {
  return { ...queue, aside: queue.aside.filter((one) => one.id !== id) }
}

/** Whether what a scanner typed is a code of a pack: a barcode in any of its forms, or digits as long as one. */
export function isCode(text: string): boolean {
  return /^(?:\]|\(0\d\)|\d{8})/.test(text)
}
