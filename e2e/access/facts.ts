import pg from 'pg'
import type { Role } from '#lib/access/roles.ts'
import type { LoadKind } from '#lib/files/kind.rules.ts'
import { demo } from '../installations.ts'

/** What addresses and forms of the walk and of the matrix name: records of Riverside, and of nobody in particular. */
export type Facts = Record<(typeof NAMES)[number], string>

const NAMES = [
  ...(['riverside', 'northbank', 'region', 'store', 'site', 'costCentre', 'person', 'supplier', 'medicine'] as const),
  ...([
    'webhook',
    'pack',
    'framework',
    'changes',
    'pad',
    'padLine',
    'closedPad',
    'receipt',
    'load',
    'regionLoad',
    'stage',
    'release',
  ] as const),
  ...([
    'waiting',
    'forLead',
    'forPharmacist',
    'sent',
    'sentVersion',
    'sentLine',
    'closed',
    'requisitioned',
    'document',
    'answer',
    'change',
    'over',
    'receiptLine',
  ] as const),
  ...(['template', 'standing', 'view', 'personRequest', 'accessReview', 'deputising'] as const),
  ...(['directoryWaiting', 'directoryLink', 'session', 'token', 'fileUnderWay', 'listFile'] as const),
  ...(['entry', 'sample'] as const),
  ...(['proposal', 'passed'] as const),
  ...([
    'price',
    'transmission',
    'outgoing',
    'controlled',
    'unlicensed',
    'unlicensedMedicine',
    'formulary',
    'treatment',
    'localCode',
    'addressChange',
  ] as const),
] as const

/** A file that was loaded and one that is ready, of other kinds, for those who may load those alone. */
const LOADS_OF: Partial<Record<Role, { kind: LoadKind; load: string; stage: string }>> = {
  technician: { kind: 'stock', load: plantedId(0x11), stage: plantedId(0x12) },
  stores: { kind: 'stock', load: plantedId(0x11), stage: plantedId(0x12) },
  pharmacist: { kind: 'formulary', load: plantedId(0x41), stage: plantedId(0x42) },
  chief: { kind: 'formulary', load: plantedId(0x41), stage: plantedId(0x42) },
  lead: { kind: 'suppliers', load: plantedId(0x21), stage: plantedId(0x22) },
}

function plantedId(last: number): string {
  return `00000000-0000-7000-8000-${last.toString(16).padStart(12, '0')}`
}

/** The records as somebody in a role has them: files of a kind that the role may load. */
export function factsOf(role: Role, facts: Facts): Facts {
  if (role === 'hub') return { ...facts, load: facts.regionLoad, stage: plantedId(0x32), release: plantedId(0x42) }
  const loads = LOADS_OF[role]
  return loads ? { ...facts, load: loads.load, stage: loads.stage } : facts
}

/** A planted load once more, of another kind: nothing was said of its columns yet. */
const again = (from: number, to: string, kind: LoadKind) => [
  `INSERT INTO file_load SELECT (r).* FROM (SELECT jsonb_populate_record(l, jsonb_build_object('id', '${to}', 'kind', '${kind}',
     'report', NULL, 'layout', jsonb_set(l.layout, '{places}', '{}'))) AS r FROM file_load l WHERE l.id = '${plantedId(from)}') x
     ON CONFLICT (trust_id, id) DO UPDATE SET state = excluded.state`,
  `INSERT INTO file_content SELECT c.trust_id, '${to}', c.content FROM file_content c WHERE c.load_id = '${plantedId(1)}'
     ON CONFLICT DO NOTHING`,
]

/** Records that the demo has none of at rest: ended ones, so that nobody's list grows by them. */
const PLANTED = [
  `INSERT INTO file_load SELECT (r).* FROM (SELECT jsonb_populate_record(l, jsonb_build_object('trust_id', o.trust_id,
     'id', '00000000-0000-7000-8000-000000000001')) AS r FROM file_load l, organisation o
     WHERE o.ods_code = 'RZZ' AND l.trust_id <> o.trust_id ORDER BY l.kind LIMIT 1) x ON CONFLICT DO NOTHING`,
  `INSERT INTO file_content SELECT l.trust_id, l.id, c.content FROM file_load l, file_content c JOIN file_load h ON h.trust_id = c.trust_id
     AND h.id = c.load_id WHERE l.id = '00000000-0000-7000-8000-000000000001' AND h.sha256 = l.sha256 LIMIT 1 ON CONFLICT DO NOTHING`,
  `INSERT INTO file_load SELECT (r).* FROM (SELECT jsonb_populate_record(l, jsonb_build_object('id', '00000000-0000-7000-8000-000000000002',
     'state', 'ready', 'loaded_at', NULL, 'loaded_by', NULL, 'chosen_by', p.id)) AS r FROM file_load l, identity.person p
     WHERE l.id = '00000000-0000-7000-8000-000000000001' AND p.email = 'admin@riverside.example') x ON CONFLICT (trust_id, id) DO UPDATE SET state = excluded.state`,
  `INSERT INTO over_delivery (trust_id, id, receipt_line_id, order_line_id, packs, found_at, found_by, decision, decided_by, decided_at, reason)
     SELECT r.trust_id, '00000000-0000-7000-8000-000000000003', l.id, l.order_line_id, 1, r.received_at, r.received_by, 'return',
       r.received_by, r.received_at, 'Went back' FROM receipt r JOIN receipt_line l ON l.trust_id = r.trust_id AND l.receipt_id = r.id
     JOIN organisation o ON o.trust_id = r.trust_id AND o.ods_code = 'RZZ' ORDER BY r.id LIMIT 1 ON CONFLICT DO NOTHING`,
  `INSERT INTO order_change (trust_id, id, order_id, version, kind, reason, state, asked_by, asked_at)
     SELECT p.trust_id, '00000000-0000-7000-8000-000000000004', p.id, p.version, 'cancel_order', 'Not needed', 'refused', p.raised_by,
       p.raised_at FROM purchase_order p JOIN organisation o ON o.trust_id = p.trust_id AND o.ods_code = 'RZZ'
     WHERE p.status = 'closed' ORDER BY p.id LIMIT 1 ON CONFLICT DO NOTHING`,
  `INSERT INTO webhook (trust_id, id, name, url, sealed_secret, types, place, stopped_at, stopped_why, made_by, made_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000005', 'Stock system', 'https://stock.example/in', '\\x00', '{order.sent}',
       0, o.created_at, 'by_hand', p.id, o.created_at FROM organisation o, identity.person p
     WHERE o.ods_code = 'RZZ' AND p.email = 'admin@riverside.example' ON CONFLICT DO NOTHING`,
  `INSERT INTO template (trust_id, id, name, store_id, cost_centre_id, owner_id, shared, lines, changed_by, changed_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000006', 'Monday round', s.id, c.id, p.id, true, 0, p.id, o.created_at
     FROM organisation o JOIN store s ON s.trust_id = o.trust_id JOIN cost_centre c ON c.trust_id = o.trust_id,
       identity.person p WHERE o.ods_code = 'RZZ' AND p.email = 'technician@riverside.example' AND s.active AND c.active
     ORDER BY s.id, c.id LIMIT 1 ON CONFLICT DO NOTHING`,
  `INSERT INTO standing_order (trust_id, id, template_id, owner_id, rhythm, status, next_on, changed_by, changed_at)
     SELECT t.trust_id, '00000000-0000-7000-8000-000000000007', t.id, t.owner_id,
       '{"kind": "weekdays", "days": [1], "closed": "next"}', 'paused', '2030-01-07', t.owner_id, t.changed_at
     FROM template t WHERE t.id = '00000000-0000-7000-8000-000000000006' ON CONFLICT DO NOTHING`,
  `INSERT INTO saved_view (trust_id, id, list, name, query, owner_id, shared, changed_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000008', 'orders', 'Late', 'view=late', p.id, false, o.created_at
     FROM organisation o, identity.person p WHERE o.ods_code = 'RZZ' AND p.email = 'admin@riverside.example' ON CONFLICT DO NOTHING`,
  `INSERT INTO access_review (trust_id, id, started_by, started_at, finished_by, finished_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-00000000000a', p.id, o.created_at, p.id, o.created_at
     FROM organisation o, identity.person p WHERE o.ods_code = 'RZZ' AND p.email = 'auditor@riverside.example'
     ON CONFLICT DO NOTHING`,
  `INSERT INTO person_request (trust_id, id, kind, person_id, reason, asked_by, asked_at, expires_at, state, decided_by, decided_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000009', 'reset', s.id, 'Forgot it', p.id, o.created_at, o.created_at,
       'withdrawn', p.id, o.created_at FROM organisation o, identity.person p, identity.person s
     WHERE o.ods_code = 'RZZ' AND p.email = 'admin@riverside.example' AND s.email = 'stores@riverside.example' ON CONFLICT DO NOTHING`,
  `INSERT INTO local_code (trust_id, id, ampp_id, vmp_id, code, system, valid_from, entered_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000051', '999999999', '999999999', 'PLANTED', 'Planted', '2026-01-01', o.created_at
     FROM organisation o WHERE o.ods_code = 'RZZ' ON CONFLICT DO NOTHING`,
  `INSERT INTO stricter_treatment (trust_id, id, vmp_id, product_name, pharmacist, reason, valid_from, entered_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000052', '999999999', 'Planted', true, 'Planted', '2026-01-01', o.created_at
     FROM organisation o WHERE o.ods_code = 'RZZ' ON CONFLICT DO NOTHING`,
  `INSERT INTO formulary_entry (trust_id, id, vmp_id, product_name, status, reason, valid_from, entered_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000050', '999999999', 'Planted', 'ON', 'Planted', '2026-01-01', o.created_at
     FROM organisation o WHERE o.ods_code = 'RZZ' ON CONFLICT DO NOTHING`,
  `INSERT INTO order_address_change (trust_id, id, supplier_id, from_channel, from_email, to_email, reason, asked_by, asked_at, state,
       decided_by, decided_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000060', a.supplier_id, 'email', a.order_email, 'orders@other.example', 'Planted',
       p.id, o.created_at, 'withdrawn', p.id, o.created_at
     FROM organisation o JOIN supplier_account a ON a.trust_id = o.trust_id, identity.person p
     WHERE o.ods_code = 'RZZ' AND p.email = 'admin@riverside.example' ORDER BY a.supplier_id LIMIT 1 ON CONFLICT DO NOTHING`,
  `INSERT INTO audit_sample (trust_id, id, drawn_by, drawn_at, from_day, to_day, kind, seed, wanted, population, population_sha256)
     SELECT o.trust_id, '00000000-0000-7000-8000-00000000000a', p.id, o.created_at, '2026-01-01', '2026-01-31', 'all', 'planted', 1, 1, ''
     FROM organisation o, identity.person p WHERE o.ods_code = 'RZZ' AND p.email = 'auditor@riverside.example' ON CONFLICT DO NOTHING`,
  `INSERT INTO audit_sample_order (trust_id, sample_id, place, order_id)
     SELECT p.trust_id, '00000000-0000-7000-8000-00000000000a', 1, p.id FROM purchase_order p
     JOIN organisation o ON o.trust_id = p.trust_id AND o.ods_code = 'RZZ' WHERE p.status = 'closed' ORDER BY p.id LIMIT 1 ON CONFLICT DO NOTHING`,
  `INSERT INTO file_load SELECT (r).* FROM (SELECT jsonb_populate_record(l, jsonb_build_object('id', '${plantedId(0x32)}',
     'trust_id', o.trust_id)) AS r FROM file_load l, organisation o WHERE l.id = '${plantedId(2)}' AND o.kind = 'hub') x
     ON CONFLICT (trust_id, id) DO UPDATE SET state = excluded.state`,
  ...(['RZZ', 'HUB'] as const).map(
    (
      whose,
    ) => `INSERT INTO dictionary_release (owner_id, id, number, name, released_on, sha256, state, report, chosen_by, chosen_at)
     SELECT o.trust_id, '${plantedId(whose === 'RZZ' ? 0x41 : 0x42)}', 1000, 'nhsbsa_dmd_planted.zip', '2026-11-02', repeat('0', 64),
       'ready', '{"problem": null, "findings": [{"part": "ampp", "id": "", "what": "A pack: left out"}], "findingCount": 1,
       "changes": {"added": 1, "changed": 0, "ended": 0, "moved": 0, "unchanged": 7, "packs": 8}, "doubled": null}', NULL, o.created_at
     FROM organisation o WHERE ${whose === 'RZZ' ? "o.ods_code = 'RZZ'" : "o.kind = 'hub'"} ON CONFLICT DO NOTHING`,
  ),
  `INSERT INTO identity.directory_waiting (id, trust_id, issuer, claim, subject, name, email, email_verified, first_at, last_at, refused_at)
     SELECT '00000000-0000-7000-8000-000000000020', o.trust_id, 'https://directory.example', 'sub', 'somebody', 'Ann Okafor',
       'ann.okafor@elsewhere.example', false, o.created_at, o.created_at, o.created_at
     FROM organisation o WHERE o.ods_code = 'RZZ' ON CONFLICT DO NOTHING`,
  // these are open, so that only whose they are can be in the way
  `INSERT INTO identity.directory_link (id, trust_id, issuer, claim, subject, person_id, joined_at, joined_by, proven_at)
     SELECT '${plantedId(0x61)}', o.trust_id, 'https://directory.example', 'sub', 'stores', p.id, o.created_at, a.id, o.created_at
     FROM organisation o, identity.person p, identity.person a
     WHERE o.ods_code = 'RZZ' AND p.email = 'stores@riverside.example' AND a.email = 'admin@riverside.example' ON CONFLICT DO NOTHING`,
  `INSERT INTO identity.session (id, token_hash, person_id, trust_id, opened_at, seen_at, idle_minutes, ends_at, device)
     SELECT '${plantedId(0x62)}', sha256('planted'), p.id, o.trust_id, now(), now(), 600, now() + interval '10 hours', 'Firefox on Windows'
     FROM organisation o, identity.person p WHERE o.ods_code = 'RZZ' AND p.email = 'stores@riverside.example' ON CONFLICT DO NOTHING`,
  `INSERT INTO identity.api_token (id, token_hash, person_id, trust_id, name, scopes, created_at, expires_at)
     SELECT '${plantedId(0x63)}', sha256('planted'), p.id, o.trust_id, 'Stock system', '{orders:read}', now(), now() + interval '30 days'
     FROM organisation o, identity.person p WHERE o.ods_code = 'RZZ' AND p.email = 'stores@riverside.example' ON CONFLICT DO NOTHING`,
  ...(
    [
      [0x64, `'making'`, 'NULL'],
      [0x65, `'ready'`, 'now()'],
    ] as const
  ).map(
    ([id, state, ended]) =>
      `INSERT INTO list_file (trust_id, id, list, format, title, file_name, query, asked_by, asked_at, tell, state, run, beat_at, ended_at, kept_until)
     SELECT o.trust_id, '${plantedId(id)}', 'tokens', 'csv', 'API tokens', 'tokens.csv', '{}', p.id, now(), false, ${state}, '${plantedId(id)}',
       now() + interval '1 day', ${ended}, now() + interval '7 days'
     FROM organisation o, identity.person p WHERE o.ods_code = 'RZZ' AND p.email = 'stores@riverside.example' ON CONFLICT DO NOTHING`,
  ),
  `INSERT INTO deputising (trust_id, id, for_person, deputy, away, from_at, until_at, kinds, reason, state, made_by, made_at, ended_by, ended_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000010', p.id, d.id, true, o.created_at, o.created_at + interval '7 days',
       '{money}', 'Annual leave', 'agreed', p.id, o.created_at, p.id, o.created_at FROM organisation o, identity.person p, identity.person d
     WHERE o.ods_code = 'RZZ' AND p.email = 'chief@riverside.example' AND d.email = 'lead@riverside.example' ON CONFLICT DO NOTHING`,
  `INSERT INTO scheme_proposal (trust_id, id, based_on, rules, effective_from, reason, proposed_by, proposed_at, edit, state, decided_by, decided_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000011', s.version, s.rules, s.effective_from, 'Tried out', p.id, o.created_at, 2, 'withdrawn',
       p.id, o.created_at FROM organisation o, approval_scheme s, identity.person p
     WHERE o.ods_code = 'RZZ' AND s.trust_id = o.trust_id AND s.version = 1 AND p.email = 'lead@riverside.example' ON CONFLICT DO NOTHING`,
  `INSERT INTO scheme_trial (trust_id, id, proposal_id, from_on, to_on, asked_by, asked_at, state, orders_in_all, in_force, ended_at)
     SELECT trust_id, '00000000-0000-7000-8000-000000000012', id, effective_from, effective_from, proposed_by, proposed_at, 'done', 0, rules, proposed_at
     FROM scheme_proposal WHERE id = '00000000-0000-7000-8000-000000000011' ON CONFLICT DO NOTHING`,
  `INSERT INTO passed_sample (trust_id, id, order_id, version, rate, scheme_version, picked_at, outcome, checked_by, checked_at)
     SELECT o.trust_id, '00000000-0000-7000-8000-000000000013', p.id, p.version, 5, 1, p.raised_at, 'fine', a.id, p.raised_at
     FROM organisation o, identity.person a, LATERAL (SELECT * FROM purchase_order p WHERE p.trust_id = o.trust_id AND p.status = 'sent'
       AND NOT EXISTS (SELECT FROM passed_sample s WHERE s.trust_id = p.trust_id AND s.order_id = p.id) ORDER BY p.id LIMIT 1) p
     WHERE o.ods_code = 'RZZ' AND a.email = 'auditor@riverside.example' ON CONFLICT DO NOTHING`,
  ...Object.values(LOADS_OF).flatMap(({ kind, load, stage }) => [...again(1, load, kind), ...again(2, stage, kind)]),
]

/** The key of an approval that waits for a role, as the page of several takes it. */
const asked = (role: string) =>
  `(SELECT p.number || '/' || a.version || '/${role}' FROM approval a JOIN purchase_order p ON p.trust_id = a.trust_id
     AND p.id = a.order_id WHERE a.trust_id = me AND a.state = 'waiting' AND a.role = '${role}' ORDER BY a.id LIMIT 1)`

const order = (which: string) =>
  `(SELECT p.number FROM purchase_order p WHERE p.trust_id = me AND ${which} ORDER BY p.id DESC LIMIT 1)`

const READ = `
  SELECT me AS riverside, (SELECT trust_id FROM organisation WHERE ods_code = 'RZY') AS northbank,
    (SELECT trust_id FROM organisation WHERE kind = 'hub') AS region,
    (SELECT id FROM store WHERE trust_id = me AND kind = 'pharmacy' ORDER BY id LIMIT 1) AS store,
    (SELECT id FROM site WHERE trust_id = me ORDER BY id LIMIT 1) AS site,
    (SELECT id FROM cost_centre WHERE trust_id = me ORDER BY id LIMIT 1) AS "costCentre",
    (SELECT id FROM identity.person WHERE email = 'stores@riverside.example') AS person,
    (SELECT id FROM webhook WHERE trust_id = me ORDER BY id LIMIT 1) AS webhook,
    sent.supplier_id AS supplier, line.vmp_id AS medicine, line.ampp_id AS pack,
    (SELECT id FROM framework ORDER BY id LIMIT 1) AS framework,
    (SELECT load_id FROM contract_change_set WHERE owner_id <> me AND agreed_at IS NOT NULL ORDER BY load_id DESC LIMIT 1) AS changes,
    pad.id AS pad,
    (SELECT l.id FROM order_line l JOIN purchase_order p ON p.trust_id = l.trust_id AND p.id = l.order_id
      WHERE p.trust_id = me AND p.pad_id = pad.id ORDER BY l.id LIMIT 1) AS "padLine",
    (SELECT id FROM order_pad WHERE trust_id = me AND closed_at IS NOT NULL ORDER BY id DESC LIMIT 1) AS "closedPad",
    (SELECT number FROM receipt WHERE trust_id = me ORDER BY id LIMIT 1) AS receipt,
    (SELECT id FROM receipt_line WHERE trust_id = me ORDER BY id LIMIT 1) AS "receiptLine",
    '00000000-0000-7000-8000-000000000001' AS load,
    (SELECT id FROM file_load WHERE trust_id <> me ORDER BY id LIMIT 1) AS "regionLoad",
    '${plantedId(0x41)}' AS release, '00000000-0000-7000-8000-000000000002' AS stage, '00000000-0000-7000-8000-000000000003' AS over,
    '00000000-0000-7000-8000-000000000004' AS change,
    '00000000-0000-7000-8000-000000000006' AS template, '00000000-0000-7000-8000-000000000007' AS standing,
    (SELECT id FROM audit_event WHERE trust_id = me AND verb = 'APPROVED' AND document = 'order' ORDER BY id DESC LIMIT 1) AS entry,
    '00000000-0000-7000-8000-00000000000a' AS sample,
    '00000000-0000-7000-8000-000000000008' AS view, '00000000-0000-7000-8000-000000000009' AS "personRequest",
    '00000000-0000-7000-8000-00000000000a' AS "accessReview",
    '00000000-0000-7000-8000-000000000010' AS deputising,
    '00000000-0000-7000-8000-000000000011' AS proposal, '00000000-0000-7000-8000-000000000013' AS passed,
    '00000000-0000-7000-8000-000000000020' AS "directoryWaiting", '${plantedId(0x61)}' AS "directoryLink",
    '${plantedId(0x62)}' AS session, '${plantedId(0x63)}' AS token,
    '${plantedId(0x64)}' AS "fileUnderWay", '${plantedId(0x65)}' AS "listFile",
    ${order(`p.status = 'awaiting_approval' AND p.kind = 'standard'`)} AS waiting,
    ${asked('lead')} AS "forLead", ${asked('pharmacist')} AS "forPharmacist",
    sent.number AS sent, sent.version::text AS "sentVersion", line.id AS "sentLine",
    ${order(`p.status = 'closed' AND p.id IN (SELECT order_id FROM document WHERE trust_id = me)`)} AS closed,
    ${order(`p.kind = 'cd'`)} AS controlled, ${order(`p.kind = 'unlicensed'`)} AS unlicensed,
    (SELECT l.vmp_id FROM order_line l WHERE l.trust_id = me AND l.unlicensed ORDER BY l.id DESC LIMIT 1) AS "unlicensedMedicine",
    (SELECT id FROM supplier_price WHERE trust_id = me ORDER BY id LIMIT 1) AS price,
    '00000000-0000-7000-8000-000000000050' AS formulary, '00000000-0000-7000-8000-000000000052' AS treatment, '00000000-0000-7000-8000-000000000051' AS "localCode",
    '00000000-0000-7000-8000-000000000060' AS "addressChange",
    paper.number AS requisitioned, paper.id AS document,
    (SELECT a.id FROM acknowledgement_line a WHERE a.trust_id = me AND a.order_id = sent.id ORDER BY a.id LIMIT 1) AS answer,
    (SELECT t.id FROM transmission t WHERE t.trust_id = me AND t.order_id = sent.id ORDER BY t.id LIMIT 1) AS transmission,
    (SELECT replace(replace(t.message_id, '<', ''), '>', '') || '.eml' FROM transmission t
      WHERE t.trust_id = me AND t.order_id = sent.id ORDER BY t.id LIMIT 1) AS outgoing
  FROM (SELECT trust_id AS me FROM organisation WHERE ods_code = 'RZZ') us
  CROSS JOIN LATERAL (SELECT p.* FROM purchase_order p WHERE p.trust_id = me AND p.status = 'sent'
    AND EXISTS (SELECT FROM acknowledgement_line a WHERE a.trust_id = me AND a.order_id = p.id)
    AND EXISTS (SELECT FROM transmission t WHERE t.trust_id = me AND t.order_id = p.id AND t.channel = 'email')
    ORDER BY p.id LIMIT 1) sent
  CROSS JOIN LATERAL (SELECT l.* FROM order_line l WHERE l.trust_id = me AND l.order_id = sent.id ORDER BY l.line_no LIMIT 1) line
  CROSS JOIN LATERAL (SELECT d.id, p.number FROM document d JOIN purchase_order p ON p.trust_id = d.trust_id AND p.id = d.order_id
    WHERE d.trust_id = me AND d.kind = 'requisition_pdf' ORDER BY d.id LIMIT 1) paper
  CROSS JOIN LATERAL (SELECT p.* FROM order_pad p WHERE p.trust_id = me AND p.closed_at IS NULL
    AND EXISTS (SELECT FROM purchase_order o JOIN order_line l ON l.trust_id = o.trust_id AND l.order_id = o.id
      WHERE o.trust_id = me AND o.pad_id = p.id) ORDER BY p.id LIMIT 1) pad`

/** The ids of the demo's people by their e-mail addresses. */
export async function peopleByEmail(): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: demo().databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ email: string; id: string }>('SELECT email, id FROM identity.person')
    return new Map(rows.map(({ email, id }) => [email, id]))
  } finally {
    await client.end()
  }
}

/** Reads them from the demo, and plants what it has none of. Throws where one is missing. */
export async function readFacts(): Promise<Facts> {
  const client = new pg.Client({ connectionString: demo().databaseUrl })
  await client.connect()
  try {
    for (const statement of PLANTED) await client.query(statement)
    const { rows } = await client.query(READ)
    const missing = NAMES.filter((name) => typeof rows[0]?.[name] !== 'string')
    if (missing.length > 0) throw new Error(`The demo has no ${missing.join(', no ')}`)
    return rows[0]
  } finally {
    await client.end()
  }
}
