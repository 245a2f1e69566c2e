import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/**
 * What the mail server does with one message. `drop`: the line goes dead at that point. 'drop after data' has taken the
 * message and dies before it says so; 'silent after data' has taken it and never says so.
 */
export type Behaviour =
  | 'accept'
  | 'drop at greeting'
  | 'drop before data'
  | 'drop in data'
  | 'drop after data'
  | 'silent after data'
  | 'refuse sender for now'
  | 'refuse recipient for good'
  | 'refuse data for now'
  | 'refuse data for good'

/** A message that the server has, whether or not it said so. */
export type ReceivedMail = { messageId: string; to: string; raw: string; said: boolean }

/** A real mail server on this machine, which fails on demand. */
export type MailServer = {
  url: string
  /** Everything the server has, in order of arrival. */
  received: ReceivedMail[]
  /** The next messages are treated so, one each; after that `accept`, or what `always` says. */
  next(...behaviours: Behaviour[]): void
  always(behaviour: Behaviour): void
  /** Back to accepting everything; what was said about next messages is forgotten. */
  calm(): void
  /** Called when the whole message has come and before any answer. */
  onData: (mail: ReceivedMail) => void | Promise<void>
  close(): Promise<void>
}

const answer = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code })

/** Starts the server on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const queue: Behaviour[] = []
  const sessions = new Map<string, Behaviour>()
  let usual: Behaviour = 'accept'
  const drop = (id: string) => {
    for (const connection of smtp.connections) if (connection.id === id) connection._socket.destroy()
  }
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onConnect(session, done) {
      const behaviour = queue.shift() ?? usual
      sessions.set(session.id, behaviour)
      if (behaviour === 'drop at greeting') return drop(session.id)
      done()
    },
    onMailFrom(_address, session, done) {
      if (sessions.get(session.id) === 'refuse sender for now') return done(answer(451, 'Too busy, come back later'))
      done()
    },
    onRcptTo(_address, session, done) {
      const behaviour = sessions.get(session.id)
      if (behaviour === 'refuse recipient for good') return done(answer(550, 'No such mailbox'))
      if (behaviour === 'drop before data') return drop(session.id)
      done()
    },
    onData(stream, session, done) {
      const behaviour = sessions.get(session.id)
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => {
        if (behaviour === 'drop in data') return drop(session.id)
        parts.push(part)
      })
      stream.on('end', async () => {
        if (behaviour === 'drop in data') return
        const raw = Buffer.concat(parts).toString('utf8')
        const mail: ReceivedMail = {
          messageId: /^Message-ID: (<\S+>)/im.exec(raw)?.[1] ?? '',
          to: session.envelope.rcptTo.map((one) => one.address).join(', '),
          raw,
          said: behaviour === 'accept',
        }
        await server.onData(mail)
        if (behaviour === 'refuse data for now') return done(answer(451, 'No room, come back later'))
        if (behaviour === 'refuse data for good') return done(answer(554, 'Not wanted here'))
        received.push(mail)
        if (behaviour === 'drop after data') return drop(session.id)
        if (behaviour === 'silent after data') return
        done(null, `Taken as ${received.length}`)
      })
    },
  })
  smtp.on('error', () => undefined)
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  const { port } = smtp.server.address() as AddressInfo
  const server: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    received,
    next: (...behaviours) => {
      queue.push(...behaviours)
    },
    always: (behaviour) => {
      usual = behaviour
    },
    calm: () => {
      queue.length = 0
      usual = 'accept'
      server.onData = () => undefined
    },
    onData: () => undefined,
    close: () => new Promise((resolve) => smtp.close(resolve)),
  }
  return server
}
