import { type Refused, refuse } from '#lib/result.ts'

/** What can be wrong with a scan. */
export type ScanProblem =
  | 'EMPTY'
  | 'NOT_GS1'
  | 'UNKNOWN_IDENTIFIER'
  | 'TOO_SHORT'
  | 'TOO_LONG'
  | 'BAD_CHARACTER'
  | 'BAD_CHECK_DIGIT'
  | 'BAD_DATE'
  | 'BAD_VALUE'
  | 'REPEATED'
  | 'NOT_TOGETHER'
  | 'NEEDS_OTHER'
  | 'BAD_LINK'

/** Why a scan was not read: the problem, the identifier it was found at, and the sentence for the person who scanned. */
export type ScanRefusal = { code: 'BAD_SCAN'; problem: ScanProblem; ai: string | null; message: string }

const NAMES: Record<string, string> = {
  '00': 'delivery unit number (00)',
  '01': 'product code (01)',
  '02': 'content product code (02)',
  '10': 'batch (10)',
  '11': 'production date (11)',
  '15': 'best before date (15)',
  '17': 'expiry date (17)',
  '21': 'serial number (21)',
  '37': 'count (37)',
}

/** An identifier in words: "batch (10)", "identifier (7003)". */
export function identifierName(ai: string): string {
  return NAMES[ai] ?? `identifier (${ai})`
}

function sentence(problem: ScanProblem, ai: string | null, detail: string): string {
  const name = ai === null ? '' : identifierName(ai)
  switch (problem) {
    case 'EMPTY':
      return 'The scan is empty. Scan the barcode again.'
    case 'NOT_GS1':
      return 'This is not a GS1 barcode or a product code. Look for another barcode on the pack, or enter the details by hand.'
    case 'UNKNOWN_IDENTIFIER':
      return `The barcode cannot be read from “${detail}” on: no GS1 identifier begins like that. Scan it again, or enter the details by hand.`
    case 'TOO_SHORT':
      return `The ${name || 'barcode'} is too short. Scan it again, or enter the details by hand.`
    case 'TOO_LONG':
      return `The ${name || 'barcode'} is too long: the mark that ends it may be missing from the barcode. Enter the details by hand.`
    case 'BAD_CHARACTER':
      return `The ${name || 'barcode'} has a character that GS1 barcodes cannot have. Check the scanner’s keyboard language.`
    case 'BAD_CHECK_DIGIT':
      return `The check digit of the ${name || 'product code'} is wrong. Scan it again, or check what you typed.`
    case 'BAD_DATE':
      return `The ${name} is not a date that exists. Enter the details by hand.`
    case 'BAD_VALUE':
      return `The ${name} has a value that it cannot have. Enter the details by hand.`
    case 'REPEATED':
      return `The barcode gives the ${name} twice with two values. Enter the details by hand.`
    case 'NOT_TOGETHER':
      return `The barcode has the ${name} together with ${detail}, which GS1 does not allow. Enter the details by hand.`
    case 'NEEDS_OTHER':
      return `The barcode has the ${name} without ${detail}. Scan the barcode that has both, or enter the details by hand.`
    case 'BAD_LINK':
      return 'This web link is not a GS1 Digital Link. Look for another barcode on the pack, or enter the details by hand.'
  }
}

/** A refused scan with its sentence; `detail` is what the sentence quotes. */
export function refuseScan(problem: ScanProblem, ai: string | null = null, detail = ''): Refused<ScanRefusal> {
  return refuse({ code: 'BAD_SCAN', problem, ai, message: sentence(problem, ai, detail) })
}
