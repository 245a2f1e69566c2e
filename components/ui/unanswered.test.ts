import { describe, expect, it } from 'vitest'
import { isFrameworkSignal, unanswered } from './unanswered.ts'

describe('unanswered', () => {
  it('lets the framework go elsewhere', () => {
    expect(isFrameworkSignal(Object.assign(new Error('r'), { digest: 'NEXT_REDIRECT;push;/orders;307;' }))).toBe(true)
    expect(isFrameworkSignal(new TypeError('Failed to fetch'))).toBe(false)
    expect(isFrameworkSignal(Object.assign(new Error('x'), { digest: '1234' }))).toBe(false)
    expect(isFrameworkSignal(null)).toBe(false)
  })
  it('says that pressing again is safe, and what to quote', () => {
    expect(unanswered(new TypeError('Failed to fetch'))).toMatchObject({
      kind: 'refused',
      code: 'NOT_ANSWERED',
      message: 'What you typed is still here. Press the button again: it cannot happen twice.',
    })
    expect(unanswered(Object.assign(new Error('x'), { digest: '1234' }))).toMatchObject({
      message: expect.stringContaining('quote 1234 to the help desk'),
    })
  })
})
