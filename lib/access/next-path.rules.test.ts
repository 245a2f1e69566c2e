import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextPath, signInPath } from './next-path.rules.ts'

test.each([
  ['/orders?status=sent&q=a%20b', '/orders?status=sent&q=a%20b'],
  ['/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example/orders', '/'],
  ['javascript:alert(1)', '/'],
  ['/..//evil.example', '/'],
  ['/sign-in?next=/sign-in', '/'],
  ['/api/auth/signout', '/'],
  [['/orders', '/x'], '/'],
  [undefined, '/'],
])('%s leads to %s', (asked, path) => {
  expect(nextPath(asked)).toBe(path)
})

test('whatever is asked, the way leads to a path of this site and stays what it is', () => {
  const site = 'https://tincture.example'
  const tricky = fc.string({ unit: fc.constantFrom(...'/\\.:@?#%abc\t\n '), maxLength: 20 })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        tricky,
        tricky.map((text) => `/${text}`),
      ),
      (asked) => {
        const path = nextPath(asked)
        expect(new URL(path, site).origin).toBe(site)
        expect(nextPath(path)).toBe(path)
        expect(new URL(signInPath(asked), site).pathname).toBe('/sign-in')
      },
    ),
  )
})
