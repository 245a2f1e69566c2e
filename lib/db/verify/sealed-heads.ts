import { HEAD_BYTES, type SealedHead, unpackHeads } from '../audit-codes.ts'
import { type Ask, partOfHeads, type SealSize } from './reader.ts'

/** All that seals say of one chain: its heads as they were covered, oldest seal first. */
export type SealedChain = { chainId: string; heads: { seq: number; mac: Buffer; day: string }[] }

/** Bytes of packed heads held at a time over all seals, whatever their number. */
const HELD = 32 * 1024 * 1024

type Source = { day: string; size: number; read: number; heads: SealedHead[]; at: number }

/**
 * What the seals of a trust cover, chain by chain in order. The heads of each seal are in order of chain, so they are
 * merged as they are read, a part of each at a time: memory does not grow with the record.
 */
export async function* sealedChains(
  ask: Ask,
  trustId: string,
  seals: readonly SealSize[],
): AsyncGenerator<SealedChain> {
  const part = Math.min(20_000, Math.max(16, Math.floor(HELD / HEAD_BYTES / Math.max(1, seals.length)))) * HEAD_BYTES
  const fill = async (source: Source): Promise<boolean> => {
    if (source.read >= source.size) return false
    const bytes = await partOfHeads(ask, trustId, source.day, source.read, part)
    source.heads = unpackHeads(bytes) ?? []
    source.at = 0
    source.read += part
    return source.heads.length > 0
  }
  const heap: Source[] = []
  for (const { day, size } of seals) {
    const source: Source = { day, size, read: 0, heads: [], at: 0 }
    if (await fill(source)) push(heap, source)
  }
  let chain: SealedChain | null = null
  for (let first = heap[0]; first; first = heap[0]) {
    const head = current(first)
    if (chain && chain.chainId !== head.chainId) {
      yield chain
      chain = null
    }
    chain ??= { chainId: head.chainId, heads: [] }
    chain.heads.push({ seq: head.seq, mac: head.mac, day: first.day })
    first.at += 1
    const more = first.at < first.heads.length || (await fill(first))
    if (!more) {
      const last = heap.pop()
      if (last && last !== first) heap[0] = last
    }
    sink(heap)
  }
  if (chain) yield chain
}

function current(source: Source): SealedHead {
  const head = source.heads[source.at]
  if (!head) throw new Error(`The seal of ${source.day} ended early`)
  return head
}

function before(a: Source, b: Source): boolean {
  const [one, other] = [current(a).chainId, current(b).chainId]
  return one < other || (one === other && a.day < b.day)
}

function push(heap: Source[], source: Source): void {
  heap.push(source)
  let at = heap.length - 1
  while (at > 0) {
    const up = (at - 1) >> 1
    const [child, parent] = [heap[at], heap[up]]
    if (!child || !parent || !before(child, parent)) return
    heap[at] = parent
    heap[up] = child
    at = up
  }
}

function sink(heap: Source[]): void {
  let at = 0
  for (;;) {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    const [one, other] = [heap[left], heap[right]]
    if (!one) return
    const down = other && before(other, one) ? right : left
    const [parent, child] = [heap[at], heap[down]]
    if (!parent || !child || !before(child, parent)) return
    heap[at] = child
    heap[down] = parent
    at = down
  }
}
