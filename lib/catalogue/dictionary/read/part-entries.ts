import { entryId, type Finding, type Item } from '../entry.rules.ts'
import { PART_FORMATS, type PartKind } from '../format.rules.ts'
import { Ints, KeptBytes } from './kept-bytes.ts'

/** How many entries make a batch. */
const BATCH = 4000

/** How many findings of a part are named; the others are counted. */
const NAMED = 50

/** Between the fields of a row, and between rows: characters that XML has not. */
export const FIELD = '\u001f'
export const ROW = '\u001e'

const NONE = -1
const OWN = 0
const [SAME, GIVEN] = [1, 2]

/** Entries as the database takes them: rows of id, hash and body, in UTF-8. */
export type EntryBatch = { rows: Uint8Array; count: number }

/**
 * Gathers what a file says of each concept, as bytes of JSON: the groups of a file come one after the other, so nothing is
 * whole before its end. Two hundred thousand packs take about a hundred and twenty megabytes.
 */
export class PartEntries {
  readonly kind: PartKind
  readonly named: Finding[] = []
  leftOut = 0
  doubts = 0
  items = 0
  private readonly numbers = new Map<string, number>()
  private readonly said = new KeptBytes() // of each item its elements
  private readonly name = new Ints() // of each item what it is called, by its number in `names`
  private readonly next = new Ints() // of each item the next one of its entry
  private readonly first = new Ints() // of each entry its first item and its last
  private readonly last = new Ints()
  private readonly one = new Ints() // of each entry the halves of its hash
  private readonly two = new Ints()
  private readonly mark = new Ints()
  private readonly names = ['']
  private readonly lanes = new Int32Array(2)

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
    const number = this.numbers.get(found.id)
    if (own !== undefined) {
      if (number !== undefined) this.leave(found.id, `${item} ${found.id} stands in the file twice`)
      else this.begin(found.id, OWN, this.inner(fields, element))
    } else if (number !== undefined) this.add(number, this.nameOf(item), this.inner(fields, element))
    else if (Object.keys(items).length === 0) this.begin(found.id, this.nameOf(item), this.inner(fields, element))
    else this.leave(found.id, `${item} of ${found.id}, which is not in the file`)
  }

  /** The elements of an item as JSON, without the braces; without the id, which the entry has, but of a lookup. */
  private inner(fields: Item, id: string): string {
    let text = ''
    for (const name in fields) {
      if (name === id && this.kind !== 'lookup') continue
      const value = fields[name] ?? ''
      text += `${text === '' ? '' : ','}"${name}":${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}`
    }
    return text
  }

  private begin(id: string, name: number, inner: string): void {
    const flat = Buffer.from(id).toString() // not cut from what was read, which would stay with it
    const number = this.first.push(NONE)
    this.last.push(NONE)
    this.one.push(0x2545f491)
    this.two.push(0x4f6cdd1d)
    this.mark.push(0)
    this.numbers.set(flat, number)
    this.add(number, name, inner)
  }

  private add(number: number, name: number, inner: string): void {
    const place = this.said.put(inner)
    this.name.push(name)
    this.next.push(NONE)
    const last = this.last.at(number)
    if (last === NONE) this.first.set(number, place)
    else this.next.set(last, place)
    this.last.set(number, place)
    const { lanes } = this
    lanes[0] = this.one.at(number) ^ Math.imul(name + 1, 0x27d4eb2f)
    lanes[1] = this.two.at(number)
    this.said.mix(place, lanes)
    this.one.set(number, lanes[0])
    this.two.set(number, lanes[1])
  }

  private nameOf(item: string): number {
    const there = this.names.indexOf(item)
    return there < 0 ? this.names.push(item) - 1 : there
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
    return this.numbers.size
  }

  /**
   * Held against what is known of the kind (rows of a hash of sixteen signs and an id): what is known as it is here need not be
   * handed out. Answers the ids of those that are here no more.
   */
  known(rows: string): string[] {
    const gone: string[] = []
    for (let at = 0; at < rows.length; ) {
      const to = rows.indexOf(ROW, at)
      const end = to < 0 ? rows.length : to
      const number = this.numbers.get(rows.slice(at + 16, end))
      if (number === undefined) gone.push(rows.slice(at + 16, end))
      else if (lane(rows, at) === this.one.at(number) && lane(rows, at + 8) === this.two.at(number))
        this.mark.set(number, SAME)
      at = end + 1
    }
    return gone
  }

  /** The entries that are not known, in batches; each is handed out once. */
  *batches(): Generator<EntryBatch> {
    let out = Buffer.allocUnsafeSlow(1_048_576)
    let [at, count] = [0, 0]
    for (const [id, number] of this.numbers) {
      if (this.mark.at(number) !== 0) continue
      this.mark.set(number, GIVEN)
      const most = id.length * 3 + 200 + this.sizeOf(number)
      if (at + most > out.length) {
        const more = Buffer.allocUnsafeSlow(Math.max(out.length * 2, at + most))
        out.copy(more, 0, 0, at)
        out = more
      }
      if (at > 0) at = out.writeUInt8(0x1e, at)
      at += out.write(id, at, 'utf8')
      at = out.writeUInt8(0x1f, at)
      at = writeLane(this.two.at(number), out, writeLane(this.one.at(number), out, at))
      at = out.writeUInt16BE(0x1f7b, at)
      at = this.body(number, out, at)
      count += 1
      if (count === BATCH) {
        yield { rows: new Uint8Array(out.subarray(0, at)), count }
        at = 0
        count = 0
      }
    }
    if (count > 0) yield { rows: new Uint8Array(out.subarray(0, at)), count }
  }

  /** At most so many bytes the body of an entry takes. */
  private sizeOf(number: number): number {
    let size = 2
    for (let item = this.first.at(number); item !== NONE; item = this.next.at(item)) {
      size += this.said.size(item) + 8 + (this.names[this.name.at(item)] ?? '').length * 3
    }
    return size
  }

  /** Writes an entry: its own elements, then what hangs on it, what has one name as one list. */
  private body(number: number, out: Buffer, from: number): number {
    let at = from
    let empty = true
    const done: number[] = []
    for (let item = this.first.at(number); item !== NONE; item = this.next.at(item)) {
      const name = this.name.at(item)
      if (name === OWN) {
        at = this.said.copy(item, out, at)
        empty = this.said.size(item) === 0
        continue
      }
      if (done.includes(name)) continue
      done.push(name)
      at += out.write(`${empty ? '' : ','}"${this.names[name]}":[`, at, 'latin1')
      empty = false
      for (let more = item; more !== NONE; more = this.next.at(more)) {
        if (this.name.at(more) !== name) continue
        at = out.writeUInt8(0x7b, more === item ? at : out.writeUInt8(0x2c, at))
        at = out.writeUInt8(0x7d, this.said.copy(more, out, at))
      }
      at = out.writeUInt8(0x5d, at)
    }
    return out.writeUInt8(0x7d, at)
  }
}

// what JSON cannot hold as it is: all but blanks, and signs that are neither quotes nor backslashes
const SPECIAL = /[^ !#-[\]-\uffff]/

function quoted(value: string): string {
  return SPECIAL.test(value) ? JSON.stringify(value) : `"${value}"`
}

/** Writes the half of a hash as eight signs; answers where they end. */
function writeLane(half: number, to: Buffer, at: number): number {
  for (let sign = 0; sign < 8; sign += 1) {
    const four = (half >>> (28 - 4 * sign)) & 15
    to[at + sign] = four < 10 ? 48 + four : 87 + four
  }
  return at + 8
}

/** Reads the half of a hash. */
function lane(text: string, at: number): number {
  let half = 0
  for (let sign = at; sign < at + 8; sign += 1) {
    const code = text.charCodeAt(sign)
    half = (half << 4) | (code < 58 ? code - 48 : code - 87)
  }
  return half
}
