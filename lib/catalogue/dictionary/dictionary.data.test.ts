import { expect, it } from 'vitest'
import { referenceText } from '#lib/testing/reference-data.ts'
import { readRelease } from './read/read-release.ts'

const NAMES = [
  ...[
    'f_lookup2_3',
    'f_ingredient2_3',
    'f_vtm2_3',
    'f_vmp2_3',
    'f_vmpp2_3',
    'f_amp2_3',
    'f_ampp2_3',
    'f_gtin2_0',
    'f_bnf1_0',
  ],
  ...['HISTORIC_CODES/f_history1_0', 'VTM_INGREDIENTS/f_vtm_ing1_0'],
]

it('the files of a real release are read; what is made up in them is found by its check digit', async () => {
  const files = NAMES.map((name) => ({
    fileName: `${name}260821.xml`,
    content: new TextEncoder().encode(referenceText(`dmd-2021-08-26/${name}260821.xml`)),
  }))
  const reading = readRelease({ files, done: [] })
  const found: Record<string, { entries: number; left: string[] }> = {}
  for (;;) {
    const step = await reading.next()
    if (step.done) {
      expect(step.value.problem).toBeNull()
      break
    }
    const { value } = step
    if (value.what !== 'end') continue
    found[value.kind] = { entries: value.entries, left: [...new Set(value.named.map(({ id }) => id))] }
  }
  expect(found).toEqual({
    lookup: { entries: 3384, left: [] },
    ingredient: { entries: 4, left: [] },
    vtm: { entries: 1, left: [] },
    vmp: { entries: 2, left: [] },
    vmpp: { entries: 1, left: ['8967511000001109'] },
    amp: { entries: 3, left: [] },
    ampp: { entries: 1, left: ['8968011000001101'] },
    gtin: { entries: 1, left: [] },
    bnf: { entries: 1, left: [] },
    history: { entries: 9, left: ['10406411000001101'] },
    vtm_ing: { entries: 1, left: [] },
  })
})
