import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LogLines } from './log-lines.ts'

const AT = new Date('2026-11-23T09:00:00Z')

test('JSON lines stay as they are; whatever else is written becomes one, in whatever pieces it comes', () => {
  const written = fc.array(
    fc.oneof(fc.constant('{"level":30,"msg":"ok"}'), fc.string({ maxLength: 30 }), fc.constant('{half')),
  )
  fc.assert(
    fc.property(written, fc.array(fc.nat(20)), (lines, cuts) => {
      const text = `${lines.join('\n')}\n`
      const log = new LogLines()
      let out = ''
      let from = 0
      for (const cut of [...cuts, text.length]) {
        out += log.take(text.slice(from, from + cut), AT)
        from = Math.min(text.length, from + cut)
      }
      out += log.take(text.slice(from), AT) + log.end(AT)
      for (const line of out.split('\n').slice(0, -1)) expect(JSON.parse(line)).toHaveProperty('msg')
      expect(out.split('{"level":30,"msg":"ok"}').length).toBeGreaterThan(
        lines.filter((line) => line === '{"level":30,"msg":"ok"}').length,
      )
    }),
  )
})

test('what the framework writes by itself passes the censor', () => {
  const log = new LogLines()
  const out = log.take(
    "  input: 'http://u:hunter2secret@h:99999/9434765919'\n\u001b[31m⨯\u001b[0m Error: password=abc123\n",
    AT,
  )
  expect(out).not.toMatch(/hunter2secret|9434765919|abc123|\[31m/)
  expect(out.trim().split('\n')).toHaveLength(2)
})
