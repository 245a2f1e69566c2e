import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HELP_TOPICS, type HelpTopic, helpTopic, topicsFor } from './topics.ts'

test('every topic is asked as a question, answered in short, and has an id of its own', () => {
  const topics: readonly HelpTopic[] = HELP_TOPICS
  expect(new Set(topics.map((one) => one.id)).size).toBe(topics.length)
  for (const { id, question, short } of topics) {
    expect(question, id).toMatch(/^[A-Z].*\?$/)
    expect(short, id).toMatch(/\.$/)
    expect(short.length, id).toBeLessThan(200)
  }
})

test('the words of a topic find it; nothing typed finds all; what nobody wrote finds none', () => {
  fc.assert(
    fc.property(fc.constantFrom<HelpTopic>(...HELP_TOPICS), fc.nat(), (topic, n) => {
      const words = topic.words.split(' ')
      expect(topicsFor(words[n % words.length] ?? '').map((one) => one.id)).toContain(topic.id)
      expect(topicsFor(topic.question.toUpperCase())[0]?.id).toBe(topic.id)
    }),
  )
  expect(topicsFor('  ')).toHaveLength(HELP_TOPICS.length)
  expect(topicsFor('zebra crossing')).toEqual([])
})

test('help stands where the question arises, and each place asks for a topic there is', () => {
  const asked = globSync('{app,components}/**/*.tsx').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/<HelpWith topic="([\w-]+)"/g)].map(([, id]) => id ?? ''),
  )
  for (const id of asked) expect(HELP_TOPICS.map((one) => one.id)).toContain(id)
  expect(asked).toEqual(expect.arrayContaining(['price', 'buying-group', 'off-contract', 'approve', 'audit']))
  expect(helpTopic('approve').question).toBe('Why must this be approved?')
})
