import { describe, expect, test } from 'vitest'
import { accountForm } from './supplier.schema.ts'

describe('an account', () => {
  const typed = {
    supplierId: '01a207a2-3280-7447-8c02-d0a4c6e5c290',
    accountNumber: 'RZZ1',
    channel: 'email',
    orderEmail: 'orders@supplier.example',
    minimumOrder: '150',
    carriage: '',
    cutOff: '11:30am',
    leadDays: '1',
    answerHours: '24',
    shelfLifeDays: '180',
  }
  const problems = (more: object) =>
    accountForm.safeParse({ ...typed, ...more }).error?.issues.map((issue) => issue.path.join('.')) ?? []

  test('is read with amounts in pence and the time on the 24-hour clock', () => {
    expect(accountForm.parse(typed)).toMatchObject({ minimumOrder: 15_000, carriage: 0, cutOff: '11:30', leadDays: 1 })
  })

  test('needs an address for orders by e-mail, and sound numbers', () => {
    expect(problems({ orderEmail: undefined })).toEqual(['orderEmail'])
    expect(problems({ orderEmail: undefined, channel: 'phone' })).toEqual([])
    expect(problems({ minimumOrder: 'lots', cutOff: 'noonish', leadDays: '400', answerHours: '0' })).toEqual([
      'minimumOrder',
      'cutOff',
      'leadDays',
      'answerHours',
    ])
  })
})
