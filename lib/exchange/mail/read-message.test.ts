import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeMail } from '#lib/jobs/mail.ts'
import { readMessage } from './read-message.ts'

process.env.APP_DATABASE_URL ??= 'postgres://nowhere'
process.env.AUDIT_KEY ??= 'ab'.repeat(32)

const at = new Date('2026-11-23T09:00:00Z')
const line = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replace(/\p{C}/gu, '').trim())
const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 })

test('what was composed reads back, and the same mail is the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(line, fc.array(line, { maxLength: 8 }), bytes, async (subject, lines, content) => {
      const text = `${lines.join('\n')}\n.\nÄ – end`
      const mail = {
        messageId: '<RZZ-PH-26-000001-0.v1.order@tincture.example>',
        date: at,
        to: 'orders@meridian.example',
        replyTo: { name: 'Zoë Ward', address: 'zoe@rzz.example' },
        subject,
        text,
        attachments: [
          { fileName: 'order.xml', mediaType: 'application/xml', content },
          { fileName: 'a long name – with dashes.pdf', mediaType: 'application/pdf', content },
        ],
      }
      const raw = await composeMail(mail)
      expect(await composeMail(mail)).toEqual(raw)
      const read = readMessage(raw)
      expect(read).toMatchObject({ messageId: mail.messageId, to: mail.to, replyTo: 'Zoë Ward <zoe@rzz.example>' })
      expect(read.subject.replace(/\s+/g, ' ')).toBe(subject.replace(/\s+/g, ' '))
      expect(read.text.replace(/\r\n/g, '\n').trimEnd()).toBe(text.trimEnd())
      expect(read.attachments.map((one) => one.mediaType)).toEqual(['application/xml', 'application/pdf'])
      for (const one of read.attachments) expect(Buffer.from(one.content)).toEqual(Buffer.from(content))
      expect(read.attachments[0]?.fileName).toBe('order.xml')
    }),
    { numRuns: 60 },
  )
})

test('anything at all can be read without a fault', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (raw) => {
      expect(readMessage(raw)).toBeTypeOf('object')
    }),
  )
  const level = (n: number) => `Content-Type: multipart/mixed; boundary=b${n}x\n\n--b${n}x\n`
  const nested = `${Array.from({ length: 50 }, (_, n) => level(n)).join('')}end`
  expect(readMessage(Buffer.from(nested)).attachments).toHaveLength(1)
})
