/** What a file of a dm+d release holds, told by its root element; the name of a file is not relied on. */
export const PART_KINDS = [
  'lookup',
  'ingredient',
  'vtm',
  'vmp',
  'vmpp',
  'amp',
  'ampp',
  'gtin',
  'bnf',
  'history',
  'vtm_ing',
] as const

/** A kind of file, and of what stands in it. */
export type PartKind = (typeof PART_KINDS)[number]

/** The kinds without which a release is not whole; GTIN and the supplement come beside it. */
export const NEEDED_KINDS: readonly PartKind[] = ['lookup', 'ingredient', 'vtm', 'vmp', 'vmpp', 'amp', 'ampp']

/** What the kinds are called on screen. */
export const PART_NAMES = {
  lookup: 'Lookups',
  ingredient: 'Ingredients',
  vtm: 'Substances (VTM)',
  vmp: 'Generic products (VMP)',
  vmpp: 'Generic packs (VMPP)',
  amp: 'Products (AMP)',
  ampp: 'Packs (AMPP)',
  gtin: 'Barcodes (GTIN)',
  bnf: 'BNF and ATC codes',
  history: 'Earlier ids',
  vtm_ing: 'Ingredients of substances',
} as const satisfies Record<PartKind, string>

/**
 * How a kind of file is built: its root; the items whose id makes an entry; items that hang on an entry of another item
 * by that item's id (`owner`). Items stand in groups below the root, or directly below it (`flat`).
 */
export type PartFormat = {
  root: string
  flat?: boolean
  /** Item name to the element that holds its id. */
  items: Readonly<Record<string, string>>
  /** Items that belong to an entry, by the element with the entry's id. */
  hung: Readonly<Record<string, string>>
}

/** The files of a release by the schemas of NHSBSA (vmp_v2_3.xsd …, gtin_v2_0.xsd, bnf_v1_0.xsd, history_v1_0.xsd). */
export const PART_FORMATS: Record<PartKind, PartFormat> = {
  lookup: { root: 'LOOKUP', items: { INFO: 'CD' }, hung: {} },
  ingredient: { root: 'INGREDIENT_SUBSTANCES', flat: true, items: { ING: 'ISID' }, hung: {} },
  vtm: { root: 'VIRTUAL_THERAPEUTIC_MOIETIES', flat: true, items: { VTM: 'VTMID' }, hung: {} },
  vmp: {
    root: 'VIRTUAL_MED_PRODUCTS',
    items: { VMP: 'VPID' },
    hung: { VPI: 'VPID', ONT: 'VPID', DFORM: 'VPID', DROUTE: 'VPID', CONTROL_INFO: 'VPID' },
  },
  vmpp: {
    root: 'VIRTUAL_MED_PRODUCT_PACK',
    items: { VMPP: 'VPPID' },
    hung: { DTINFO: 'VPPID', CCONTENT: 'PRNTVPPID' },
  },
  amp: {
    root: 'ACTUAL_MEDICINAL_PRODUCTS',
    items: { AMP: 'APID' },
    hung: { AP_ING: 'APID', LIC_ROUTE: 'APID', AP_INFO: 'APID' },
  },
  ampp: {
    root: 'ACTUAL_MEDICINAL_PROD_PACKS',
    items: { AMPP: 'APPID' },
    hung: {
      PACK_INFO: 'APPID',
      PRESCRIB_INFO: 'APPID',
      PRICE_INFO: 'APPID',
      REIMB_INFO: 'APPID',
      CCONTENT: 'PRNTAPPID',
    },
  },
  gtin: { root: 'GTIN_DETAILS', items: {}, hung: { AMPP: 'AMPPID' } },
  bnf: { root: 'BNF_DETAILS', items: { VMP: 'VPID', AMP: 'APID' }, hung: {} },
  history: {
    root: 'HISTORY',
    items: {},
    hung: {
      VTM: 'IDPREVIOUS',
      VMP: 'IDPREVIOUS',
      ING: 'IDPREVIOUS',
      SUPP: 'IDPREVIOUS',
      FORM: 'IDPREVIOUS',
      ROUTE: 'IDPREVIOUS',
      UOM: 'IDPREVIOUS',
    },
  },
  vtm_ing: { root: 'VTM_INGREDIENTS', flat: true, items: {}, hung: { VTM_ING: 'VTMID' } },
}

const BY_ROOT = new Map(PART_KINDS.map((kind) => [PART_FORMATS[kind].root, kind]))

/** The kind of file with this root element; null for anything else. */
export function partOfRoot(root: string): PartKind | null {
  return BY_ROOT.get(root) ?? null
}

/** Elements whose text is a dm+d id, so that its last digit must fit (Verhoeff). */
const ID_ELEMENTS = new Set([
  ...['VTMID', 'VTMIDPREV', 'VPID', 'VPIDPREV', 'VPPID', 'APID', 'APPID', 'AMPPID', 'ISID', 'ISIDPREV', 'BS_SUBID'],
  ...['PRNTVPPID', 'CHLDVPPID', 'PRNTAPPID', 'CHLDAPPID', 'SUPPCD', 'ROUTECD', 'IDCURRENT', 'IDPREVIOUS'],
])

/** Whether the text of this element is a dm+d id. */
export function holdsId(element: string): boolean {
  return ID_ELEMENTS.has(element)
}

/** A code as lists are asked for it: without the zeros before it ("0001" and "1" are the same; ids have none). */
export function codeKey(code: string): string {
  return code.replace(/^0+(?=\d)/, '')
}

/** The day of a release by the names of its files (f_vmp2_3260821.xml, nhsbsa_dmd_8.2.0_20210826000001.zip); null if none says. */
export function releaseDay(names: readonly string[]): string | null {
  const days = names.flatMap((name) => {
    const short = /_\d(\d\d)(\d\d)(\d\d)\.(?:xml|zip)$/i.exec(name)
    const long = /_(20\d\d)(\d\d)(\d\d)\d{6}\.zip$/i.exec(name)
    const day = short ? `20${short[3]}-${short[2]}-${short[1]}` : long ? `${long[1]}-${long[2]}-${long[3]}` : ''
    return isDay(day) ? [day] : []
  })
  return days.sort().at(-1) ?? null
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
