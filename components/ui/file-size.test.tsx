import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LARGER, LARGEST_UPLOAD } from '#lib/files/load.schema.ts'
import { FileInput } from './file-input.tsx'
import { filesTooLarge } from './file-size.ts'

const largest = { bytes: LARGEST_UPLOAD, words: LARGER }
const field = (...sizes: number[]) => ({
  name: 'file',
  files: sizes.map((size) => ({ name: 'prices.xlsx', size })),
  dataset: { largest: String(largest.bytes), larger: largest.words },
})

test('a file that is too large is named, with how large it is and what to do', () => {
  expect(filesTooLarge([field(48_210_000)])).toEqual([
    {
      field: 'file',
      message: 'Choose a file of at most 32 MB, or load it with npm run load: prices.xlsx has 48.3 MB',
    },
  ])
  expect(filesTooLarge([field(32_000_001)])[0]?.message).toContain('32.1 MB')
})

test('nothing is said of what fits, of no file, and of fields of any size', () => {
  expect(filesTooLarge([field(32_000_000), field(0), field(), { ...field(), files: null }])).toEqual([])
  expect(filesTooLarge([{ ...field(99_000_000), dataset: {} }])).toEqual([])
})

test('a field tells the browser what it takes', () => {
  const drawn = renderToStaticMarkup(<FileInput name="file" label="File" largest={largest} />)
  expect(drawn).toContain('data-largest="32000000"')
  expect(drawn).toContain(`data-larger="${LARGER}"`)
  expect(renderToStaticMarkup(<FileInput name="file" label="File" />)).not.toContain('data-larg')
})
