import type { ContentCheck } from './content.ts'

/** Characters a value may have: n digits, x the 82 of GS1's general set, y the 39 of part numbers, z base64 for URLs. */
export type CharacterSet = 'n' | 'x' | 'y' | 'z'

/** One piece of a value: its characters, least and greatest length, and what its content must be. */
export type Part = {
  set: CharacterSet
  least: number
  most: number
  optional: boolean
  checks: readonly ContentCheck[]
}

/** What the standard says of one application identifier. */
export type Identifier = {
  ai: string
  /** Length is given by the identifier itself: no separator needs to follow. */
  fixed: boolean
  /** May stand in the query of a Digital Link. */
  attribute: boolean
  parts: readonly Part[]
  /** One of these groups must be there, too ("01+21" is both; "31nn" is any of the family); empty: stands alone. */
  needs: readonly string[]
  /** None of these may be there. */
  excludes: readonly string[]
  /** Primary key of a Digital Link with the qualifiers that may follow in this order; null when it is none. */
  key: readonly (readonly string[])[] | null
}

/**
 * All application identifiers of the GS1 General Specifications, one kind a line: identifiers, marks (= fixed length,
 * ? allowed in the query of a link), parts, then `needs`, `not` and `key`. "310-316:0-5" is 3100 to 3105, 3110 to 3115
 * and so on; `alone` excludes the rest of its own family. `npm run check:data` holds it against GS1's own dictionary.
 */
const TABLE = `
00 =? n18.check.company2 key
01 =? n14.check.company2 not 255,37 key 22,10,21|235
02 =? n14.check.company2 needs 37 not 01,03
03 = n14.check.company2 not 01,02,37,235
10 ? x..20 needs 01,02,03,8006,8026
11,13,15,16 =? n6.day0 needs 01,02,03,8006,8026
12 =? n6.day0 needs 8020
17 =? n6.day0 needs 01,02,03,255,8006,8026
20 =? n2 needs 01,02,03,8006,8026
21 - x..20 needs 01,03,8006 not 235
22 - x..20 needs 01
235 - x..28 needs 01
240,241 ? x..30 needs 01,02,03,8006,8026
242 ? n..6 needs 01,02,8006,8026
243 ? x..20 needs 01,03
250 ? x..30 needs 01+21,03+21,8006+21
251 ? x..30 needs 01,03,8006
253 ? n13.check.company [x..17] key
254 - x..20 needs 414
255 ? n13.check.company [n..12] not 01,02,415,8006,8020,8026 key
30 ? n..8 needs 01,02
310-316:0-5,320-329:0-5,350-352:0-5,356-357:0-5,360-361:0-5,364-366:0-5 =? n6 needs 01,02 alone
330-336:0-5,340-349:0-5,353-355:0-5,362-363:0-5,367-369:0-5 =? n6 needs 00,01 alone
337:0-5 =? n6 needs 01 alone
37 ? n..8 needs 00+02,00+8026
390:0-9 ? n..15 needs 255,8020 not 390n,391n,394n,8111
391:0-9 ? n3.currency n..15 needs 8020 alone
392:0-9 ? n..15 needs 01+30,01+31nn,01+32nn,01+35nn,01+36nn not 392n,393n
393:0-9 ? n3.currency n..15 needs 30,31nn,32nn,35nn,36nn alone
394:0-3 ? n4 needs 255 not 394n,8111
395:0-5 ? n6 needs 30,31nn,32nn,35nn,36nn not 392n,393n,395n,8005
400 ? x..30
401 ? x..30.company key
402 ? n17.check.company key
403 ? x..30 needs 00
410-413,416 =? n13.check.company
414 =? n13.check.company key 254|7040
415 =? n13.check.company needs 8020 key 8020
417 =? n13.check.company key 7040
420 ? x..20 not 421
421 ? n3.country x..9 not 4307
422 ? n3.country needs 01,02,03,8006,8026 not 426
423,425 ? n3.country [n3.country] [n3.country] [n3.country] [n3.country] needs 01,02,03 not 426
424 ? n3.country needs 01,02,03 not 426
426 ? n3.country needs 01,02,03
427 ? x..3 needs 01+422,02+422,03+422
4300,4301,4310,4311,4320 ? x..35.percent needs 00
4302,4304-4306,4312,4314-4316 ? x..70.percent needs 00
4303 ? x..70.percent needs 4302
4313 ? x..70.percent needs 4312
4307,4317 ? x2.country2 needs 00
4308,4319 ? x..30 needs 00
4309 ? n10.latitude n10.longitude needs 00
4318 ? x..20 needs 00
4321-4323 ? n1.yesno needs 00
4324,4325 ? n6.day0 n4.time needs 00
4326 ? n6.day needs 00
4330 ? n6 [x1.minus] needs 00 not 4331
4331 ? n6 [x1.minus] needs 00 not 4330
4332 ? n6 [x1.minus] needs 00 not 4333
4333 ? n6 [x1.minus] needs 00 not 4332
7001 ? n13 needs 01,02,8006,8026
7002 ? x..30 needs 01,02
7003 ? n6.day n4.time needs 01,02,03
7004 ? n..4 needs 01+10,03+10
7005 ? x..12 needs 01,02
7006 ? n6.day needs 01,02
7007 ? n6.day [n6.day] needs 01,02
7008 ? x..3 needs 01,02
7009 ? x..10 needs 01,02
7010 ? x..2 needs 01,02,03
7011 ? n6.day [n4.time] needs 01,02,03
7020 ? x..20 needs 01+416,03+416,8006+416
7021 ? x..20 needs 01,03,8006
7022 ? x..20 needs 01+7021,03+7021,8006+7021
7023 ? x..30.company
703:0-9 ? n3.country999 x..27 needs 01,02
7040 - n1 x1 x1 x1.importer
7041 - x..4.package needs 00
710-717 ? x..20 needs 01
723:0-9 ? x2 x..28 needs 01,8004
7240 ? x..20 needs 01,8006 not 03
7241 ? n2.media needs 8017,8018
7242 ? x..25 needs 8017,8018
7250 ? n8.fullday needs 8018 not 7251
7251 ? n8.fullday n4.time needs 8018 not 7250
7252 ? n1.sex needs 8018
7253,7254 ? x..40.percent needs 8017,8018 not 7256,7259
7255 ? x..10 needs 8017,8018 not 7256,7259
7256 ? x..90.percent needs 8017,8018
7257 ? x..70.percent needs 8018
7258 ? x3.sequence needs 8018+7259
7259 ? x..40.percent needs 8018 not 7256
8001 ? n4.nonzero n5.nonzero n3.nonzero n1.winding n1 needs 01
8002 ? x..20
8003 ? n1.zero n13.check.company [x..16] key
8004 ? x..30.company key 7040
8005 ? n6 needs 01,02
8006 ? n14.check.company2 n4.piece not 01,03,37 key 22,10,21
8007 ? x..34.iban needs 415
8008 ? n6.day n2.hour [n2.minute] [n2.second] needs 01,02,03
8009 ? x..50 needs 00,01,03
8010 ? y..30.company key 8011
8011 - n..12.unpadded needs 8010
8012 ? x..20 needs 01,03,8006
8013 ? x..25.pair.company key
8014 - x..25.pair.company.nondigit needs 01
8017 ? n18.check.company not 8018 key 8019
8018 ? n18.check.company not 8017 key 8019
8019 - n..10 needs 8017,8018
8020 - x..25 needs 415
8026 ? n14.check.company2 n4.piece needs 37 not 02,03,8006
8030 ? z..90 needs 00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018
8040 - n15 needs 01+21
8041 - n15 needs 01+21+8040
8042 - n32 needs 01+21+8040
8043 - n18 [n..2] needs 01+21+8040
8110 ? x..70.coupon
8111 ? n4 needs 255
8112 ? x..70.offer
8200 - x..70 needs 01
90 ? x..30
91-99 ? x..90
`

function expand(ids: string): string[] {
  return ids.split(',').flatMap((range) => {
    const [bases = '', last] = range.split(':')
    const [from = '', to = from] = bases.split('-')
    const all = Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) =>
      String(Number(from) + i).padStart(from.length, '0'),
    )
    if (last === undefined) return all
    const [low = '0', high = low] = last.split('-')
    return all.flatMap((base) =>
      Array.from({ length: Number(high) - Number(low) + 1 }, (_, i) => `${base}${Number(low) + i}`),
    )
  })
}

function readPart(text: string): Part {
  const optional = text.startsWith('[')
  const match = /^([nxyz])(\.\.)?(\d+)((?:\.[a-z0-9]+)*)$/.exec(optional ? text.slice(1, -1) : text)
  if (!match) throw new Error(`The table of identifiers has a part it cannot read: ${text}`)
  const most = Number(match[3])
  const checks = (match[4] ?? '').split('.').filter(Boolean) as ContentCheck[]
  return { set: match[1] as CharacterSet, least: match[2] ? 1 : most, most, optional, checks }
}

function readLine(line: string): Identifier[] {
  const [ids = '', marks = '', ...rest] = line.split(' ')
  const parts: Part[] = []
  const lists: Record<string, string> = {}
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i] ?? ''
    if (/^\[?[nxyz][.\d]/.test(word)) parts.push(readPart(word))
    else if (word === 'alone') lists.alone = ''
    else lists[word] = rest[++i] ?? ''
  }
  const list = (name: string) => lists[name]?.split(',') ?? []
  return expand(ids).map((ai) => ({
    ai,
    fixed: marks.includes('='),
    attribute: marks.includes('?'),
    parts,
    needs: list('needs'),
    excludes: lists.alone === undefined ? list('not') : [`${ai.slice(0, 3)}n`],
    key: lists.key === undefined ? null : lists.key.split('|').map((order) => order.split(',').filter(Boolean)),
  }))
}

/** All identifiers by their digits. */
export const IDENTIFIERS: ReadonlyMap<string, Identifier> = new Map(
  TABLE.trim()
    .split('\n')
    .flatMap(readLine)
    .map((identifier) => [identifier.ai, identifier]),
)

/** The identifier that a text begins with; null when there is none. No identifier is the beginning of another. */
export function identifierAt(text: string): Identifier | null {
  for (const length of [2, 3, 4]) {
    const found = IDENTIFIERS.get(text.slice(0, length))
    if (found) return found
  }
  return null
}

/** Least and greatest length of a whole value. */
export function valueLengths(identifier: Identifier): { least: number; most: number } {
  return {
    least: identifier.parts.reduce((sum, part) => sum + (part.optional ? 0 : part.least), 0),
    most: identifier.parts.reduce((sum, part) => sum + part.most, 0),
  }
}
