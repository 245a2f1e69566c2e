import { verhoeffDigit } from '#lib/values/codes.ts'
import { dice, oneOf } from '../dice.ts'

/** How much a full release of dm+d holds, about (2025): one for each concept, the packs last. */
export const FULL = {
  ingredients: 5000,
  vtms: 4000,
  vmps: 25_000,
  vmpps: 50_000,
  amps: 80_000,
  ampps: 170_000,
  gtins: 70_000,
}

/** How much of it there is. */
export type ReleaseSize = typeof FULL

const id = (area: number, n: number) => {
  const digits = `${area}${String(n).padStart(6, '0')}100000110`
  return `${digits}${verhoeffDigit(digits)}`
}

const STEMS = [
  'Inventa',
  'Molu',
  'Cardio',
  'Neuro',
  'Gastro',
  'Hepa',
  'Dermo',
  'Osteo',
  'Pulmo',
  'Renal',
  'Immuno',
  'Onco',
]
const ENDS = [
  'mycin',
  'prazole',
  'statin',
  'olol',
  'pril',
  'sartan',
  'mab',
  'nib',
  'cillin',
  'azepam',
  'oxetine',
  'floxacin',
]
const FORMS = [
  'tablets',
  'capsules',
  'oral solution',
  'solution for injection vials',
  'cream',
  'eye drops',
  'suppositories',
]
const UNITS = ['tablet', 'capsule', 'ml', 'vial', 'gram', 'ampoule', 'suppository']
const ROUTE = '26643006'
const MAKERS = 800

const nameOf = (vmp: number) =>
  `${STEMS[vmp % 12]}${ENDS[Math.floor(vmp / 12) % 12]} ${1 + (Math.floor(vmp / 144) % 170)}mg ${FORMS[vmp % 7]}`

/** One element to a line, as NHSBSA writes it. */
const lines = (item: string, ...elements: (readonly [string, string | number] | false)[]) => {
  const inner = elements.flatMap((one) => (one ? [`            <${one[0]}>${one[1]}</${one[0]}>`] : []))
  return `        <${item}>\n${inner.join('\n')}\n        </${item}>\n`
}

/** A file of a made-up release: its name, and its text bit by bit. */
export type MadeFile = { name: string; text: () => Generator<string> }

/**
 * The files of a made-up release of full size, the same for the same week. In a later week one pack in two hundred has another
 * price, one in five thousand is discontinued, and there are a hundred more.
 */
export function releaseItems(size: ReleaseSize, week: number): MadeFile[] {
  const ampps = size.ampps + week * 100
  const changes = (n: number) => week > 0 && n % 200 === week
  const group = function* (name: string, count: number, item: (n: number) => string) {
    yield `    <${name}>\n`
    for (let n = 0; n < count; n += 1) yield item(n)
    yield `    </${name}>\n`
  }
  const file = (name: string, root: string, inner: () => Generator<string>): MadeFile => ({
    name: `${name}${String(3 + 7 * week).padStart(2, '0')}1126.xml`,
    *text() {
      yield `<?xml version="1.0" encoding="utf-8" ?>\n<${root} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><!-- Made up -->\n`
      yield* inner()
      yield `</${root}>\n`
    },
  })
  const vmpOfVmpp = (n: number) => n % size.vmps
  const vmppOfAmpp = (n: number) => n % size.vmpps
  // a product of the same generic product as the pack's generic pack
  const ampOfAmpp = (n: number) =>
    vmpOfVmpp(vmppOfAmpp(n)) + size.vmps * (Math.floor(n / size.vmpps) % Math.floor(size.amps / size.vmps))
  return [
    file('f_lookup2_3', 'LOOKUP', function* () {
      yield* group('UNIT_OF_MEASURE', UNITS.length, (n) => lines('INFO', ['CD', id(71, n)], ['DESC', UNITS[n] ?? '']))
      yield* group('SUPPLIER', MAKERS, (n) =>
        lines('INFO', ['CD', id(72, n)], ['CDDT', '2004-12-01'], ['DESC', `Made-up Pharma ${n} &amp; Sons Ltd`]),
      )
    }),
    file('f_ingredient2_3', 'INGREDIENT_SUBSTANCES', function* () {
      for (let n = 0; n < size.ingredients; n += 1) yield lines('ING', ['ISID', id(73, n)], ['NM', `Substance ${n}`])
    }),
    file('f_vtm2_3', 'VIRTUAL_THERAPEUTIC_MOIETIES', function* () {
      for (let n = 0; n < size.vtms; n += 1) yield lines('VTM', ['VTMID', id(74, n)], ['NM', `Moiety ${n}`])
    }),
    file('f_vmp2_3', 'VIRTUAL_MED_PRODUCTS', function* () {
      yield* group('VMPS', size.vmps, (n) =>
        lines(
          'VMP',
          ['VPID', id(75, n)],
          ['VTMID', id(74, n % size.vtms)],
          ['NM', nameOf(n)],
          ['BASISCD', '0001'],
          ['NMDT', '2004-05-04'],
          ['PRES_STATCD', '0001'],
          ['DF_INDCD', 1],
          ['UDFS', 1],
          ['UDFS_UOMCD', id(71, n % 7)],
          ['UNIT_DOSE_UOMCD', id(71, n % 7)],
        ),
      )
      yield* group('VIRTUAL_PRODUCT_INGREDIENT', size.vmps, (n) =>
        lines(
          'VPI',
          ['VPID', id(75, n)],
          ['ISID', id(73, n % size.ingredients)],
          ['BASIS_STRNTCD', '0001'],
          ['STRNT_NMRTR_VAL', 1 + (n % 90)],
          ['STRNT_NMRTR_UOMCD', id(71, 2)],
        ),
      )
      yield* group('ONT_DRUG_FORM', size.vmps, (n) => lines('ONT', ['VPID', id(75, n)], ['FORMCD', '0001']))
      yield* group('DRUG_FORM', size.vmps, (n) => lines('DFORM', ['VPID', id(75, n)], ['FORMCD', '385055001']))
      yield* group('DRUG_ROUTE', size.vmps, (n) => lines('DROUTE', ['VPID', id(75, n)], ['ROUTECD', ROUTE]))
      yield* group('CONTROL_DRUG_INFO', size.vmps, (n) =>
        lines('CONTROL_INFO', ['VPID', id(75, n)], ['CATCD', n % 50 === 0 ? '0002' : '0000']),
      )
    }),
    file('f_vmpp2_3', 'VIRTUAL_MED_PRODUCT_PACK', function* () {
      yield* group('VMPPS', size.vmpps, (n) =>
        lines(
          'VMPP',
          ['VPPID', id(76, n)],
          ['NM', `${nameOf(vmpOfVmpp(n))} ${7 * (1 + (n % 12))}`],
          ['VPID', id(75, vmpOfVmpp(n))],
          ['QTYVAL', 7 * (1 + (n % 12))],
          ['QTY_UOMCD', id(71, vmpOfVmpp(n) % 7)],
        ),
      )
      yield* group('DRUG_TARIFF_INFO', Math.floor(size.vmpps / 3), (n) =>
        lines(
          'DTINFO',
          ['VPPID', id(76, n * 3)],
          ['PAY_CATCD', '0003'],
          ['PRICE', 100 + (n % 9000)],
          ['DT', '2026-11-01'],
          ['PREVPRICE', 99 + (n % 9000)],
        ),
      )
    }),
    file('f_amp2_3', 'ACTUAL_MEDICINAL_PRODUCTS', function* () {
      const name = (n: number) =>
        n % 3 === 0 ? `${oneOf(dice(n), STEMS)}brand ${FORMS[(n % size.vmps) % 7]}` : nameOf(n % size.vmps)
      yield* group('AMPS', size.amps, (n) =>
        lines(
          'AMP',
          ['APID', id(77, n)],
          ['VPID', id(75, n % size.vmps)],
          ['NM', name(n)],
          ['DESC', `${name(n)} (Made-up Pharma ${n % MAKERS} &amp; Sons Ltd)`],
          ['SUPPCD', id(72, n % MAKERS)],
          ['LIC_AUTHCD', '0001'],
          ['AVAIL_RESTRICTCD', n % 40 === 0 ? '0006' : '0001'],
        ),
      )
      yield* group('AP_INGREDIENT', size.amps, (n) =>
        lines('AP_ING', ['APID', id(77, n)], ['ISID', id(73, n % size.ingredients)]),
      )
      yield* group('LICENSED_ROUTE', size.amps, (n) => lines('LIC_ROUTE', ['APID', id(77, n)], ['ROUTECD', ROUTE]))
    }),
    file('f_ampp2_3', 'ACTUAL_MEDICINAL_PROD_PACKS', function* () {
      yield* group('AMPPS', ampps, (n) =>
        lines(
          'AMPP',
          ['APPID', id(78, n)],
          [
            'NM',
            `${nameOf(vmpOfVmpp(vmppOfAmpp(n)))} (Made-up Pharma ${n % MAKERS} &amp; Sons Ltd) ${7 * (1 + (n % 12))}`,
          ],
          ['VPPID', id(76, vmppOfAmpp(n))],
          ['APID', id(77, ampOfAmpp(n))],
          ['LEGAL_CATCD', '0003'],
          n % 9 === 0 && ['SUBP', '2 x 14'],
          (n % 17 === 0 || (week > 0 && n % 5000 === week)) && ['DISCCD', '0001'],
          n % 17 === 0 && ['DISCDT', '2020-02-29'],
        ),
      )
      yield* group('APPLIANCE_PACK_INFO', ampps, (n) =>
        lines(
          'PACK_INFO',
          ['APPID', id(78, n)],
          ['REIMB_STATCD', '0001'],
          ['REIMB_STATDT', '2004-12-01'],
          ['PACK_ORDER_NO', n % 1000],
        ),
      )
      yield* group('DRUG_PRODUCT_PRESCRIB_INFO', ampps, (n) =>
        lines('PRESCRIB_INFO', ['APPID', id(78, n)], n % 3 === 0 && ['HOSP', '0001'], ['NURSE_F', '0001']),
      )
      yield* group('MEDICINAL_PRODUCT_PRICE', ampps, (n) =>
        lines(
          'PRICE_INFO',
          ['APPID', id(78, n)],
          ['PRICE', 100 + (n % 90_000) + (changes(n) ? 1 : 0)],
          ['PRICEDT', '2026-10-01'],
          ['PRICE_PREV', 99 + (n % 90_000)],
          ['PRICE_BASISCD', '0001'],
        ),
      )
      yield* group('REIMBURSEMENT_INFO', ampps, (n) =>
        lines(
          'REIMB_INFO',
          ['APPID', id(78, n)],
          ['PX_CHRGS', 1],
          ['DISP_FEES', 1],
          ['BB', '0001'],
          ['SPEC_CONTCD', '0001'],
          ['DND', '0001'],
        ),
      )
    }),
    file('f_gtin2_0', 'GTIN_DETAILS', function* () {
      yield* group('AMPPS', size.gtins, (n) => {
        const twelve = `50${String(1_000_000_000 + n)}`
        const sum = [...twelve].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
        const gtin = `${twelve}${(10 - (sum % 10)) % 10}`
        return `        <AMPP>\n            <AMPPID>${id(78, n)}</AMPPID>\n            <GTINDATA>\n                <GTIN>${gtin}</GTIN>\n                <STARTDT>2019-03-13</STARTDT>\n            </GTINDATA>\n        </AMPP>\n`
      })
    }),
  ]
}
