import { zipSync } from 'fflate'
import { verhoeffDigit } from '#lib/values/codes.ts'

/** A made-up dm+d id: its check digit is good, its stem names no product. */
export function dmdId(stem: number): string {
  const digits = `${stem}100000110`
  return `${digits}${verhoeffDigit(digits)}`
}

/** A pack of a made-up release; what is not said is plain. */
export type ReleasePack = {
  n: number
  /** Number of its generic product, where several packs share one. */
  vmp?: number
  /** The id of its generic product, and the one it had before. */
  vmpId?: string
  vmpPrevious?: string
  name?: string
  product?: string
  quantity?: string
  price?: string
  priceBasis?: string
  cd?: string
  invalid?: boolean
  discontinued?: boolean
  available?: string
  /** What its unit and its supplier are called. */
  unit?: string
  maker?: string
  /** The id of its substance; null: it has none. */
  vtm?: string | undefined
  /** All its ids, where they are given. */
  ids?: { ampp: string; vmpp: string; amp: string; vmp: string }
  gtins?: readonly { gtin: string; from?: string; to?: string }[]
}

/** The ids of pack `n` of a made-up release. */
export function idsOf({ n, vmp = n, vmpId, ids }: ReleasePack): {
  ampp: string
  vmpp: string
  amp: string
  vmp: string
} {
  if (ids) return ids
  return { ampp: dmdId(71_000 + n), vmpp: dmdId(72_000 + n), amp: dmdId(73_000 + n), vmp: vmpId ?? dmdId(74_000 + vmp) }
}

const MAKER = 'Made-up Pharma & Sons'

/** Codes for names, the same for the same list. */
function codesOf(names: readonly string[], stem: number): Map<string, string> {
  return new Map([...new Set(names)].map((name, n) => [name, dmdId(stem + n)]))
}

function element(name: string, value: string | undefined | false): string {
  if (value === undefined || value === false) return ''
  const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<${name}>${text}</${name}>`
}

function file(root: string, ...groups: (readonly [string, readonly string[]])[]): string {
  const inner = groups.map(([name, items]) =>
    name === '' ? items.join('\n') : `<${name}>\n${items.join('\n')}\n</${name}>`,
  )
  return `<?xml version="1.0" encoding="utf-8" ?>\n<${root} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><!-- Made up -->\n${inner.join('\n')}\n</${root}>\n`
}

/** The XML files of a made-up release with these packs, by name; `history`: earlier id and current id of generic products. */
export function releaseFiles(
  packs: readonly ReleasePack[],
  { day = '260821', history = [] }: { day?: string; history?: readonly (readonly [string, string])[] } = {},
): Record<string, string> {
  const each = packs.map((pack) => ({ ...pack, id: idsOf(pack) }))
  const vmps = [...new Map(each.map((pack) => [pack.id.vmp, pack])).values()]
  const units = codesOf(
    each.map(({ unit = 'tablet' }) => unit),
    78_001,
  )
  const makers = codesOf(
    each.map(({ maker = MAKER }) => maker),
    75_001,
  )
  const lookups = [
    [
      'UNIT_OF_MEASURE',
      [...units].map(([name, code]) => `<INFO>${element('CD', code)}${element('DESC', name)}</INFO>`),
    ],
    ['SUPPLIER', [...makers].map(([name, code]) => `<INFO>${element('CD', code)}${element('DESC', name)}</INFO>`)],
  ] as const
  const files: Record<string, string> = {
    [`f_lookup2_3${day}.xml`]: file('LOOKUP', ...lookups),
    [`f_ingredient2_3${day}.xml`]: file('INGREDIENT_SUBSTANCES', [
      '',
      [`<ING><ISID>${dmdId(76_001)}</ISID><NM>Substance</NM></ING>`],
    ]),
    [`f_vtm2_3${day}.xml`]: file('VIRTUAL_THERAPEUTIC_MOIETIES', [
      '',
      [`<VTM><VTMID>${dmdId(77_001)}</VTMID><NM>Medicine</NM></VTM>`],
    ]),
    [`f_vmp2_3${day}.xml`]: file(
      'VIRTUAL_MED_PRODUCTS',
      [
        'VMPS',
        vmps.map(
          (one) =>
            `<VMP>${element('VPID', one.id.vmp)}${element('VPIDPREV', one.vmpPrevious)}${element('VTMID', one.ids ? one.vtm : dmdId(77_001))}${element('NM', nameOf(one))}<BASISCD>0001</BASISCD><PRES_STATCD>0001</PRES_STATCD></VMP>`,
        ),
      ],
      [
        'CONTROL_DRUG_INFO',
        vmps.map(
          (one) => `<CONTROL_INFO>${element('VPID', one.id.vmp)}${element('CATCD', one.cd ?? '0000')}</CONTROL_INFO>`,
        ),
      ],
    ),
    [`f_vmpp2_3${day}.xml`]: file('VIRTUAL_MED_PRODUCT_PACK', [
      'VMPPS',
      each.map(
        (one) =>
          `<VMPP>${element('VPPID', one.id.vmpp)}${element('NM', `${nameOf(one)} ${one.quantity ?? '28'} tablet`)}${element('VPID', one.id.vmp)}${element('QTYVAL', one.quantity ?? '28')}${element('QTY_UOMCD', units.get(one.unit ?? 'tablet'))}</VMPP>`,
      ),
    ]),
    [`f_amp2_3${day}.xml`]: file('ACTUAL_MEDICINAL_PRODUCTS', [
      'AMPS',
      each.map(
        (one) =>
          `<AMP>${element('APID', one.id.amp)}${element('VPID', one.id.vmp)}${element('NM', one.product ?? nameOf(one))}${element('DESC', nameOf(one))}${element('SUPPCD', makers.get(one.maker ?? MAKER))}<LIC_AUTHCD>0001</LIC_AUTHCD>${element('AVAIL_RESTRICTCD', one.available ?? '0001')}</AMP>`,
      ),
    ]),
    [`f_ampp2_3${day}.xml`]: file(
      'ACTUAL_MEDICINAL_PROD_PACKS',
      [
        'AMPPS',
        each.map(
          (one) =>
            `<AMPP>${element('APPID', one.id.ampp)}${element('INVALID', one.invalid && '1')}${element('NM', nameOf(one))}${element('VPPID', one.id.vmpp)}${element('APID', one.id.amp)}<LEGAL_CATCD>0003</LEGAL_CATCD>${element('DISCCD', one.discontinued && '0001')}</AMPP>`,
        ),
      ],
      [
        'MEDICINAL_PRODUCT_PRICE',
        each.map(
          (one) =>
            `<PRICE_INFO>${element('APPID', one.id.ampp)}${element('PRICE', one.price ?? '645')}${element('PRICE_BASISCD', one.priceBasis ?? '0001')}</PRICE_INFO>`,
        ),
      ],
      ['REIMBURSEMENT_INFO', []],
    ),
    [`f_gtin2_0${day}.xml`]: file('GTIN_DETAILS', [
      'AMPPS',
      each.flatMap((one) =>
        (one.gtins ?? []).map(
          (code) =>
            `<AMPP>${element('AMPPID', one.id.ampp)}<GTINDATA>${element('GTIN', code.gtin)}${element('STARTDT', code.from ?? '2020-01-01')}${element('ENDDT', code.to)}</GTINDATA></AMPP>`,
        ),
      ),
    ]),
  }
  if (history.length > 0) {
    const rows = history.map(
      ([old, current]) =>
        `<VMP><IDCURRENT>${current}</IDCURRENT><IDPREVIOUS>${old}</IDPREVIOUS><STARTDT>2004-05-04</STARTDT><ENDDT>2009-03-31</ENDDT></VMP>`,
    )
    files[`f_history1_0${day}.xml`] = file('HISTORY', ['VMPS', rows])
  }
  return files
}

function nameOf({ n, name }: ReleasePack): string {
  return name ?? `Inventamine ${n}mg tablets`
}

/** A made-up release as NHSBSA packs one: a zip, with the GTIN file in a zip of its own. */
export function releaseZip(
  packs: readonly ReleasePack[],
  options: Parameters<typeof releaseFiles>[1] = {},
): { fileName: string; content: Uint8Array } {
  return zipped(releaseFiles(packs, options), options.day)
}

/** Files packed as NHSBSA packs them. */
export function zipped(files: Record<string, string>, day = '260821'): { fileName: string; content: Uint8Array } {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const at = { mtime: '2021-08-26T00:00:00' } as const
  const all = Object.entries(files)
  const inner = zipSync(
    Object.fromEntries(all.filter(([name]) => name.includes('gtin')).map(([name, text]) => [name, bytes(text)])),
    at,
  )
  const outer = Object.fromEntries(
    all.filter(([name]) => !name.includes('gtin')).map(([name, text]) => [name, bytes(text)]),
  )
  const content = zipSync({ ...outer, [`gtin2_0${day}.zip`]: inner }, at)
  const [dd, mm, yy] = [day.slice(0, 2), day.slice(2, 4), day.slice(4, 6)]
  return { fileName: `nhsbsa_dmd_8.2.0_20${yy}${mm}${dd}000001.zip`, content }
}
