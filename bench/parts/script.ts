import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { actorOf, cookieOf, onDatabase, type Part } from '../run/context.ts'
import { visitor } from '../run/http.ts'
import { pageVisits } from '../run/pages.ts'

const LIMIT_KB = 130

/** S9: the script that a browser loads for each page, as the server sends it: brotli, or gzip to who has no other. */
export const s9: Part = {
  id: 'S9',
  run: async ({ small, server, say }) => {
    const { url } = await server(small)
    const sizes = new Map<string, { gzip: number; brotli: number }>()
    const pages: { id: string; gzip: number; brotli: number }[] = []
    await onDatabase(small, async () => {
      const cookies = new Map<string, string>()
      const { trustId } = await actorOf(small, 'technician')
      for (const { id, role, address } of await pageVisits(small, trustId)) {
        const cookie = cookies.get(role) ?? (await cookieOf(await actorOf(small, role)))
        cookies.set(role, cookie)
        const each = visitor(url, cookie)
        const { status, body } = await each.get(address)
        if (status !== 200 && status !== 307) say(`${address} answered ${status} to ${role}`)
        // what the page names, in tags or in the data that React reads, the browser loads; old browsers' polyfills it does not
        const old = /<script[^>]+src="([^"]+)"[^>]*noModule/i.exec(body)?.[1] ?? ''
        const named = new Set(body.match(/static\/chunks\/[\w~.-]+\.js/g) ?? [])
        let [gzip, brotli] = [0, 0]
        for (const file of named) {
          if (old.includes(file)) continue
          const size = sizes.get(file) ?? (await sizesOf(`${url}/_next/${file}`))
          sizes.set(file, size)
          gzip += size.gzip
          brotli += size.brotli
        }
        if (gzip > 0) pages.push({ id, gzip, brotli })
        each.close()
      }
    })
    pages.sort((a, b) => b.brotli - a.brotli)
    const [most, middle] = [pages[0], pages[Math.floor(pages.length / 2)]]
    for (const { id, gzip, brotli } of pages.filter(
      (one, index) => pages.findIndex((other) => other.id === one.id) === index,
    )) {
      say(`${id}: ${kb(gzip)} kB gzip, ${kb(brotli)} kB brotli`)
    }
    const row = { part: 'S9', floor: '', target: `≤ ${LIMIT_KB} kB` }
    return [
      {
        ...row,
        what: `script of the heaviest page (${most?.id}), brotli as browsers take it`,
        measured: `middle page ${kb(middle?.brotli ?? 0)} kB`,
        result: `${kb(most?.brotli ?? 0)} kB`,
        holds: kb(most?.brotli ?? 0) <= LIMIT_KB,
      },
      {
        ...row,
        what: 'the same as gzip (plain http beyond this machine)',
        measured: `middle page ${kb(middle?.gzip ?? 0)} kB`,
        result: `${kb(Math.max(...pages.map((page) => page.gzip)))} kB`,
        holds: null,
      },
    ]
  },
}

async function sizesOf(address: string): Promise<{ gzip: number; brotli: number }> {
  return { gzip: await sent(address, 'gzip'), brotli: await sent(address, 'br') }
}

/** Bytes that go over the wire to who takes this packing. */
async function sent(address: string, packing: string): Promise<number> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    get(address, { headers: { 'accept-encoding': packing } }, resolve).on('error', reject),
  )
  const bytes = await buffer(answer)
  if (answer.headers['content-encoding'] !== packing) throw new Error(`${address} did not come as ${packing}`)
  return bytes.length
}

function kb(bytes: number): number {
  return Math.round(bytes / 100) / 10
}
