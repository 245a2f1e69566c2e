import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import { back, dropSending, emptyOutbox, isKept, kept, type Outbox, put, take, unkept } from './outbox.ts'

const add = (ref: string, packs = 1): PadChange => ({ do: 'add', ref, amppId: '4744711000001105', packs })
const line = (id: string, more: object): PadChange => ({ do: 'line', line: id, ...more })

test('changes of one line become one; of the head too', () => {
  let box = emptyOutbox(3)
  box = put(box, line('a', { packs: 1 }))
  box = put(box, line('b', { packs: 5 }))
  box = put(box, line('a', { packs: 12 }))
  box = put(box, line('a', { note: 'Ward 4' }))
  box = put(box, { do: 'pad', note: 'x' })
  box = put(box, { do: 'pad', emergency: true })
  expect(box.waiting).toEqual([
    line('a', { packs: 12, note: 'Ward 4' }),
    line('b', { packs: 5 }),
    { do: 'pad', note: 'x', emergency: true },
  ])
})

test('what is changed on a line that is not there yet goes along, or follows once it has its id', () => {
  let box = put(put(emptyOutbox(1), add('r')), line('r', { packs: 7 }))
  box = put(box, line('r', { reason: 'RECALL' }))
  expect(box.waiting).toEqual([add('r', 7), line('r', { reason: 'RECALL' })])
  box = take(box, 'k1')
  expect(box.sending?.changes).toEqual([add('r', 7)])
  expect(take(box, 'k2')).toBe(box)
  box = put(box, line('r', { packs: 8 }))
  box = kept(box, { edit: 2, added: [{ ref: 'r', lineId: 'id' }] })
  expect(box).toEqual({ edit: 2, sending: null, waiting: [line('id', { reason: 'RECALL', packs: 8 })] })
})

test('a line taken off before it was ever sent leaves nothing behind', () => {
  let box = put(put(emptyOutbox(1), add('r')), line('r', { reason: 'RECALL' }))
  box = put(box, { do: 'remove', line: 'r' })
  expect(isKept(box)).toBe(true)
  expect(put(put(box, line('a', { packs: 2 })), { do: 'remove', line: 'a' }).waiting).toEqual([
    { do: 'remove', line: 'a' },
  ])
})

test('a typed price does not follow the line to another supplier', () => {
  const box = put(put(emptyOutbox(1), line('a', { price: 100, priceSource: 'Phone' })), line('a', { supplierId: 's' }))
  expect(box.waiting).toEqual([line('a', { supplierId: 's' })])
})

test('what comes back is put on top of the newer state, in order, without what is gone', () => {
  let box = take(put(put(emptyOutbox(1), line('a', { packs: 1 })), line('b', { packs: 2 })), 'k')
  box = put(box, line('a', { packs: 3 }))
  expect(back(box, 9, (one) => one.do === 'line' && one.line === 'b')).toEqual({
    edit: 9,
    sending: null,
    waiting: [line('a', { packs: 3 })],
  })
  expect(dropSending(box).waiting).toEqual([line('a', { packs: 3 })])
})

test('one by one when asked', () => {
  const box = take(put(put(emptyOutbox(1), line('a', { packs: 1 })), line('b', { packs: 2 })), 'k', 1)
  expect(box.sending?.changes).toEqual([line('a', { packs: 1 })])
  expect(unkept(box)).toEqual([line('a', { packs: 1 }), line('b', { packs: 2 })])
})

/** A pad as the server would keep it: line id → packs. Answers may get lost on their way back. */
type Server = {
  edit: number
  lines: Map<string, number>
  answers: Map<string, { edit: number; added: { ref: string; lineId: string }[] }>
}

function serve(server: Server, batch: NonNullable<Outbox['sending']>) {
  const first = server.answers.get(batch.key)
  if (first) return first
  expect(batch.edit).toBe(server.edit)
  const added: { ref: string; lineId: string }[] = []
  for (const change of batch.changes) {
    if (change.do === 'add') {
      const lineId = `line${server.lines.size + 1}`
      added.push({ ref: change.ref, lineId })
      server.lines.set(lineId, change.packs)
    } else if (change.do === 'line') {
      expect(server.lines.has(change.line)).toBe(true)
      server.lines.set(change.line, change.packs ?? 0)
    }
  }
  server.edit += 1
  const answer = { edit: server.edit, added }
  server.answers.set(batch.key, answer)
  return answer
}

test('however answers are lost and things typed meanwhile, everything arrives once, the last value last', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('add' as const) }),
    fc.record({ do: fc.constant('type' as const), line: fc.nat(), packs: fc.integer({ min: 1, max: 99 }) }),
    fc.record({ do: fc.constant('send' as const), lost: fc.boolean() }),
    fc.record({ do: fc.constant('reload' as const) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const server: Server = { edit: 1, lines: new Map(), answers: new Map() }
      let box = emptyOutbox(1)
      let names: string[] = []
      const wanted = new Map<string, number>()
      let key = 0
      const send = (lost: boolean) => {
        key += 1
        box = take(box, `k${key}`)
        if (!box.sending) return
        const answer = serve(server, box.sending)
        if (lost) return
        box = kept(box, answer)
        for (const { ref, lineId } of answer.added) {
          names = names.map((name) => (name === ref ? lineId : name))
          wanted.set(lineId, wanted.get(ref) ?? 0)
          wanted.delete(ref)
        }
      }
      for (const [index, one] of steps.entries()) {
        if (one.do === 'add') {
          names.push(`r${index}`)
          wanted.set(`r${index}`, 1)
          box = put(box, add(`r${index}`))
        } else if (one.do === 'type') {
          const name = names[one.line % Math.max(1, names.length)]
          if (name === undefined) continue
          wanted.set(name, one.packs)
          box = put(box, line(name, { packs: one.packs }))
        } else if (one.do === 'send') send(one.lost)
        else box = JSON.parse(JSON.stringify(box)) as Outbox
      }
      for (let turn = 0; turn < 4 && !isKept(box); turn += 1) send(false)
      expect(isKept(box)).toBe(true)
      expect(server.lines).toEqual(wanted)
    }),
  )
})
