import { gtin14 } from '#lib/values/codes.ts'
import { addPence, type BasisPoints, lineNet, type Pence, penceAsDecimal, priceAsDecimal } from '#lib/values/money.ts'
import { group, leaf, writeXml, type XmlPart } from '../xml/write.ts'
import {
  canBeInvoiced,
  type OrderMessage,
  type OrderMessageLine,
  type OrderParty,
  orderMessageTotals,
  type UblAddress,
} from './order.ts'

const NAMESPACES = {
  xmlns: 'urn:oasis:names:specification:ubl:schema:xsd:Order-2',
  'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
}
const GBP = { currencyID: 'GBP' }
const GLN = { schemeID: '0088' }
const PACK = { unitCode: 'XPK' }

function amount(name: string, value: Pence): XmlPart {
  return leaf(name, penceAsDecimal(value), GBP)
}

function percent(rate: BasisPoints): string {
  return (rate / 100).toString()
}

function taxCategory(name: string, rate: BasisPoints): XmlPart {
  return group(
    name,
    leaf('cbc:ID', rate > 0 ? 'S' : 'Z'),
    leaf('cbc:Percent', percent(rate)),
    group('cac:TaxScheme', leaf('cbc:ID', 'VAT')),
  )
}

function address(name: string, place: UblAddress | null): XmlPart {
  if (!place) return null
  return group(
    name,
    leaf('cbc:StreetName', place.street[0]),
    leaf('cbc:AdditionalStreetName', place.street[1]),
    leaf('cbc:CityName', place.city),
    leaf('cbc:PostalZone', place.postcode),
    group('cac:AddressLine', leaf('cbc:Line', place.street[2])),
    group('cac:Country', leaf('cbc:IdentificationCode', place.country)),
  )
}

function party(of: OrderParty, withContact: boolean): XmlPart {
  return group(
    'cac:Party',
    leaf('cbc:EndpointID', of.endpoint?.id, { schemeID: of.endpoint?.scheme ?? '' }),
    group('cac:PartyIdentification', leaf('cbc:ID', of.gln, GLN)),
    group('cac:PartyName', leaf('cbc:Name', of.name)),
    address('cac:PostalAddress', of.address),
    of.vatNumber === null
      ? null
      : group('cac:PartyTaxScheme', leaf('cbc:CompanyID', of.vatNumber), group('cac:TaxScheme', leaf('cbc:ID', 'VAT'))),
    group('cac:PartyLegalEntity', leaf('cbc:RegistrationName', of.name)),
    withContact
      ? group(
          'cac:Contact',
          leaf('cbc:Name', of.contact?.name),
          leaf('cbc:Telephone', of.contact?.telephone),
          leaf('cbc:ElectronicMail', of.contact?.email),
        )
      : null,
  )
}

function delivery({ name, gln, address: place, from, to }: OrderMessage['delivery']): XmlPart {
  return group(
    'cac:Delivery',
    group('cac:DeliveryLocation', leaf('cbc:ID', gln, GLN), leaf('cbc:Name', name), address('cac:Address', place)),
    group('cac:RequestedDeliveryPeriod', leaf('cbc:StartDate', from), leaf('cbc:EndDate', to)),
  )
}

function carriage(charge: OrderMessage['carriage']): XmlPart {
  if (!charge || charge.net === 0) return null
  return group(
    'cac:AllowanceCharge',
    leaf('cbc:ChargeIndicator', 'true'),
    leaf('cbc:AllowanceChargeReasonCode', 'FC'),
    leaf('cbc:AllowanceChargeReason', 'Carriage'),
    amount('cbc:Amount', charge.net),
    taxCategory('cac:TaxCategory', charge.vatRate),
  )
}

function property(name: string, value: string | null): XmlPart {
  return value === null ? null : group('cac:AdditionalItemProperty', leaf('cbc:Name', name), leaf('cbc:Value', value))
}

function item(line: OrderMessageLine, contractOnLine: boolean): XmlPart {
  return group(
    'cac:Item',
    leaf('cbc:Name', line.name),
    group('cac:BuyersItemIdentification', leaf('cbc:ID', line.buyersCode)),
    group('cac:SellersItemIdentification', leaf('cbc:ID', line.sellersCode)),
    group('cac:StandardItemIdentification', leaf('cbc:ID', gtin14(line.gtin ?? ''), { schemeID: '0160' })),
    taxCategory('cac:ClassifiedTaxCategory', line.vatRate),
    property('dm+d AMPP', line.dmd.ampp),
    property('dm+d VMPP', line.dmd.vmpp),
    property('dm+d AMP', line.dmd.amp),
    property('dm+d VMP', line.dmd.vmp),
    property('Pack', line.packText),
    property('Contract reference', contractOnLine ? line.contract : null),
  )
}

function orderLine(line: OrderMessageLine, contractOnLine: boolean): XmlPart {
  return group(
    'cac:OrderLine',
    leaf('cbc:Note', line.note),
    group(
      'cac:LineItem',
      leaf('cbc:ID', line.id),
      leaf('cbc:Quantity', line.packs.toString(), PACK),
      amount('cbc:LineExtensionAmount', lineNet(line.price, line.packs)),
      leaf('cbc:PartialDeliveryIndicator', 'true'),
      group('cac:Price', leaf('cbc:PriceAmount', priceAsDecimal(line.price), GBP), leaf('cbc:BaseQuantity', '1', PACK)),
      item(line, contractOnLine),
    ),
  )
}

/** The contract of the whole order, when all its lines share one. */
function sharedContract(lines: readonly OrderMessageLine[]): string | null {
  const [first] = lines
  return first && lines.every((line) => line.contract === first.contract) ? first.contract : null
}

/**
 * Writes a Peppol order (UBL 2.1, BIS Ordering 3, transaction T01): quantities in packs (XPK), unit prices with up to
 * four decimals, every total computed from the lines, GTINs only with a good check digit, dm+d ids as item properties.
 * Contract references stand in the head when all lines share one, else with each line. The same message gives the same
 * text. Ask `missingForPeppol` first: this writes what it is given.
 */
export function writeOrder(message: OrderMessage): string {
  const totals = orderMessageTotals(message)
  const contract = sharedContract(message.lines)
  const root = group(
    'Order',
    leaf('cbc:CustomizationID', 'urn:fdc:peppol.eu:poacc:trns:order:3'),
    leaf('cbc:ProfileID', 'urn:fdc:peppol.eu:poacc:bis:ordering:3'),
    leaf('cbc:ID', message.number),
    leaf('cbc:IssueDate', message.issueDate),
    leaf('cbc:IssueTime', message.issueTime),
    leaf('cbc:OrderTypeCode', '220'),
    leaf('cbc:Note', message.note),
    leaf('cbc:DocumentCurrencyCode', 'GBP'),
    leaf('cbc:CustomerReference', message.customerReference),
    leaf('cbc:AccountingCost', message.accountingCost),
    group('cac:ValidityPeriod', leaf('cbc:EndDate', message.validUntil)),
    group('cac:OrderDocumentReference', leaf('cbc:ID', message.replaces)),
    group('cac:OriginatorDocumentReference', leaf('cbc:ID', message.requisition)),
    group('cac:Contract', leaf('cbc:ID', contract)),
    group('cac:BuyerCustomerParty', party(message.buyer, true)),
    group('cac:SellerSupplierParty', party(message.seller, true)),
    canBeInvoiced(message.invoiceTo) ? group('cac:AccountingCustomerParty', party(message.invoiceTo, false)) : null,
    delivery(message.delivery),
    carriage(message.carriage),
    group('cac:TaxTotal', amount('cbc:TaxAmount', totals.vat)),
    group(
      'cac:AnticipatedMonetaryTotal',
      amount('cbc:LineExtensionAmount', totals.lines),
      amount('cbc:TaxExclusiveAmount', totals.net),
      amount('cbc:TaxInclusiveAmount', addPence(totals.net, totals.vat)),
      totals.carriage === 0 ? null : amount('cbc:ChargeTotalAmount', totals.carriage),
      amount('cbc:PayableAmount', totals.gross),
    ),
    ...message.lines.map((line) => orderLine(line, contract === null)),
  )
  if (!root) throw new Error('An order without content')
  return writeXml({ ...root, attributes: NAMESPACES })
}
