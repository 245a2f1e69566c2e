import { expect, test } from 'vitest'
import { entryFor, missingEntries } from '../lockfile.mjs'
import { isOlder, lockfileFaults, versionFaults } from './packages.ts'

const lockfile = (packages: Parameters<typeof lockfileFaults>[0]['packages']) => ({ packages: { '': {}, ...packages } })

test('finds what a lockfile must not have', () => {
  const sound = { version: '1.0.0', integrity: 'sha512-x' }
  expect(lockfileFaults(lockfile({ 'node_modules/a': sound }), [])).toEqual([])
  expect(lockfileFaults(lockfile({ 'node_modules/a': { version: '1.0.0' } }), [])).toEqual([
    'node_modules/a has no integrity',
  ])
  expect(
    lockfileFaults(lockfile({ 'node_modules/a': { ...sound, resolved: 'https://registry.invalid/a.tgz' } }), []),
  ).toEqual(['node_modules/a names where it was fetched: remove "resolved"'])
  expect(lockfileFaults(lockfile({}), [{ name: 'b' }])).toEqual(['b is missing: run node scripts/lockfile.mjs'])
})

test('lets only packages of other platforms be without integrity', () => {
  const elsewhere = { version: '1.0.0', optional: true, os: ['darwin'] }
  expect(lockfileFaults(lockfile({ 'node_modules/a-darwin-x64': elsewhere }), [])).toEqual([])
  expect(lockfileFaults(lockfile({ 'node_modules/a': { ...elsewhere, os: ['linux'] } }), [])).toHaveLength(1)
  expect(lockfileFaults(lockfile({ 'node_modules/a': { ...elsewhere, optional: false } }), [])).toHaveLength(1)
})

test('finds optional packages without an entry, where Node would look for them', () => {
  const packages = {
    '': {},
    'node_modules/a': { optionalDependencies: { 'a-darwin-arm64': '1.0.0', 'a-linux-x64-musl': '1.0.0', b: '1.0.0' } },
    'node_modules/a/node_modules/b': {},
  }
  const missing = missingEntries({ packages })
  expect(missing.map((each) => each.name)).toEqual(['a-darwin-arm64', 'a-linux-x64-musl'])
  expect(missing.map(entryFor)).toEqual([
    { version: '1.0.0', cpu: ['arm64'], optional: true, os: ['darwin'] },
    { version: '1.0.0', cpu: ['x64'], libc: ['musl'], optional: true, os: ['linux'] },
  ])
  expect(() => entryFor({ name: 'odd', version: '1.0.0', by: 'a' })).toThrow(/cannot be told/)
  expect(() => entryFor({ name: 'a-darwin-x64', version: '^1.0.0', by: 'a' })).toThrow(/not exactly/)
})

test('finds packages below their minimum, nested ones too', () => {
  const minimums = [{ name: 'a', atLeast: '1.10.0', because: 'a hole' }]
  const packages = { 'node_modules/a': { version: '1.10.0' }, 'node_modules/b/node_modules/a': { version: '1.9.9' } }
  expect(versionFaults(lockfile(packages), minimums)).toEqual([
    'node_modules/b/node_modules/a is 1.9.9, at least 1.10.0 is wanted: a hole',
  ])
  expect(versionFaults(lockfile({}), minimums)).toEqual(['a is on the list, but not installed'])
})

test('compares versions by number', () => {
  expect([isOlder('1.9.0', '1.10.0'), isOlder('2.0.0', '1.10.0'), isOlder('1.10.0', '1.10.0')]).toEqual([
    true,
    false,
    false,
  ])
})
