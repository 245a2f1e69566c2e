import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { actorOf, cookieOf, onDatabase, type Part } from '../run/context.ts'
import { visitor } from '../run/http.ts'
import { pageVisits } from '../run/pages.ts'

const LIMIT_KB = 130

/** S9: the script that a browser loads for each page, compressed as the server sends it, and as brotli would. */
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
    pages.sort((a, b) => b.gzip - a.gzip)
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
        what: `script of the heaviest page (${most?.id}), gzip as it is sent`,
        measured: `middle page ${kb(middle?.gzip ?? 0)} kB`,
        result: `${kb(most?.gzip ?? 0)} kB`,
        holds: kb(most?.gzip ?? 0) <= LIMIT_KB,
      },
      {
        ...row,
        what: 'the same as brotli would have it (a proxy in front)',
        measured: `middle page ${kb(middle?.brotli ?? 0)} kB`,
        result: `${kb(Math.max(...pages.map((page) => page.brotli)))} kB`,
        holds: null,
      },
    ]
  },
}

async function sizesOf(address: string): Promise<{ gzip: number; brotli: number }> {
  const text = Buffer.from(await (await fetch(address)).arrayBuffer())
  const brotli = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  return { gzip: gzipSync(text).length, brotli: brotli.length }
}

function kb(bytes: number): number {
  return Math.round(bytes / 100) / 10
}
