import { deputiesFile } from '#lib/access/deputies/deputies-file.queries.ts'
import {
  joiningsFile,
  peopleFile,
  personRecordFile,
  roleExceptionsFile,
  tokensFile,
} from '#lib/access/people-file.queries.ts'
import { reviewFile, reviewsFile } from '#lib/access/review/reviews-file.queries.ts'
import { auditFile } from '#lib/audit/audit-file.queries.ts'
import { dutiesFile } from '#lib/audit/duties/duties-file.queries.ts'
import { exceptionsFile } from '#lib/audit/exceptions/exceptions-file.queries.ts'
import { sampleFile, samplesFile } from '#lib/audit/samples/samples-file.queries.ts'
import { catalogueFile } from '#lib/catalogue/catalogue-file.queries.ts'
import { dictionaryChangesFile } from '#lib/catalogue/dictionary/changes-file.queries.ts'
import { formularyFile } from '#lib/catalogue/formulary/formulary-file.queries.ts'
import { priceHistoryFile, usageByMonthFile } from '#lib/catalogue/history-file.queries.ts'
import { listedFile } from '#lib/catalogue/listed/listed-file.queries.ts'
import { localCodesFile } from '#lib/catalogue/local-codes/local-codes-file.queries.ts'
import { packsFile } from '#lib/catalogue/packs-file.queries.ts'
import { stricterFile } from '#lib/catalogue/stricter/stricter-file.queries.ts'
import { changesFile } from '#lib/contracts/changes/changes-file.queries.ts'
import { endingFile, frameworkLinesFile, frameworksFile } from '#lib/contracts/contracts-file.queries.ts'
import { medicinePricesFile, supplierPricesFile } from '#lib/contracts/on-file/on-file-list.queries.ts'
import { outgoingFile } from '#lib/exchange/mail/outgoing-list.queries.ts'
import { loadProblemsFile, loadsFile } from '#lib/files/loads-file.queries.ts'
import { approvalsFile, decisionsFile } from '#lib/orders/approve/approvals-file.queries.ts'
import { coverFile } from '#lib/orders/approve/cover-file.queries.ts'
import { padsFile } from '#lib/orders/raise/pads-file.queries.ts'
import { standingFile, templatesFile } from '#lib/orders/raise/templates/templates-file.queries.ts'
import { batchesReceivedFile } from '#lib/orders/receive/batches-received.queries.ts'
import { batchesFile, expectedFile, notesFile, overFile } from '#lib/orders/receive/deliveries-file.queries.ts'
import { passedSampleFile } from '#lib/orders/sample/sample-file.queries.ts'
import { trialFile } from '#lib/orders/scheme/trial-file.queries.ts'
import { linesOfMedicineFile, linesOfOrderFile, orderLinesFile } from '#lib/orders/track/order-lines-file.queries.ts'
import { ordersFile } from '#lib/orders/track/orders-file.queries.ts'
import { stockFile } from '#lib/stock/stock-file.queries.ts'
import { suppliersFile } from '#lib/suppliers/suppliers-file.queries.ts'
import { costCentresFile, storesFile } from '#lib/trusts/places-file.queries.ts'
import { attemptsFile, webhooksFile } from '#lib/webhooks/webhooks-file.queries.ts'
import type { AnyList } from './list-file.ts'
import type { ListId } from './list-ids.rules.ts'

const LISTS: Record<ListId, AnyList> = {
  orders: ordersFile,
  'order-lines': orderLinesFile,
  'lines-of-order': linesOfOrderFile,
  'order-pads': padsFile,
  templates: templatesFile,
  'standing-orders': standingFile,
  approvals: approvalsFile,
  decisions: decisionsFile,
  'passed-sample': passedSampleFile,
  'scheme-trial': trialFile,
  'stock-cover': coverFile,
  expected: expectedFile,
  'more-than-ordered': overFile,
  'received-notes': notesFile,
  'received-batches': batchesReceivedFile,
  batches: batchesFile,
  catalogue: catalogueFile,
  packs: packsFile,
  'orders-of-medicine': linesOfMedicineFile,
  stock: stockFile,
  'price-history': priceHistoryFile,
  'usage-by-month': usageByMonthFile,
  frameworks: frameworksFile,
  'contract-lines-ending': endingFile,
  'contract-lines': frameworkLinesFile,
  'contract-changes': changesFile,
  'supplier-prices': supplierPricesFile,
  'medicine-prices': medicinePricesFile,
  formulary: formularyFile,
  stricter: stricterFile,
  'medicine-lists': listedFile,
  'local-codes': localCodesFile,
  suppliers: suppliersFile,
  audit: auditFile,
  segregation: dutiesFile,
  exceptions: exceptionsFile,
  samples: samplesFile,
  'sample-orders': sampleFile,
  people: peopleFile,
  'role-exceptions': roleExceptionsFile,
  'person-record': personRecordFile,
  'access-reviews': reviewsFile,
  'access-review': reviewFile,
  'asked-to-join': joiningsFile,
  deputies: deputiesFile,
  tokens: tokensFile,
  webhooks: webhooksFile,
  'webhook-deliveries': attemptsFile,
  outgoing: outgoingFile,
  loads: loadsFile,
  'load-problems': loadProblemsFile,
  'dictionary-changes': dictionaryChangesFile,
  'cost-centres': costCentresFile,
  stores: storesFile,
}

/** A list by its id. */
export function listById(id: ListId): AnyList {
  return LISTS[id]
}
