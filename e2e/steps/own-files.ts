import { type TestCell, workbookParts, zipOf } from '#lib/testing/a-workbook.ts'

/** A file as somebody would choose it in the browser. */
export type OwnFile = { name: string; mimeType: string; buffer: Buffer }

function csv(name: string, head: string, rows: readonly string[]): OwnFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from([head, ...rows, ''].join('\r\n')) }
}

const PACK_HEAD = 'ampp_id,vmpp_id,amp_id,vmp_id,vtm_id,name,brand,maker,pack_size,unit,gtins,supplier_code,list_price'

/**
 * Packs with their real dm+d ids and barcodes (NHSBSA dm+d, Open Government Licence v3.0); none is in the demo. Row 2:
 * tablets; 3 and 4: a gel in two sizes; 5 and 6: a feed in two sizes.
 */
const PACKS = [
  '37365911000001107,1245011000001108,37365811000001102,318136009,34186711000001102,Co-amilofruse 5mg/40mg tablets,,Mawdsley-Brooks & Company Ltd,28,tablet,05037563003235,COA28,33.84',
  '26352611000001103,26352411000001101,22479611000001102,22480211000001104,32889211000001103,Diclofenac 2.32% gel,Voltarol 12 Hour Emulgel P,GlaxoSmithKline Consumer Healthcare,100,gram,05051562033802,VOL100,11.21',
  '22479711000001106,22479411000001100,22479611000001102,22480211000001104,32889211000001103,Diclofenac 2.32% gel,Voltarol 12 Hour Emulgel P,GlaxoSmithKline Consumer Healthcare,50,gram,05051562030603,VOL50,6.59',
  '1714711000001106,1051411000001107,442611000001109,3549611000001100,,Generic Nutrison liquid,Nutrison,Nutricia Ltd,500,ml,08712400360258,NUT500,4.85',
  '1714911000001108,998911000001109,442611000001109,3549611000001100,,Generic Nutrison liquid,Nutrison,Nutricia Ltd,1000,ml,08712400360210,NUT1000,9.47',
] as const

/** The barcodes of the packs that the journey orders. */
export const GTIN = { tablets: '05037563003235', gel: '05051562033802' } as const

/** The trust's products, and the same with a mistake in each of four rows. */
export const PRODUCTS = {
  good: csv('our-products.csv', PACK_HEAD, PACKS),
  bad: csv('our-products.csv', PACK_HEAD, [
    // a digit of the pack's id is wrong
    PACKS[0].replace('37365911000001107', '37365911000001106'),
    // the last digit of the barcode is wrong
    PACKS[1].replace('05051562033802', '05051562033803'),
    // Excel has been at the id
    PACKS[2].replace('22479711000001106', '2.24797E+16'),
    PACKS[3],
    // no size
    PACKS[4].replace(',1000,ml', ',,ml'),
  ]),
}

const AWARD_HEAD =
  'contract_ref,lot,category,buying_group,ampp_id,gtin,description,pack_size,pack_uom,supplier_name,supplier_code,route,wholesalers,price_ex_vat,award_rank,valid_from,valid_to,status,price_confidential,notes'

/** Fictional references and prices; the wholesaler is named by a code of the trust's own. */
const AWARDS = [
  'CM/PHG/99/0410,01,generic_oral,DNW,37365911000001107,,Co-amilofruse tablets,28,tablet,Saltmarsh Generics Ltd,SALT,wholesaler,Kingsmere Wholesale,30.1250,1,2026-01-01,2099-12-31,active,Y,Invented',
  'CM/PHG/99/0411,02,other,NATIONAL,,05051562033802,Diclofenac gel,100,gram,Harbour Consumer Health,HARB,wholesaler,Kingsmere Wholesale,8.40,1,01/01/2026,31/12/2099,active,N,Invented',
  'CM/PHG/99/0412,01,other,DNW,1714711000001106,,Nutrison,500,ml,Orchard Nutrition,ORCH,direct,,4.10,1,2026-01-01,2099-12-31,active,Y,Invented',
] as const

/** The trust's contract catalogue, and the same with a mistake in each row. */
export const CONTRACTS = {
  good: csv('our-contracts.csv', AWARD_HEAD, AWARDS),
  bad: csv('our-contracts.csv', AWARD_HEAD, [
    // ends before it begins
    AWARDS[0].replace('2099-12-31', '2025-12-31'),
    // a barcode that no product of theirs has, by a day that does not exist
    AWARDS[1].replace('31/12/2099', '31/02/2099'),
    // the price of another pack
    AWARDS[2].replace(',500,ml', ',1000,ml'),
    // no price
    AWARDS[2].replace('4.10', ''),
  ]),
}

const DAY = (serial: number): TestCell => ({ xml: `<c s="1"><v>${serial}</v></c>` })

/** A framework's prices as a portal gives them: a cover sheet, a title, other names of columns, days as Excel keeps them. */
function portal(name: string, price: TestCell): OwnFile {
  const prices: TestCell[][] = [
    ['Framework prices, first quarter'],
    [],
    ['Contract no', 'Region', 'AMPP code', 'Awarded supplier', 'Contract price', 'Start', 'End', 'Remarks'],
    ['CM/PHG/99/0420', 'DNW', '1714911000001108', 'Quayside Nutrition', 8.9, DAY(46023), DAY(47848), 'Invented'],
    ['CM/PHG/99/0420', 'DNW', '22479711000001106', 'Quayside Nutrition', price, DAY(46023), DAY(47848), 'Invented'],
  ]
  const content = zipOf(workbookParts({ 'Read me': [['How to read this workbook']], 'Price list': prices }))
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { name, mimeType, buffer: Buffer.from(content) }
}

/** A portal's workbook, and the same with a formula where a price should stand. */
export const PORTAL = {
  good: portal('portal-prices.xlsx', 5.25),
  bad: portal('portal-prices.xlsx', { xml: '<c r="E5"><f>E4*0.59</f><v>5.251</v></c>' }),
}
