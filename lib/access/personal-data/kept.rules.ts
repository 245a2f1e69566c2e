/** Types a key of a table is compared as. */
type KeyType = 'uuid' | 'text' | 'integer' | 'bigint' | 'date'

/**
 * A column that says who: an id; ids; or ids among other data, which it is looked through for.
 */
export type PersonColumn = readonly [column: string, holds: 'one' | 'several' | 'among']

/** One kind of what a trust keeps about a person: a file of the export. */
export type KeptKind = {
  /** Name of its file, without the ending. */
  file: string
  /** What it is, for whoever reads the file. */
  says: string
  table: string
  /** The column that says whose row it is, where it is not the trust's: reference data has an owner. */
  owner?: 'owner_id'
  /** The rest of the table's primary key, in order, after the trust: what it is read along. */
  key: readonly (readonly [column: string, type: KeyType])[]
  person: readonly PersonColumn[]
  /** Columns that are shown as they stand. */
  shows: readonly string[]
  /** The column that holds an order's id: its number is shown. */
  order?: string
  /** A column that is shown only where another one is the person: what was said to others is theirs. */
  only?: { shown: string; where: string }
}

const ID = [['id', 'uuid']] as const
const one = (...columns: string[]) => columns.map((column) => [column, 'one'] as const)

/**
 * What is kept about people in the tables of a trust. No amount, price or secret is among it: those are not about the person.
 * Every column that can say who stands here or in `NOT_IN_IT`; a test holds it against the database.
 */
export const KEPT: readonly KeptKind[] = [
  {
    ...{ file: 'orders', says: 'Orders that you raised, changed or submitted', table: 'purchase_order', key: ID },
    person: [...one('raised_by', 'submitted_by'), ['changers', 'several']],
    shows: ['number', 'status', 'supplier_name', 'raised_at', 'submitted_at', 'note', 'emergency_reason'],
  },
  {
    ...{ file: 'order-pads', says: 'Order pads that you opened or changed', table: 'order_pad', key: ID },
    person: one('opened_by', 'changed_by'),
    shows: ['opened_at', 'changed_at', 'closed_at', 'discarded_at', 'note', 'emergency_reason'],
  },
  {
    ...{ file: 'approvals', says: 'Approvals asked of you by name, and what you decided', table: 'approval', key: ID },
    person: [...one('decided_by', 'decided_for'), ['people', 'several']],
    shows: ['version', 'role', 'state', 'asked_at', 'decided_at', 'decided_as', 'comment'],
    order: 'order_id',
  },
  {
    ...{ file: 'reminders', says: 'Reminders of approvals, sent to you', table: 'approval_chase' },
    key: [['approval_id', 'uuid']],
    person: [
      ['reminded', 'several'],
      ['escalated', 'several'],
    ],
    shows: ['approval_id', 'reminded_at', 'escalated_at', 'escalated_role'],
  },
  {
    ...{ file: 'answers', says: 'Answers of suppliers that you wrote down', table: 'acknowledgement', key: ID },
    person: one('recorded_by'),
    shows: ['recorded_at', 'supplier_reference', 'note'],
    order: 'order_id',
  },
  {
    ...{
      file: 'answers-settled',
      says: 'Answers of suppliers that you settled',
      table: 'acknowledgement_line',
      key: ID,
    },
    person: one('resolved_by'),
    shows: ['resolution', 'resolved_at', 'resolved_reason'],
    order: 'order_id',
  },
  {
    ...{ file: 'order-changes', says: 'Changes of sent orders that you asked for or answered', table: 'order_change' },
    key: ID,
    person: one('asked_by', 'answered_by'),
    shows: ['kind', 'asked_at', 'reason', 'state', 'answered_at', 'answer_note'],
    order: 'order_id',
  },
  {
    ...{ file: 'sendings-settled', says: 'Sendings that you settled', table: 'transmission', key: ID },
    person: one('settled_by'),
    shows: ['kind', 'status', 'queued_at'],
    order: 'order_id',
  },
  {
    ...{
      file: 'requisitions',
      says: 'Requisitions of controlled drugs that you wrote or signed',
      table: 'requisition',
    },
    key: ID,
    person: one('written_by', 'signed_by'),
    shows: ['version', 'written_at', 'signer_name', 'profession', 'purpose', 'signed_at', 'unusual_reason'],
    order: 'order_id',
  },
  {
    ...{ file: 'register-entries', says: 'Entries in the controlled drugs register', table: 'cd_register_entry' },
    key: [['receipt_line_id', 'uuid']],
    person: one('entered_by'),
    shows: ['reference', 'entered_at'],
  },
  {
    ...{ file: 'unlicensed', says: 'Unlicensed medicines that you approved', table: 'unlicensed_approval', key: ID },
    person: one('approved_by'),
    shows: ['number', 'product_name', 'request', 'reason', 'alternatives', 'quality', 'approved_at', 'review_on'],
  },
  {
    ...{ file: 'deliveries', says: 'Deliveries that you booked in', table: 'receipt', key: ID },
    person: one('received_by'),
    shows: ['number', 'received_at', 'delivery_note', 'note', 'reversal_reason'],
  },
  {
    ...{
      file: 'over-deliveries',
      says: 'More than was ordered: found or decided by you',
      table: 'over_delivery',
      key: ID,
    },
    person: one('found_by', 'decided_by'),
    shows: ['packs', 'found_at', 'decision', 'decided_at', 'reason'],
  },
  {
    ...{ file: 'quarantine', says: 'Quarantine that you decided on', table: 'quarantine_decision', key: ID },
    person: one('decided_by'),
    shows: ['packs', 'outcome', 'variance', 'reason', 'decided_at'],
  },
  {
    ...{ file: 'stock', says: 'Stock that you counted or moved', table: 'stock_movement', key: ID },
    person: one('moved_by'),
    shows: ['kind', 'ampp_id', 'batch', 'units_milli', 'moved_at'],
  },
  {
    ...{ file: 'passed-orders', says: 'Orders of the sample that you checked', table: 'passed_sample', key: ID },
    person: one('checked_by'),
    shows: ['version', 'picked_at', 'outcome', 'words', 'checked_at'],
    order: 'order_id',
  },
  {
    ...{ file: 'audit-samples', says: 'Samples for audit that you drew', table: 'audit_sample', key: ID },
    person: one('drawn_by'),
    shows: ['drawn_at', 'from_day', 'to_day', 'kind', 'wanted', 'seed'],
  },
  {
    ...{
      file: 'order-addresses',
      says: 'Other addresses for orders that you asked for or decided; the addresses are the suppliers’',
      table: 'order_address_change',
      key: ID,
    },
    person: one('asked_by', 'decided_by'),
    shows: ['from_channel', 'from_email', 'to_email', 'reason', 'asked_at', 'state', 'decided_at', 'comment'],
    only: { shown: 'reason', where: 'asked_by' },
  },
  {
    ...{
      file: 'supplier-prices',
      says: 'Prices on file that you entered; the prices are the supplier’s',
      table: 'supplier_price',
    },
    key: ID,
    person: one('entered_by'),
    shows: ['ampp_id', 'source', 'valid_from', 'valid_to', 'entered_at', 'withdrawn'],
  },
  {
    ...{ file: 'local-codes', says: 'Codes of the trust’s own systems that you entered', table: 'local_code', key: ID },
    person: one('entered_by'),
    shows: ['ampp_id', 'code', 'system', 'entered_at', 'withdrawn'],
  },
  {
    ...{ file: 'formulary', says: 'Entries of the formulary that you made', table: 'formulary_entry', key: ID },
    person: one('entered_by'),
    shows: ['product_name', 'status', 'criteria', 'reason', 'reference', 'entered_at', 'withdrawn'],
  },
  {
    ...{ file: 'treated-more-strictly', says: 'Medicines that you said are treated more strictly' },
    ...{ table: 'stricter_treatment', key: ID },
    person: one('entered_by'),
    shows: ['product_name', 'cd_category', 'reason', 'reference', 'entered_at', 'withdrawn'],
  },
  {
    ...{
      file: 'medicine-lists',
      says: 'Medicines on lists that you loaded',
      table: 'medicine_listing',
      owner: 'owner_id',
    },
    key: ID,
    person: one('entered_by'),
    shows: ['list', 'product_name', 'source', 'source_version', 'entered_at', 'withdrawn'],
  },
  {
    ...{ file: 'schemes', says: 'Schemes of delegation that you adopted or that name you', table: 'approval_scheme' },
    key: [['version', 'integer']],
    person: [...one('adopted_by'), ['rules', 'among']],
    shows: ['version', 'effective_from', 'adopted_at'],
  },
  {
    ...{ file: 'scheme-proposals', says: 'Schemes that you proposed or decided on, or that would name you' },
    ...{ table: 'scheme_proposal', key: ID },
    person: [...one('proposed_by', 'decided_by'), ['rules', 'among']],
    shows: ['effective_from', 'reason', 'proposed_at', 'state', 'decided_at', 'decided_note'],
  },
  {
    ...{ file: 'scheme-trials', says: 'Proposed schemes that you tried', table: 'scheme_trial', key: ID },
    person: [...one('asked_by'), ['in_force', 'among']],
    shows: ['from_on', 'to_on', 'asked_at', 'state'],
  },
  {
    ...{
      file: 'deputies',
      says: 'Deputies: whom you named, whom you stand in for, and what you said of others’',
      table: 'deputising',
    },
    key: ID,
    person: one('for_person', 'deputy', 'made_by', 'answered_by', 'ended_by'),
    shows: ['away', 'from_at', 'until_at', 'kinds', 'reason', 'state', 'made_at', 'answered_at', 'ended_at'],
  },
  {
    ...{
      file: 'requests',
      says: 'Requests about you, asked by you or decided by you',
      table: 'person_request',
      key: ID,
    },
    person: [...one('person_id', 'asked_by', 'decided_by'), ['wanted', 'among']],
    shows: ['kind', 'reason', 'asked_at', 'state', 'decided_at', 'comment', 'taken_at'],
  },
  {
    ...{
      file: 'done-alone',
      says: 'What takes a second person, about you or done by you, that one did alone',
      table: 'done_alone',
      key: ID,
    },
    person: one('person_id', 'done_by'),
    shows: ['kind', 'roles', 'done_at'],
  },
  {
    ...{ file: 'role-sites', says: 'Sites that your roles are limited to', table: 'role_site' },
    key: [
      ['person_id', 'uuid'],
      ['role', 'text'],
      ['site_id', 'uuid'],
    ],
    person: one('person_id'),
    shows: ['role', 'site_id'],
  },
  {
    ...{
      file: 'exceptions',
      says: 'Roles held by exception: yours, asked for by you, given by you',
      table: 'role_exception',
    },
    key: ID,
    person: one('person_id', 'asked_by', 'given_by'),
    shows: ['role', 'beside', 'reason', 'until', 'given_at', 'ended_at', 'ended_why'],
  },
  {
    ...{ file: 'access-reviews', says: 'Access reviews that you started or finished', table: 'access_review', key: ID },
    person: one('started_by', 'finished_by'),
    shows: ['started_at', 'finished_at'],
  },
  {
    ...{ file: 'access-review-rows', says: 'What access reviews say of you, and what you decided in them' },
    ...{ table: 'access_review_row', key: ID },
    person: [...one('person_id', 'decided_by'), ['detail', 'among']],
    shows: ['kind', 'of', 'verdict', 'decided_at'],
    only: { shown: 'detail', where: 'person_id' },
  },
  {
    ...{ file: 'settings', says: 'Rules of the trust, where you changed them last', table: 'trust_setting', key: [] },
    person: one('changed_by'),
    shows: ['version', 'changed_at'],
  },
  {
    ...{ file: 'templates', says: 'Templates that are yours or that you changed', table: 'template', key: ID },
    person: one('owner_id', 'changed_by'),
    shows: ['name', 'shared', 'changed_at', 'removed_at'],
  },
  {
    ...{ file: 'standing-orders', says: 'Standing orders that are yours or that you changed', table: 'standing_order' },
    key: ID,
    person: one('owner_id', 'changed_by'),
    shows: ['status', 'next_on', 'changed_at'],
  },
  {
    ...{ file: 'standing-dates', says: 'Dates of standing orders that you decided on', table: 'standing_date' },
    key: [
      ['standing_id', 'uuid'],
      ['due_on', 'date'],
    ],
    person: one('by_id'),
    shows: ['due_on', 'outcome', 'why', 'at'],
  },
  {
    ...{ file: 'saved-views', says: 'Views that you saved', table: 'saved_view', key: ID },
    person: one('owner_id'),
    shows: ['list', 'name', 'query', 'shared', 'changed_at', 'removed_at'],
  },
  {
    ...{ file: 'notices', says: 'What you chose to be written to about', table: 'notice_choice' },
    key: [
      ['person_id', 'uuid'],
      ['kind', 'text'],
    ],
    person: one('person_id'),
    shows: ['kind', 'wanted'],
  },
  {
    ...{ file: 'keys', says: 'Whether keys of the keyboard work for you', table: 'key_choice' },
    key: [['person_id', 'uuid']],
    person: one('person_id'),
    shows: ['keys'],
  },
  {
    ...{ file: 'files-loaded', says: 'Files that you chose, proposed, loaded or undid', table: 'file_load', key: ID },
    person: one('chosen_by', 'proposed_by', 'loaded_by', 'undone_by'),
    shows: ['kind', 'file_name', 'state', 'chosen_at', 'proposed_at', 'loaded_at', 'undone_at'],
  },
  {
    ...{
      file: 'dictionaries',
      says: 'Releases of the dictionary that you brought in or made current',
      table: 'dictionary_release',
      owner: 'owner_id',
    },
    key: ID,
    person: one('chosen_by', 'switched_by'),
    shows: ['name', 'state', 'chosen_at', 'switched_at'],
  },
  {
    ...{
      file: 'packs-by-words',
      says: 'Packs that you said a catalogue’s words mean, or took back',
      table: 'pack_by_words',
    },
    key: ID,
    person: one('said_by', 'undone_by'),
    shows: ['source', 'words', 'ampp_id', 'said_at', 'undone_at'],
  },
  {
    ...{ file: 'file-layouts', says: 'Columns of files that you said the meaning of', table: 'file_layout' },
    key: [
      ['kind', 'text'],
      ['columns_sha256', 'text'],
      ['source', 'text'],
    ],
    person: one('saved_by'),
    shows: ['kind', 'source', 'saved_at'],
  },
  {
    ...{
      file: 'files-taken',
      says: 'Files that you asked for, or that hold what is kept about you',
      table: 'list_file',
    },
    key: ID,
    person: [...one('asked_by'), ['query', 'among']],
    shows: ['list', 'title', 'asked_at', 'state', 'kept_until'],
  },
  {
    ...{ file: 'webhooks', says: 'Webhooks that you made', table: 'webhook', key: ID },
    person: one('made_by'),
    shows: ['name', 'made_at'],
  },
  {
    ...{ file: 'commands', says: 'Forms that you sent in the last 90 days', table: 'command_key' },
    key: [
      ['actor_id', 'uuid'],
      ['command', 'text'],
      ['key', 'uuid'],
    ],
    person: one('actor_id'),
    shows: ['command', 'at'],
  },
  {
    ...{
      file: 'record',
      says: 'The record: what you did, what was done about you, and what names you',
      table: 'audit_event',
    },
    key: [['place', 'bigint']],
    person: [...one('actor_id', 'chain_id'), ['payload', 'among']],
    shows: ['at', 'verb', 'document', 'chain_id'],
    only: { shown: 'payload', where: 'chain_id' },
  },
]

/** What `identity.kept_about` tells, by its kinds: the columns that it looks at. */
export const KEPT_OUTSIDE: Readonly<Record<string, { says: string; columns: readonly string[] }>> = {
  person: { says: 'Your name and address', columns: [] },
  password: { says: 'Your password: when it was changed, not what it is', columns: ['credential.person_id'] },
  'second-factor': {
    says: 'Your second factor: since when, not its secret',
    columns: ['second_factor.person_id', 'recovery_code.person_id'],
  },
  roles: { says: 'Roles that you have or had here', columns: ['membership.person_id'] },
  'asked-to-join': { says: 'That you were asked to join', columns: ['joining.person_id'] },
  leaving: {
    says: 'A day of leaving: yours, said by you, or where you take over',
    columns: ['leaving.person_id', 'leaving.hand_to', 'leaving.said_by'],
  },
  'sign-ins': { says: 'Your sign-ins', columns: ['session.person_id'] },
  tokens: {
    says: 'API tokens: yours, and those that you ended',
    columns: ['api_token.person_id', 'api_token.revoked_by'],
  },
  directory: {
    says: 'Accounts of the trust’s directory: yours, and those that you joined',
    columns: ['directory_link.person_id', 'directory_link.joined_by'],
  },
  'directory-settings': {
    says: 'The settings of the directory, where you changed them last',
    columns: ['directory.changed_by'],
  },
}

/** Columns that could say who and are not in the export, each with the reason. */
export const NOT_IN_IT: Readonly<Record<string, string>> = {
  'half_sign_in.person_id': 'lives for minutes, between the password and the second factor',
  'audit_head.chain_id': 'the head of a chain says nothing that its entries do not',
  'audit_event.command_key': 'the key of an act, no person',
  'command_key.key': 'the key of an act, no person',
  'command_key.answer': 'what the act answered, for the same form sent twice; what it did is in the record',
  'approval.reasons': 'why somebody must agree: roles and amounts, no person',
  'file_change.row_key': 'the key of a loaded row, no person',
  'file_change.before': 'a loaded row as it stood; who entered it stands in the row’s own table',
  'file_layout.places': 'which column of a file is what, no person',
  'file_load.run': 'a run of the worker, no person',
  'file_load.layout': 'which column of a file is what, no person',
  'file_load.report': 'rows counted, no person',
  'file_load.problems': 'what is wrong with rows of the file, no person',
  'dictionary_release.run': 'a run of the worker, no person',
  'dictionary_release.compared_with': 'another release, no person',
  'dictionary_release.parts': 'kinds of file that were read, no person',
  'dictionary_release.report': 'what a release would change, no person',
  'dictionary_change.codes': 'codes of packs, no person',
  'dictionary_change.pack': 'a pack as a release has it, no person',
  'dictionary_change.was': 'a pack as it was before, no person',
  'dictionary_entry.body': 'a product as a release has it, no person',
  'file_rows.rows': 'rows of a file of products, prices or suppliers, no person',
  'list_file.run': 'a run of the worker, no person',
  'list_file_part.run': 'a run of the worker, no person',
  'award.load_id': 'a file, no person',
  'contract_change_set.load_id': 'a file, no person',
  'contract_weighing.totals': 'counts and sums, no person',
  'pack.load_id': 'a file, no person',
  'local_code.load_id': 'a file, no person',
  'formulary_entry.load_id': 'a file, no person',
  'medicine_listing.load_id': 'a file, no person',
  'order_line.why': 'why a line has its price, no person',
  'pad_row.problems': 'what is wrong with a typed row, no person',
  'pack_code.supplier_id': 'a supplier, no person',
  'pack_word.owner_id': 'a trust or its hub, no person',
  'requisition.usage': 'usage of three months, no person',
  'stock_movement.source_id': 'a delivery or count, no person',
  'transmission.subject_id': 'what is sent, no person',
  'trust_setting.data': 'rules of the trust in numbers and addresses of the trust, no person',
  'standing_order.rhythm': 'days and weeks, no person',
  'retention_run.removed': 'counts, no person',
  'retention_run.past': 'counts, no person',
  'directory_waiting.id': 'somebody who waits at the directory is nobody here yet; forgotten after 30 days',
}
