import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'

/**
 * What handing a message to a mail server came to. `refused`: it certainly was not taken, `permanent` says that another
 * try would be refused too. `unknown`: the server was given the data and the line or this process failed before it
 * answered, so it may have the message.
 */
export type Delivery =
  | { outcome: 'accepted'; answer: string }
  | { outcome: 'refused'; permanent: boolean; answer: string }
  | { outcome: 'unknown'; answer: string }

/** Where the server is and how to sign in, from `smtp://user:password@host:587?requireTLS=true` or `smtps://…`. */
export function smtpOptions(url: string): { connection: SMTPConnectionOptions; auth: SmtpAuth | null } {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  const secure = protocol === 'smtps:'
  return {
    connection: {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port ? Number(port) : secure ? 465 : 587,
      secure,
      requireTLS: searchParams.get('requireTLS') === 'true',
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      dnsTimeout: 10_000,
      socketTimeout: 40_000,
    },
    auth: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : null,
  }
}

type SmtpAuth = { user: string; pass: string }
type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string }

/**
 * Hands one message to a mail server. `handOver` is asked after the server said it will take the data and before the
 * first byte of it: only when it answers true does any of the message leave. Whatever fails before that is a refusal;
 * whatever fails after it without the server's own answer to the data is unknown. At most `seconds` pass after that.
 */
export function deliverBySmtp(
  url: string,
  envelope: { from: string; to: string },
  raw: Uint8Array,
  handOver: () => Promise<boolean>,
  seconds: number,
): Promise<Delivery> {
  const { connection: options, auth } = smtpOptions(url)
  const connection = new SMTPConnection(options)
  let handed = false
  let deadline: NodeJS.Timeout | undefined
  return new Promise((resolve) => {
    const end = (delivery: Delivery) => {
      clearTimeout(deadline)
      if (delivery.outcome === 'accepted') connection.quit()
      else connection.close()
      resolve(delivery)
    }
    const failed = (fault: SmtpError) => end(handed ? afterData(fault) : beforeData(fault))
    const data = new Readable({
      read() {
        handOver().then(
          (mayGo) => {
            if (!mayGo) return data.destroy(new Error('The sending was taken over by somebody else'))
            handed = true
            deadline = setTimeout(() => failed(new Error('The mail server did not answer in time')), seconds * 1000)
            data.push(raw)
            data.push(null)
          },
          (fault: Error) => data.destroy(fault),
        )
      },
    })
    const send = () =>
      connection.send({ from: envelope.from, to: [envelope.to], size: raw.byteLength }, data, (fault, info) => {
        if (fault) return failed(fault)
        end({ outcome: 'accepted', answer: oneLine(info?.response ?? '') })
      })
    connection.on('error', failed)
    connection.connect((fault) => {
      if (fault) return failed(fault)
      if (!auth) return send()
      connection.login({ credentials: auth }, (refusal) => (refusal ? failed(refusal) : send()))
    })
  })
}

/** Nothing of the message has left: it was refused. For good only where the server said so of sender, recipient or size. */
function beforeData(fault: SmtpError): Delivery {
  const about = fault.command === 'MAIL FROM' || fault.command === 'RCPT TO' || fault.command === 'DATA'
  const permanent = about && fault.code !== 'ECONNECTION' && (fault.responseCode ?? 0) >= 500
  return { outcome: 'refused', permanent, answer: oneLine(fault.response ?? fault.message) }
}

/** The data has left: only the server's own answer to it counts. */
function afterData(fault: SmtpError): Delivery {
  if (fault.code === 'EMESSAGE' && fault.responseCode) {
    return {
      outcome: 'refused',
      permanent: fault.responseCode >= 500,
      answer: oneLine(fault.response ?? fault.message),
    }
  }
  return { outcome: 'unknown', answer: oneLine(fault.response ?? fault.message) }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 500)
}
