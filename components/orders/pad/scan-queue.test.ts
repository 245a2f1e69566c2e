import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dealtWith, emptyQueue, isCode, lookedUp, type ScanQueue, scanned } from './scan-queue.ts'

test('every scan is added, stands aside or waits: in the order they came, none lost, none joined', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('scan' as const), code: fc.stringMatching(/^\d{8,14}$/) }),
    fc.record({ kind: fc.constant('answer' as const), count: fc.option(fc.nat(3), { nil: null }) }),
    fc.record({ kind: fc.constant('deal' as const), at: fc.nat(5) }),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let queue: ScanQueue<string> = emptyQueue()
      const came: string[] = []
      const done: string[] = []
      const dealt: string[] = []
      for (const one of events) {
        if (one.kind === 'scan') {
          queue = scanned(queue, one.code)
          came.push(one.code)
        } else if (one.kind === 'answer') {
          const [head] = queue.waiting
          const { count } = one
          const hits = count === null ? null : Array.from({ length: count }, (_, index) => `${head}/${index}`)
          const { queue: next, add } = lookedUp(queue, hits)
          expect(add).toBe(head !== undefined && count === 1 ? `${head}/0` : null)
          if (head !== undefined) done.push(head)
          if (add !== null) dealt.push(head ?? '')
          queue = next
        } else {
          const aside = queue.aside[one.at]
          if (!aside) continue
          dealt.push(aside.code)
          queue = dealtWith(queue, aside.id)
        }
        expect([...done, ...queue.waiting]).toEqual(came)
        expect([...dealt, ...queue.aside.map((each) => each.code)].sort()).toEqual(done.toSorted())
        expect(new Set(queue.aside.map((each) => each.id)).size).toBe(queue.aside.length)
      }
    }),
  )
})

test('codes are told from words and quantities', () => {
  for (const code of [
    '05012345678900',
    '5012345678900',
    ']d20105012345678900',
    '(01)05012345678900',
    '36022311000001109',
  ])
    expect(isCode(code)).toBe(true)
  for (const text of ['paracetamol', '1000000', 'MER-104-10', '12 vials']) expect(isCode(text)).toBe(false)
})
