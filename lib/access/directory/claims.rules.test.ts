import fc from 'fast-check'
import { expect, test } from 'vitest'
import { domainOf, EMAIL_CLAIMS, ID_CLAIMS, personIn } from './claims.rules.ts'
import { isFitIssuer, issuersOf } from './issuers.rules.ts'

const how = fc.record({ idClaim: fc.constantFrom(...ID_CLAIMS), emailClaim: fc.constantFrom(...EMAIL_CLAIMS) })

test('whatever a directory says, only who it is is read; never a role or a group', () => {
  const claims = fc.dictionary(
    fc.constantFrom('sub', 'oid', 'nhsid_useruid', 'email', 'name', 'roles', 'groups', 'email_verified', 'upn'),
    fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string()), fc.constant(null)),
  )
  fc.assert(
    fc.property(claims, how, (said, one) => {
      const person = personIn(said, one)
      if (person === null) return
      expect(Object.keys(person).sort()).toEqual(['email', 'name', 'subject', 'verified'])
      expect(person.subject).toBe(said[one.idClaim])
      if (person.verified) {
        expect(said.email_verified).toBe(true)
        expect(one.emailClaim).toBe('email')
      }
    }),
  )
})

test('without the claim that says who it is there is nobody', () => {
  const ways = { idClaim: 'oid', emailClaim: 'email' } as const
  expect(personIn({ sub: 'a' }, ways)).toBeNull()
  expect(personIn({ oid: '' }, ways)).toBeNull()
  expect(personIn({ oid: ['a'] }, ways)).toBeNull()
  expect(personIn({ oid: 'a', given_name: 'Ann', family_name: 'Okafor' }, ways)).toMatchObject({ name: 'Ann Okafor' })
})

test.each([
  ['https://login.microsoftonline.com/1/v2.0', true],
  ['http://localhost:3399', true],
  ['http://127.0.0.1:1', true],
  ['http://login.example', false],
  ['http://localhost.evil.example', false],
  ['http://127.0.0.1.evil.example', false],
  ['https://user:pass@id.example', false],
  ['https://id.example/?x=1', false],
  ['ftp://localhost', false],
  ['id.example', false],
])('%s as an issuer: %s', (text, fit) => {
  expect(isFitIssuer(text)).toBe(fit)
  if (fit) expect(issuersOf(` ${text} , `)).toEqual([text])
  else expect(() => issuersOf(text)).toThrow(/no address by https/)
})

test('the domain of an address', () => {
  expect(domainOf(' Ann@Riverside.NHS.uk ')).toBe('riverside.nhs.uk')
  for (const none of ['', 'ann', 'ann@', '@a.b', 'a@b', 'a@b@c.d e', 'a b@c.d']) expect(domainOf(none)).toBeNull()
})
