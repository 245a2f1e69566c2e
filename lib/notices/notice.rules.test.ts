import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNews, type NoticeFacts, noticeLink, noticeMail } from './notice.rules.ts'
import { NOTICE_KINDS, NOTICES, noticesFor } from './notice.schema.ts'

const facts: NoticeFacts = {
  kind: 'approval_waiting',
  name: 'Daniel Okafor',
  trust: 'Riverside University Hospitals NHS Trust',
  number: 'RZZ-PH-26-000001-1',
  supplier: 'Meridian <Wholesale> & Sons',
  lines: 2,
  by: 'Amira Hassan',
  why: 'off contract',
  address: 'https://tincture.example',
}

describe('a notice', () => {
  it('says what waits and why, and leads to the page where one decides', () => {
    const mail = noticeMail(facts)
    expect(mail.subject).toBe('Order RZZ-PH-26-000001-1 to Meridian <Wholesale> & Sons waits for you')
    expect(mail.text).toContain('Amira Hassan submitted order RZZ-PH-26-000001-1')
    expect(mail.text).toContain('It came to you because: off contract.')
    expect(mail.text).toContain('https://tincture.example/orders/RZZ-PH-26-000001-1/approve\n')
  })

  it('says the same as HTML, with everything escaped and nothing that reports back', () => {
    const { html } = noticeMail(facts)
    expect(html).toContain('Meridian &#60;Wholesale&#62; &#38; Sons')
    expect(html).not.toMatch(/<(img|script|style|link)|style=/)
  })

  it('carries no price, whatever the kind', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NOTICE_KINDS), (kind) => {
        const { subject, text, html } = noticeMail({ ...facts, kind })
        expect(`${subject}${text}${html}`).not.toContain('£')
        expect(text).toContain(noticeLink({ ...facts, kind }))
        expect(subject).toContain(kind === 'directory_waiting' ? 'Amira Hassan' : facts.number)
      }),
    )
  })

  it('is news for two days', () => {
    const at = new Date('2026-11-21T09:00:00Z')
    expect(isNews(at, new Date('2026-11-23T08:59:59Z'))).toBe(true)
    expect(isNews(at, new Date('2026-11-23T09:00:00Z'))).toBe(false)
  })
})

describe('who can have which', () => {
  it('offers a role what is for it', () => {
    expect(noticesFor(['lead', 'chief'])).toEqual(NOTICE_KINDS.filter((kind) => kind !== 'directory_waiting'))
    expect(noticesFor(['admin'])).toEqual(['directory_waiting'])
    expect(noticesFor(['pharmacist'])).toEqual(['approval_waiting', 'approval_reminder'])
    expect(noticesFor(['auditor', 'finance', 'hub', 'stores'])).toEqual([])
  })

  it('is on for what waits, was returned or refused; off for the rest', () => {
    expect(NOTICE_KINDS.filter((kind) => NOTICES[kind].on)).toEqual([
      'approval_waiting',
      'approval_reminder',
      'approval_escalated',
      'order_returned',
      'order_rejected',
      'directory_waiting',
    ])
  })
})
