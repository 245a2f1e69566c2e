/** A list of whole numbers that grows: a tenth of the memory that a plain list takes. */
export class Ints {
  length = 0
  private held = new Int32Array(1024)

  push(value: number): number {
    if (this.length === this.held.length) {
      const more = new Int32Array(this.length * 2)
      more.set(this.held)
      this.held = more
    }
    this.held[this.length] = value
    this.length += 1
    return this.length - 1
  }

  at(index: number): number {
    return this.held[index] ?? 0
  }

  set(index: number, value: number): void {
    this.held[index] = value
  }
}

const PIECE = 4_194_304

/**
 * Texts kept as bytes, one behind the other: what a parser hands out holds on to the whole of what it was cut from, and a
 * hundred megabytes of small texts are as many objects.
 */
export class KeptBytes {
  private readonly pieces: Buffer[] = []
  private readonly piece = new Ints()
  private readonly from = new Ints()
  private readonly length = new Ints()
  private filled = PIECE

  /** Keeps a text; answers its number. */
  put(text: string): number {
    const most = text.length * 3
    let last = this.pieces.at(-1)
    if (!last || this.filled + most > last.length) {
      last = Buffer.allocUnsafeSlow(Math.max(PIECE, most))
      this.pieces.push(last)
      this.filled = 0
    }
    const written = last.write(text, this.filled, 'utf8')
    this.piece.push(this.pieces.length - 1)
    this.from.push(this.filled)
    this.length.push(written)
    this.filled = Math.min((this.filled + written + 3) & ~3, last.length)
    return this.length.length - 1
  }

  /** How many bytes a text has. */
  size(number: number): number {
    return this.length.at(number)
  }

  /** Copies a text to a place; answers where it ends. */
  copy(number: number, to: Buffer, at: number): number {
    const from = this.from.at(number)
    const piece = this.pieces[this.piece.at(number)]
    return piece ? at + piece.copy(to, at, from, from + this.length.at(number)) : at
  }

  /** Mixes a text into the two halves of a hash that stand in `lanes`. */
  mix(number: number, lanes: Int32Array): void {
    const piece = this.pieces[this.piece.at(number)]
    if (!piece) return
    const start = this.from.at(number)
    const end = start + this.length.at(number)
    let [one, two] = [(lanes[0] ?? 0) ^ this.length.at(number), lanes[1] ?? 0]
    let at = start
    for (; at + 4 <= end; at += 4) {
      const word =
        (piece[at] ?? 0) | ((piece[at + 1] ?? 0) << 8) | ((piece[at + 2] ?? 0) << 16) | ((piece[at + 3] ?? 0) << 24)
      one = Math.imul(one ^ word, 0x9e3779b1)
      one ^= one >>> 15
      two = Math.imul(two ^ word, 0x5f356495)
      two ^= two >>> 13
    }
    for (; at < end; at += 1) {
      const byte = piece[at] ?? 0
      one = Math.imul(one ^ byte, 0x85ebca6b)
      one ^= one >>> 13
      two = Math.imul(two ^ byte, 0xc2b2ae35)
      two ^= two >>> 16
    }
    lanes[0] = one
    lanes[1] = two
  }
}
