import { CopyTable } from './copy.ts'
import { EVENT_COLUMNS, HEAD_COLUMNS } from './record.ts'

const COLUMNS = {
  order_pad: 'id store_id cost_centre_id edit opened_by opened_at changed_by changed_at closed_at',
  purchase_order:
    'id number status version edit pad_id kind supplier_id supplier_name store_id cost_centre_id raised_by raised_at changers submitted_by submitted_at submitted_on scheme_version day_total auto_passed approved_at sent_at answer_due_at acknowledged_at closed_at close_reason lines net carriage vat gross',
  order_search: 'order_id text',
  order_line:
    'id order_id line_no ampp_id vmp_id product_name brand maker pack_text units_milli unit_name gtin supplier_code cd_category unlicensed fridge batch_required price price_basis price_source contract_state award_owner_id award_id contract_price off_contract_reason vat_rate added_in_version why packs usual_packs net vat received_packs closed_packs state state_reason due_on',
  approval:
    'id order_id version role reasons retrospective asked_at due_at state decided_by decided_at decided_as comment',
  transmission:
    'id order_id version kind subject_id channel status recipient message_id attempts proof queued_at sent_at settled_by',
  document: 'id order_id version kind transmission_id file_name media_type content sha256 made_at',
  requisition:
    'id order_id version written_by written_at signer_name profession purpose document_id signed_by signed_at',
  acknowledgement: 'id order_id version source answered_at recorded_by recorded_at',
  acknowledgement_line:
    'id acknowledgement_id order_id order_line_id code packs expected_on resolution resolved_by resolved_at resolved_reason',
  receipt: 'id number supplier_id supplier_name store_id delivery_note received_by received_at',
  receipt_line:
    'id receipt_id order_id order_line_id ampp_id vmp_id batch expiry accepted_packs variance fridge_tenths',
  stock_movement: 'id store_id ampp_id vmp_id batch expiry quarantined units_milli kind source_id moved_by moved_at',
  stock_holding: 'store_id ampp_id batch expiry quarantined vmp_id units_milli',
  usage_day: 'store_id vmp_id day units_milli',
} as const

/** A tenant table that the history fills; every line begins with its trust. */
export type HistoryTable = keyof typeof COLUMNS | 'audit_event' | 'audit_head'

/** All of them. */
export const HISTORY_TABLES: readonly HistoryTable[] = [
  ...(Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]),
  'audit_event',
  'audit_head',
]

/** The ways into all tables of the history at once. */
export class HistoryTables {
  #tables = new Map<HistoryTable, CopyTable>()

  /** Opens them, each on a connection of its own. */
  static async open(url: string): Promise<HistoryTables> {
    const all = new HistoryTables()
    for (const table of HISTORY_TABLES) {
      const columns =
        table === 'audit_event'
          ? EVENT_COLUMNS
          : table === 'audit_head'
            ? HEAD_COLUMNS
            : ['trust_id', ...COLUMNS[table].split(' ')]
      all.#tables.set(table, await CopyTable.open(url, table, columns))
    }
    return all
  }

  /** Lines for a table. */
  bytes(table: HistoryTable, lines: Uint8Array, rows: number): void {
    this.#tables.get(table)?.bytes(lines, rows)
  }

  /** Waits until a table is not behind. */
  async drained(table: HistoryTable): Promise<void> {
    await this.#tables.get(table)?.drained()
  }

  /** Commits all. Answers how many rows each got. */
  async end(): Promise<Record<string, number>> {
    await Promise.all([...this.#tables.values()].map((table) => table.end()))
    return Object.fromEntries([...this.#tables].map(([name, table]) => [name, table.rows]))
  }
}
