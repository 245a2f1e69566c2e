import { expect, it } from 'vitest'
import { referenceText } from '#lib/testing/reference-data.ts'
import { IDENTIFIERS, type Identifier, type Part } from './table.ts'

const CHECKS: Record<string, string> = {
  csum: 'check',
  gcppos1: 'company',
  gcppos2: 'company2',
  yymmd0: 'day0',
  yymmdd: 'day',
  yyyymmdd: 'fullday',
  hhmi: 'time',
  hh: 'hour',
  mi: 'minute',
  ss: 'second',
  iso3166: 'country',
  iso3166999: 'country999',
  iso3166alpha2: 'country2',
  iso4217: 'currency',
  pcenc: 'percent',
  hyphen: 'minus',
  mediatype: 'media',
  iso5218: 'sex',
  posinseqslash: 'sequence',
  pieceoftotal: 'piece',
  nozeroprefix: 'unpadded',
  csumalpha: 'pair',
  hasnondigit: 'nondigit',
  importeridx: 'importer',
  packagetype: 'package',
  couponcode: 'coupon',
  couponposoffer: 'offer',
}

function readPart(text: string): Part {
  const optional = text.startsWith('[')
  const [type = '', ...checks] = text.replace(/[[\]]/g, '').split(',')
  const most = Number(type.replace(/\D/g, ''))
  return {
    set: type.charAt(0).toLowerCase() as Part['set'],
    least: type.includes('..') ? 1 : most,
    most,
    optional,
    checks: checks.map((check) => (CHECKS[check] ?? check) as Part['checks'][number]),
  }
}

function readEntry(line: string): Identifier[] {
  const [ids = '', ...words] = (line.split('#')[0] ?? '').trim().split(/\s+/)
  const marks = /^[*?]+$/.test(words[0] ?? '') ? (words.shift() ?? '') : ''
  const value = (name: string) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
  const key = words.includes('dlpkey') ? '' : value('dlpkey')
  const [from = '', to = from] = ids.split('-')
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => ({
    ai: String(Number(from) + i).padStart(from.length, '0'),
    fixed: marks.includes('*'),
    attribute: marks.includes('?'),
    parts: words.filter((word) => /^\[?[NXYZ]/.test(word)).map(readPart),
    needs: value('req')?.split(',') ?? [],
    excludes: value('ex')?.split(',') ?? [],
    key: key === undefined ? null : key.split('|').map((order) => order.split(',').filter(Boolean)),
  }))
}

it('says what the dictionary of GS1 says, identifier by identifier', () => {
  const lines = referenceText('gs1-syntax-dictionary.txt').split('\n')
  const dictionary = lines.filter((line) => /^\d/.test(line)).flatMap(readEntry)
  expect([...IDENTIFIERS.keys()].toSorted()).toEqual(dictionary.map(({ ai }) => ai).toSorted())
  for (const entry of dictionary) expect(IDENTIFIERS.get(entry.ai)).toEqual(entry)
})
