/** An attachment of a message. */
export type MessagePart = { fileName: string; mediaType: string; content: Uint8Array }

/** A message as it can be shown: head, plain text, attachments. */
export type ReadMessage = {
  subject: string
  from: string
  to: string
  replyTo: string | null
  messageId: string
  date: string
  text: string
  attachments: MessagePart[]
}

type Entity = { heads: Map<string, string>; body: string }

const DEEPEST = 8

/**
 * Reads a message of the outgoing folder (RFC 5322 with MIME) for showing: encoded words, base64 and quoted-printable,
 * multiparts a few levels deep. Never fails: what it does not understand is left as it stands. Bytes in, plain data out.
 */
export function readMessage(raw: Uint8Array): ReadMessage {
  const whole = entity(Buffer.from(raw).toString('latin1'))
  const head = (name: string) => words(whole.heads.get(name) ?? '')
  const found: { texts: string[]; attachments: MessagePart[] } = { texts: [], attachments: [] }
  walk(whole, found, 0)
  const replyTo = head('reply-to')
  return {
    subject: head('subject'),
    from: head('from'),
    to: head('to'),
    replyTo: replyTo === '' ? null : replyTo,
    messageId: head('message-id'),
    date: head('date'),
    text: found.texts.join('\n'),
    attachments: found.attachments,
  }
}

function entity(source: string): Entity {
  const end = /\r?\n\r?\n/.exec(source)
  const top = end ? source.slice(0, end.index) : source
  const heads = new Map<string, string>()
  for (const line of top.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    if (colon > 0 && !heads.has(name)) heads.set(name, line.slice(colon + 1).trim())
  }
  return { heads, body: end ? source.slice(end.index + end[0].length) : '' }
}

function walk(part: Entity, found: { texts: string[]; attachments: MessagePart[] }, depth: number): void {
  const type = part.heads.get('content-type') ?? 'text/plain'
  const mediaType = (type.split(';')[0] ?? '').trim().toLowerCase()
  const boundary = parameter(type, 'boundary')
  if (mediaType.startsWith('multipart/') && boundary && depth < DEEPEST) {
    for (const piece of pieces(part.body, boundary)) walk(entity(piece), found, depth + 1)
    return
  }
  const disposition = part.heads.get('content-disposition') ?? ''
  const fileName = parameter(disposition, 'filename') ?? parameter(type, 'name')
  const content = decoded(part)
  if (mediaType === 'text/plain' && !disposition.toLowerCase().startsWith('attachment')) {
    found.texts.push(content.toString(parameter(type, 'charset')?.toLowerCase() === 'iso-8859-1' ? 'latin1' : 'utf8'))
    return
  }
  const name = words(fileName ?? '') || unnamed(mediaType, found.attachments.length + 1)
  found.attachments.push({ fileName: name, mediaType, content })
}

/** What a part without a name is called: a forwarded or returned message is one. */
function unnamed(mediaType: string, place: number): string {
  if (mediaType === 'text/html') return 'The message as a page.html'
  if (mediaType === 'message/rfc822') return 'The message.eml'
  return `Attachment ${place}`
}

function pieces(body: string, boundary: string): string[] {
  const between = `\n${body.replace(/\r\n/g, '\n')}`.split(`\n--${boundary}`)
  return between
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => piece.replace(/^[ \t]*\n/, ''))
}

function decoded({ heads, body }: Entity): Buffer {
  switch ((heads.get('content-transfer-encoding') ?? '').toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64')
    case 'quoted-printable':
      return quotedPrintable(body)
    default:
      return Buffer.from(body, 'latin1')
  }
}

function quotedPrintable(text: string): Buffer {
  const joined = text.replace(/=[ \t]*\r?\n/g, '')
  const bytes = joined.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}

function parameter(value: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\*?=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(value)
  const text = match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2]
  const extended = text && /^utf-8''(.+)$/i.exec(text)
  if (!extended?.[1]) return text
  try {
    return decodeURIComponent(extended[1])
  } catch {
    return text
  }
}

/** Encoded words (RFC 2047) of a head as text. Those that follow each other are joined without a blank. */
function words(text: string): string {
  const joined = text.replace(/(\?=)\s+(=\?)/g, '$1$2')
  return joined.replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, coded: string) =>
    how.toUpperCase() === 'B'
      ? Buffer.from(coded, 'base64').toString('utf8')
      : quotedPrintable(coded.replaceAll('_', ' ')).toString('utf8'),
  )
}
