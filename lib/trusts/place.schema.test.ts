import { expect, test } from 'vitest'
import { organisationForm, siteForm, storeForm } from './place.schema.ts'

const organisation = { name: 'Riverside', version: '1' }

test.each([
  [{ endpointScheme: '0088', endpointId: '5055000000005' }, null],
  [{ endpointScheme: '9932', endpointId: 'GB123456789' }, null],
  [{ endpointScheme: '0088', endpointId: '5055000000008' }, 'endpointId'],
  [{ endpointScheme: '0088' }, 'endpointId'],
  [{ endpointId: '5055000000005' }, 'endpointId'],
  [{ gln: '505 5000 0000 05' }, null],
  [{ gln: '123' }, 'gln'],
  [{ name: '  ' }, 'name'],
  [{ address: '1\n2\n3\n4\n5\n6\n7\n8' }, 'address'],
])('organisation %o: %s', (typed, field) => {
  const issue = organisationForm.safeParse({ ...organisation, ...typed }).error?.issues[0]
  expect(issue?.path.join('.') ?? null).toBe(field)
  if (issue) expect(issue.message).toMatch(/^Enter/)
})

test('an ODS code is written in capitals; empty lines of an address fall away', () => {
  expect(siteForm.parse({ name: 'A', odsCode: 'rzz01', address: ' a \r\n\r\n b' })).toMatchObject({
    odsCode: 'RZZ01',
    address: ['a', 'b'],
  })
  expect(siteForm.safeParse({ name: 'A', odsCode: 'R Z' }).success).toBe(false)
})

test('a store needs its site and a kind', () => {
  const issues = storeForm.safeParse({ name: 'A', siteId: '' }).error?.issues.map((issue) => issue.message)
  expect(issues).toEqual(['Choose the site', 'Choose what kind of store it is'])
})
