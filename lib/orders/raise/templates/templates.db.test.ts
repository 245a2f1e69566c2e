import { expect, test } from 'vitest'
import { aPad, done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { padView } from '../pad.queries.ts'
import { fillFromTemplate } from './fill-from-template.command.ts'
import { makeTemplate } from './make-template.command.ts'
import { removeTemplate } from './remove-template.command.ts'
import { restoreTemplate } from './restore-template.command.ts'
import { saveTemplate } from './save-template.command.ts'
import { removedTemplate, templatesOf, templateView } from './templates.queries.ts'

const world = await aWorld()
const { storeId, costCentreId } = world.trusts.RZZ
const technician = () => world.act('technician')
const lead = () => world.act('lead')
const head = { name: 'Monday round', storeId, costCentreId, shared: true, more: '' }
const named = (list: { name: string }[]) => list.map((one) => one.name)

async function aTemplate(more: Partial<Parameters<typeof makeTemplate>[1]> = {}): Promise<string> {
  const text = `${world.packs.meropenem}\t4\tWard 9\n${world.packs.paracetamol}\t6\n`
  return done(await makeTemplate(technician(), { ...head, more: text, ...more })).templateId
}

test('made by hand, of an order and of a pad; used, it fills a pad at the prices of that day', async () => {
  const templateId = await aTemplate()
  const made = done(await fillFromTemplate(lead(), { templateId }))
  expect(made).toMatchObject({ lines: 2, rows: 0 })
  const pad = done(await padView(world.actor('lead'), made.padId, world.clock()))
  expect(pad.lines.map((line) => [line.amppId, line.packs, line.ownNote])).toEqual(
    expect.arrayContaining([
      [world.packs.meropenem, 4, 'Ward 9'],
      [world.packs.paracetamol, 6, ''],
    ]),
  )
  const [order] = await submittedPad(world, [{ pack: 'meropenem', packs: 3 }])
  const ofOrder = done(await makeTemplate(technician(), { ...head, order: order?.number }))
  const { padId } = await aPad(world, [
    { pack: 'adenosine5', packs: 2 },
    { pack: 'morphine', packs: 1 },
  ])
  const ofPad = done(await makeTemplate(technician(), { ...head, pad: padId, more: `${world.packs.insulin}\t5` }))
  const lines = async (id: string) => (await templateView(world.actor('technician'), id))?.lines.map((one) => one.packs)
  expect(await lines(ofOrder.templateId)).toEqual([3])
  expect(await lines(ofPad.templateId)).toEqual([2, 1, 5])
})

test('rows that name no pack are refused with each reason, and nothing is made', async () => {
  const before = (await templatesOf(world.actor('technician'))).templates.length
  const more = 'Adenosine\t2\nno such thing\tsome\n1.08503E+17\t3\n'
  const refused = await makeTemplate(technician(), { ...head, more })
  if (refused.ok || refused.refusal.code !== 'INVALID') throw new Error('It was made')
  expect(refused.refusal.errors.map((one) => one.message)).toEqual([
    expect.stringMatching(/^Row 1, Adenosine: 2 packs match, so add the pack size: Adenosine/),
    'Row 2, no such thing: nothing matches and “some” is not a whole number of packs',
    'Row 3, 1.08503E+17: Excel rounded this id, so copy the column as text',
  ])
  expect(await makeTemplate(technician(), head)).toMatchObject({ refusal: { code: 'INVALID' } })
  expect((await templatesOf(world.actor('technician'))).templates).toHaveLength(before)
})

test('two people change it at once: one is told; only its owner says whether it is shared', async () => {
  const templateId = await aTemplate()
  const change = { ...head, templateId, version: 1, lines: [{ no: 1, packs: 9, note: '', remove: false }] }
  const removal = { ...change, lines: [{ no: 2, packs: 6, note: '', remove: true }] }
  const both = await Promise.all([
    saveTemplate(technician(), { ...change, lines: [...change.lines] } as never),
    saveTemplate(lead(), { ...removal, lines: [...removal.lines] } as never),
  ])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
  const now = await templateView(world.actor('lead'), templateId)
  const hidden = { ...head, shared: false, templateId, version: now?.version ?? 0, lines: [] }
  done(await saveTemplate(lead(), hidden))
  expect((await templateView(world.actor('lead'), templateId))?.shared).toBe(true)
  done(await saveTemplate(technician(), { ...hidden, version: hidden.version + 1 }))
  expect(await templateView(world.actor('lead'), templateId)).toBeNull()
})

test('removed it is gone from the list and brought back as it was; the same key acts once', async () => {
  const templateId = await aTemplate({ name: 'Gone soon' })
  const act = technician()
  const both = await Promise.all([
    removeTemplate(act, { templateId, version: 1 }),
    removeTemplate(act, { templateId, version: 1 }),
  ])
  expect(both[0]).toEqual(both[1])
  expect(named((await templatesOf(world.actor('technician'))).templates)).not.toContain('Gone soon')
  expect(await fillFromTemplate(technician(), { templateId })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  expect(await removedTemplate(world.actor('technician'), templateId)).toBe('Gone soon')
  done(await restoreTemplate(technician(), { templateId }))
  expect((await templateView(world.actor('technician'), templateId))?.lines).toHaveLength(2)
})

test('another trust and another role are kept out', async () => {
  const templateId = await aTemplate()
  const other = () => world.act('technician', { trust: 'RZY' })
  const answers = [
    await fillFromTemplate(other(), { templateId }),
    await removeTemplate(other(), { templateId, version: 1 }),
    await saveTemplate(other(), { ...head, templateId, version: 1, lines: [] }),
    await makeTemplate(other(), { ...head, more: `${world.packs.meropenem}\t4` }),
  ]
  for (const answer of answers) expect(answer).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  expect(await fillFromTemplate(world.act('stores'), { templateId })).toMatchObject({
    refusal: { code: 'NOT_ALLOWED' },
  })
  expect(await templatesOf(world.actor('stores'))).toEqual({ templates: [], standing: [] })
})
