import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterWaiting,
  answered,
  asked,
  type ComboState,
  closed,
  emptyCombo,
  failedFor,
  freshOptions,
  moved,
  onEnter,
  typed,
} from './combobox-state.ts'

const start = emptyCombo<string>()

describe('type-ahead', () => {
  it('shows only the answer to exactly the text in the field', () => {
    const ade = answered(typed(start, 'ade '), 'ade', ['adenosine', 'adenuric'])
    expect(freshOptions(ade)).toEqual(['adenosine', 'adenuric'])
    const aden = typed(ade, 'aden')
    expect(freshOptions(aden)).toBeNull()
    expect(freshOptions(answered(aden, 'ade', ['adefovir']))).toBeNull()
    expect(freshOptions(answered(aden, 'aden', ['adenosine']))).toEqual(['adenosine'])
  })

  it('never shows nor chooses what another text was answered, whatever the order', () => {
    const texts = fc.constantFrom('mer', 'mero', 'merop', ' mero ')
    const event = fc.oneof(
      fc.record({ kind: fc.constant('typed' as const), text: texts }),
      fc.record({ kind: fc.constant('answered' as const), text: texts.map(asked) }),
      fc.record({ kind: fc.constant('failed' as const), text: texts.map(asked) }),
      fc.record({ kind: fc.constantFrom('down' as const, 'up' as const, 'close' as const), text: texts }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state: ComboState<string> = start
        for (const { kind, text } of events) {
          if (kind === 'typed') state = typed(state, text)
          else if (kind === 'answered') state = answered(state, text, [`${text}/1`, `${text}/2`])
          else if (kind === 'failed') state = failedFor(state, text)
          else if (kind === 'close') state = closed(state)
          else state = moved(state, kind === 'down' ? 1 : -1)
          for (const option of freshOptions(state) ?? []) expect(option.startsWith(`${asked(state.text)}/`)).toBe(true)
          const enter = onEnter(state, false)
          if (typeof enter === 'object') expect(enter.choose.startsWith(`${asked(state.text)}/`)).toBe(true)
        }
      }),
    )
  })

  it('marks and takes nothing by itself that is only near what was asked for', () => {
    const near = answered(typed(start, 'meropenam'), 'meropenam', ['meropenem'], false)
    expect(near.active).toBe(-1)
    expect(onEnter(near, false)).toBe('show')
    expect(onEnter(near, true)).toBe('show')
    expect(afterWaiting(near)).toBe('show')
    expect(onEnter(moved(near, 1), false)).toEqual({ choose: 'meropenem' })
    expect(moved(near, -1).active).toBe(0)
  })

  it('waits for the answer when a scanner is faster, and takes the only pack', () => {
    const scanned = typed(start, '05012345678900')
    expect(onEnter(scanned, true)).toBe('wait')
    expect(afterWaiting(answered(scanned, '05012345678900', ['pack']))).toEqual({ choose: 'pack' })
    expect(afterWaiting(answered(scanned, '05012345678900', ['a', 'b']))).toBe('show')
    expect(afterWaiting(answered(scanned, '05012345678900', []))).toBe('show')
  })

  it('lets a scanner choose only what is the only one, a person the marked one', () => {
    const two = answered(typed(start, 'adeno'), 'adeno', ['5 vials', '6 vials'])
    expect(onEnter(two, true)).toBe('show')
    expect(onEnter(two, false)).toEqual({ choose: '5 vials' })
    expect(onEnter(moved(two, 1), false)).toEqual({ choose: '6 vials' })
    expect(onEnter(closed(two), false)).toBe('show')
    expect(onEnter(start, false)).toBe('nothing')
  })

  it('moves the mark round the ends and opens a closed list', () => {
    const two = answered(typed(start, 'adeno'), 'adeno', ['a', 'b'])
    expect(moved(two, -1).active).toBe(1)
    expect(moved(moved(two, 1), 1).active).toBe(0)
    expect(moved(closed(two), 1)).toMatchObject({ open: true, active: 0 })
  })

  it('says when no answer came, only for the text that stands there', () => {
    const text = typed(start, 'adeno')
    expect(failedFor(text, 'aden').failed).toBeNull()
    expect(failedFor(text, 'adeno').failed).toBe('adeno')
    expect(typed(failedFor(text, 'adeno'), 'adenos').failed).toBeNull()
  })
})
