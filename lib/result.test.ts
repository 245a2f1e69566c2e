import { expect, it } from 'vitest'
import { ok, type Result, refuse } from './result.ts'

type Small = { code: 'TOO_SMALL'; least: number }

function atLeast(least: number, n: number): Result<number, Small> {
  return n < least ? refuse({ code: 'TOO_SMALL', least }) : ok(n)
}

it('answers with a value or with a refusal that carries its data', () => {
  expect(atLeast(3, 5)).toEqual({ ok: true, value: 5 })
  expect(atLeast(3, 2)).toEqual({ ok: false, refusal: { code: 'TOO_SMALL', least: 3 } })
  expect(ok()).toEqual({ ok: true, value: undefined })
})
