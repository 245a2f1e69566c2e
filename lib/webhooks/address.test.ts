import { expect, test } from 'vitest'
import { isPrivateAddress, reach, whyPrivate } from './address.ts'

process.env.APP_DATABASE_URL ??= 'postgres://nobody@localhost/none'
process.env.AUDIT_KEY ??= 'ab'.repeat(32)
process.env.WEBHOOK_PRIVATE_HOSTS = '10.20.0.0/16, 192.168.7.9, stock.localhost'

test.each([
  ...[
    '127.0.0.1',
    '127.9.9.9',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '0.0.0.0',
  ],
  ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1'],
  ...['::ffff:a9fe:a9fe', '64:ff9b::7f00:1', '2002:7f00:1::', 'nonsense'],
])('%s is no address of the public internet', (address) => expect(isPrivateAddress(address)).toBe(true))

test.each(['1.1.1.1', '172.32.0.1', '193.62.0.1', '2a00:1450:4009::8a', '::ffff:8.8.8.8'])('%s is one', (address) =>
  expect(isPrivateAddress(address)).toBe(false),
)

test('private hosts are reached only where the operator listed them', async () => {
  expect(await reach('10.20.3.4')).toEqual({ ok: true, address: '10.20.3.4', family: 4 })
  expect(await reach('192.168.7.9')).toMatchObject({ ok: true })
  expect(await reach('10.21.3.4')).toMatchObject({ ok: false, why: expect.stringContaining('private') })
  expect(await reach('[::1]')).toMatchObject({ ok: false })
  expect(await reach('localhost')).toMatchObject({ ok: false })
  expect(await reach('1.1.1.1')).toEqual({ ok: true, address: '1.1.1.1', family: 4 })
})

test('this machine is plainly private by name as by number, unless the operator listed the name', async () => {
  for (const host of [
    '127.0.0.1',
    '[::1]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'b.stock.localhost.',
  ])
    expect(await whyPrivate(host)).toContain('private')
  for (const host of ['stock.localhost', '10.20.3.4', '1.1.1.1', 'localhost.example.com', 'notlocalhost'])
    expect(await whyPrivate(host)).toBeNull()
})
