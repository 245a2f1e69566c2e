import { describe, expect, it } from 'vitest'
import { pence } from '#lib/values/money.ts'
import { decidedWords, type JustDecided, lastAct, severalWords } from './decided.rules.ts'

const just = (change: Partial<JustDecided>) =>
  decidedWords({
    number: 'N1',
    supplier: 'Meridian Wholesale',
    state: 'approved',
    retrospective: false,
    status: 'approved',
    queued: true,
    ...change,
  })

describe('what a decision did', () => {
  it.each([
    [{}, 'You approved N1. It is on its way to Meridian Wholesale.'],
    [{ queued: false }, 'You approved N1. It does not leave yet: its page says what holds it.'],
    [{ status: 'sent' as const }, 'You approved N1. Meridian Wholesale has it.'],
    [{ status: 'awaiting_approval' as const }, 'You approved N1. Somebody else has to agree as well before it goes.'],
    [
      { state: 'returned', status: 'returned' as const },
      'You returned N1. Whoever raised it can change it and submit it again.',
    ],
    [{ state: 'rejected', status: 'rejected' as const }, 'You refused N1. It stays on file and is never sent.'],
    [
      { state: 'rejected', status: 'sent' as const },
      'You refused a change of N1. The order stands as Meridian Wholesale has it.',
    ],
    [
      { retrospective: true, status: 'sent' as const },
      'You agreed to N1. It had gone to Meridian Wholesale as an emergency.',
    ],
    [
      { retrospective: true, state: 'rejected', status: 'sent' as const },
      'You disagreed with N1. What you said stands on its page and in the record.',
    ],
  ])('%j', (change, words) => {
    const { lead, more } = just(change)
    expect(`${lead} ${more}`).toBe(words)
  })

  it('adds up the approvals of one act, as far as their totals may be seen', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 9, minute))
    const one = { state: 'approved', decidedAt: at(5), gross: pence(1000) }
    const act = lastAct([one, { ...one, gross: pence(234) }, { ...one, decidedAt: at(4) }])
    expect(severalWords(act).lead).toBe('You approved 2 orders, £12.34 with VAT.')
    expect(severalWords([{ gross: null }]).lead).toBe('You approved 1 order.')
  })
})
