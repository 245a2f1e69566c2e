import { entryId, type Finding, type Item } from '../entry.rules.ts'
import { PART_FORMATS, type PartKind } from '../format.rules.ts'

/** How many entries make a batch. */
const BATCH = 2000

/** How many findings of a part are named; the others are counted. */
const NAMED = 50

/**
 * Gathers what a file says of each concept, as compact JSON: the groups of a file come one after the other, so nothing is
 * whole before its end. Two hundred thousand packs take about a hundred and fifty megabytes.
 */
export class PartEntries {
  readonly kind: PartKind
  readonly named: Finding[] = []
  leftOut = 0
  doubts = 0
  items = 0
  private readonly entries = new Map<string, string[]>()

  constructor(kind: PartKind) {
    this.kind = kind
  }

  /** Takes an item; what cannot be placed is left out and told. */
  take(group: string, item: string, fields: Item): void {
    const { items, hung } = PART_FORMATS[this.kind]
    const own = items[item]
    const element = own ?? hung[item]
    if (element === undefined) {
      this.tell('', `${item.slice(0, 60)} in ${group.slice(0, 60)} is not known and was passed over`)
      return
    }
    this.items += 1
    const found = entryId(this.kind, group, item, element, fields)
    if ('problem' in found) {
      this.leave(String(fields[element] ?? '').slice(0, 18), found.problem)
      return
    }
    const { [element]: key, ...rest } = fields
    const said = JSON.stringify(this.kind === 'lookup' ? { ...rest, CD: key } : rest)
    const there = this.entries.get(found.id)
    if (own !== undefined) {
      if (there) this.leave(found.id, `${item} ${found.id} stands in the file twice`)
      else this.entries.set(found.id, [said])
    } else if (there) there.push(item, said)
    else if (Object.keys(items).length === 0) this.entries.set(found.id, ['{}', item, said])
    else this.leave(found.id, `${item} of ${found.id}, which is not in the file`)
  }

  private leave(id: string, what: string): void {
    this.leftOut += 1
    if (this.named.length < NAMED) this.named.push({ part: this.kind, id, what: `${what}: left out` })
  }

  private tell(id: string, what: string): void {
    this.doubts += 1
    if (this.doubts <= 5) this.named.push({ part: this.kind, id, what })
  }

  /** How many concepts there are. */
  get size(): number {
    return this.entries.size
  }

  /** All ids, as JSON. */
  ids(): string {
    return JSON.stringify([...this.entries.keys()])
  }

  /** The entries in batches, each as a JSON list of { id, body }; they are let go as they are handed out. */
  *batches(): Generator<{ json: string; count: number }> {
    let parts: string[] = []
    for (const [id, [own, ...more]] of this.entries) {
      parts.push(`{"id":${JSON.stringify(id)},"body":${joined(own ?? '{}', more)}}`)
      this.entries.set(id, [])
      if (parts.length === BATCH) {
        yield { json: `[${parts.join()}]`, count: parts.length }
        parts = []
      }
    }
    if (parts.length > 0) yield { json: `[${parts.join()}]`, count: parts.length }
  }
}

/** An item with what hangs on it: pairs of the name of an item and the item, those of one name as one list. */
function joined(own: string, pairs: readonly string[]): string {
  const lists = new Map<string, string[]>()
  for (let at = 0; at < pairs.length; at += 2) {
    const [name = '', said = '{}'] = [pairs[at], pairs[at + 1]]
    const there = lists.get(name)
    if (there) there.push(said)
    else lists.set(name, [said])
  }
  const more = [...lists].map(([name, list]) => `${JSON.stringify(name)}:[${list.join()}]`)
  const inner = own.slice(1, -1)
  return `{${[inner, ...more].filter(Boolean).join()}}`
}
