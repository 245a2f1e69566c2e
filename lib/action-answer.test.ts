import { describe, expect, it } from 'vitest'
import { FORM_FIELDS, typedValues } from './action-answer.ts'

describe('typedValues', () => {
  it('keeps what was typed, several boxes of one name as a list', () => {
    const form = new FormData()
    form.set('note', ' Ward 7 ')
    form.append('lines', '1')
    form.append('lines', '3')
    expect(typedValues(form)).toEqual({ note: ' Ward 7 ', lines: ['1', '3'] })
  })

  it('leaves out hidden fields, files, secrets and what the framework adds', () => {
    const form = new FormData()
    for (const name of Object.values(FORM_FIELDS)) form.set(name, 'x')
    form.set('$ACTION_ID_1', '')
    form.set('password', 'secret')
    form.set('file', new File(['a'], 'a.csv'))
    expect(typedValues(form, ['password'])).toEqual({})
  })
})
