import { afterAll, expect, test, vi } from 'vitest'
import { startMailServer } from '#lib/testing/mail-server.ts'
import { deliverBySmtp, smtpOptions } from './smtp.ts'

const server = await startMailServer()
afterAll(() => server.close())

const envelope = { from: 'orders@tincture.example', to: 'orders@meridian.example' }
const raw = Buffer.from('Message-ID: <a@b>\r\nSubject: Test\r\n\r\n.A line that begins with a dot\r\nÄ\r\n')

async function deliver(mayGo: () => Promise<boolean> = async () => true, seconds = 20) {
  const handOver = vi.fn(mayGo)
  const before = server.received.length
  const delivery = await deliverBySmtp(server.url, envelope, raw, handOver, seconds)
  return { ...delivery, asked: handOver.mock.calls.length, arrived: server.received.length - before }
}

test('a message arrives as it was composed, with the server’s answer', async () => {
  const delivery = await deliver()
  expect(delivery).toMatchObject({ outcome: 'accepted', asked: 1, arrived: 1 })
  expect(delivery.answer).toMatch(/^250 .*Taken as/)
  expect(server.received.at(-1)).toMatchObject({ messageId: '<a@b>', to: envelope.to, raw: raw.toString() })
})

test('what fails before the data is a refusal, and nothing has left', async () => {
  for (const behaviour of ['drop at greeting', 'drop before data', 'refuse sender for now'] as const) {
    server.next(behaviour)
    expect(await deliver(), behaviour).toMatchObject({ outcome: 'refused', permanent: false, asked: 0, arrived: 0 })
  }
  server.next('refuse recipient for good')
  expect(await deliver()).toMatchObject({
    outcome: 'refused',
    permanent: true,
    asked: 0,
    answer: '550 No such mailbox',
  })
  const nobody = await deliverBySmtp('smtp://127.0.0.1:9', envelope, raw, async () => true, 20)
  expect(nobody).toMatchObject({ outcome: 'refused', permanent: false })
})

test('the server’s own answer to the data counts', async () => {
  server.next('refuse data for now', 'refuse data for good')
  expect(await deliver()).toMatchObject({
    outcome: 'refused',
    permanent: false,
    answer: '451 No room, come back later',
  })
  expect(await deliver()).toMatchObject({ outcome: 'refused', permanent: true, answer: '554 Not wanted here' })
})

test('a line that goes dead once the data has begun leaves the outcome unknown', async () => {
  server.next('drop in data', 'drop after data')
  expect(await deliver()).toMatchObject({ outcome: 'unknown', asked: 1, arrived: 0 })
  expect(await deliver()).toMatchObject({ outcome: 'unknown', asked: 1, arrived: 1 })
})

test('a server that takes the data and says nothing is not waited for without end', async () => {
  server.next('silent after data')
  expect(await deliver(undefined, 0.2)).toMatchObject({ outcome: 'unknown', arrived: 1 })
})

test('without leave, or when it cannot be asked, nothing is handed over', async () => {
  expect(await deliver(async () => false)).toMatchObject({ outcome: 'refused', permanent: false, asked: 1, arrived: 0 })
  const lost = () => Promise.reject(new Error('The database is away'))
  expect(await deliver(lost)).toMatchObject({ outcome: 'refused', answer: 'The database is away', arrived: 0 })
})

test('the address of the server says how to reach it', () => {
  expect(smtpOptions('smtps://user%40a:p%3Aw@mail.example')).toMatchObject({
    connection: { host: 'mail.example', port: 465, secure: true, requireTLS: false },
    auth: { user: 'user@a', pass: 'p:w' },
  })
  expect(smtpOptions('smtp://mail.example:25?requireTLS=true')).toMatchObject({
    connection: { port: 25, secure: false, requireTLS: true },
    auth: null,
  })
})
