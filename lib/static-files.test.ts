import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get, type IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { servePacked } from './static-files.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'static-'))
const emit = Server.prototype.emit
const server = createServer((_request, response) => response.end('the framework'))

beforeAll(async () => {
  const script = 'const a = 1 // '.repeat(50)
  writeFileSync(path.join(folder, 'a.js'), script)
  writeFileSync(path.join(folder, 'a.js.br'), brotliCompressSync(script))
  servePacked(folder)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  Server.prototype.emit = emit
  server.close()
  rmSync(folder, { recursive: true })
})

function ask(address: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) =>
    get({ host: '127.0.0.1', port, path: address, headers }, resolve).on('error', reject),
  )
}

test('a script comes packed to who can unpack it', async () => {
  const answer = await ask('/_next/static/a.js', { 'accept-encoding': 'gzip, br' })
  expect(answer.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'public,max-age=31536000,immutable',
    vary: 'Accept-Encoding',
  })
  const bytes = Buffer.concat(await answer.toArray())
  expect(brotliDecompressSync(bytes).toString()).toContain('const a = 1')
})

test('and plain to who cannot', async () => {
  const answer = await ask('/_next/static/a.js')
  expect(answer.headers['content-encoding']).toBeUndefined()
  expect(await text(answer)).toContain('const a = 1')
})

test.each(['/_next/static/b.js', '/_next/static/..%2f..%2fetc/passwd', '/_next/static/%', '/orders', '/_next/static'])(
  '%s is left to the framework',
  async (address) => {
    const answer = await ask(address, { 'accept-encoding': 'br' })
    expect(await text(answer)).toBe('the framework')
  },
)
