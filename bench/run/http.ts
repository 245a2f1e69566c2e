import http from 'node:http'

/** An answer of the server: its body is read whole. */
export type Answer = { status: number; body: string; bytes: number; ms: number }

/** A browser without script: keeps its connections and its cookie. */
export type Visitor = {
  get: (address: string, headers?: Record<string, string>) => Promise<Answer>
  post: (address: string, body: object) => Promise<Answer>
  close: () => void
}

/** Somebody with a cookie who asks a server over so many connections. */
export function visitor(url: string, cookie: string, connections = 1): Visitor {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const ask = (method: string, address: string, headers: Record<string, string>, body?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const began = performance.now()
      const request = http.request(
        `${url}${address}`,
        { agent, method, headers: { cookie, ...headers } },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', reject)
          response.on('end', () => {
            const whole = Buffer.concat(parts)
            const ms = performance.now() - began
            resolve({ status: response.statusCode ?? 0, body: whole.toString('latin1'), bytes: whole.length, ms })
          })
        },
      )
      request.on('error', reject)
      request.end(body)
    })
  return {
    get: (address, headers = {}) => ask('GET', address, headers),
    post: (address, body) =>
      ask(
        'POST',
        address,
        { 'content-type': 'application/json', origin: url, 'sec-fetch-site': 'same-origin' },
        JSON.stringify(body),
      ),
    close: () => agent.destroy(),
  }
}

/** Asks for an address so many times over so many connections at once: how long each took. @throws on any other status than 200 */
export async function load(
  who: { url: string; cookie: string },
  address: string | ((turn: number) => string),
  { count, connections }: { count: number; connections: number },
): Promise<number[]> {
  const each = visitor(who.url, who.cookie, connections)
  const took: number[] = []
  let next = 0
  const line = async () => {
    while (next < count) {
      const turn = next
      next += 1
      const at = typeof address === 'string' ? address : address(turn)
      const answer = await each.get(at)
      if (answer.status !== 200) throw new Error(`${at} answered ${answer.status}`)
      took.push(answer.ms)
    }
  }
  await Promise.all(Array.from({ length: connections }, line))
  each.close()
  return took
}
