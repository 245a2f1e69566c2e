import { parseWithZod } from '@conform-to/zod/v4'
import { describe, expect, it } from 'vitest'
import { approvalKeyOf, approveSeveralInput, decisionInput } from './decision.schema.ts'

const form = (...fields: [string, string][]) => {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}
const shown: [string, string][] = [
  ['number', 'RZZ-PH-26-000001-1'],
  ['version', '2'],
  ['role', 'lead'],
]

describe('a decision as its form sends it', () => {
  it('approves without a note', () => {
    const read = parseWithZod(form(...shown, ['decision', 'approve'], ['comment', '']), { schema: decisionInput })
    expect(read).toMatchObject({
      status: 'success',
      value: { decision: 'approve', version: 2, role: 'lead', comment: '' },
    })
  })

  it.each([
    ['return', 'Enter what has to change before you return it'],
    ['reject', 'Enter why you refuse it'],
    ['disagree', 'Enter why you disagree'],
  ])('does not %s without a word', (decision, message) => {
    for (const comment of ['', '   ']) {
      const read = parseWithZod(form(...shown, ['decision', decision], ['comment', comment]), { schema: decisionInput })
      expect(read).toMatchObject({ status: 'error', error: { comment: [message] } })
    }
  })
})

describe('several approvals as their form sends them', () => {
  const key = (number: string) => approvalKeyOf({ number, version: 1, role: 'lead' })

  it('reads one and several', () => {
    for (const numbers of [['A'], ['A', 'B']]) {
      const read = parseWithZod(form(...numbers.map((one): [string, string] => ['order', key(one)])), {
        schema: approveSeveralInput,
      })
      expect(read).toMatchObject({
        status: 'success',
        value: { order: numbers.map((number) => ({ number, version: 1, role: 'lead' })) },
      })
    }
  })

  it('refuses none, one twice, and what is no approval', () => {
    for (const keys of [[], [key('A'), key('A')], ['A/1/technician'], ['A']]) {
      const read = parseWithZod(form(...keys.map((one): [string, string] => ['order', one])), {
        schema: approveSeveralInput,
      })
      expect(read.status).toBe('error')
    }
  })
})
