/** One question that arises at work, with its answer: in short where it arises, whole on the Help page. */
export type HelpTopic = {
  id: string
  question: string
  /** In a sentence or two. */
  short: string
  /** What there is to say beyond that. */
  more?: string
  /** Parts of the answer: a word and what it means. */
  points?: readonly { label: string; value: string }[]
  /** Other words people look for it by. */
  words: string
}

/** Every topic of help, in the order of the journey. */
export const HELP_TOPICS = [
  {
    id: 'journey',
    question: 'What happens to an order?',
    short: 'Raise, approve, send, acknowledge, receive. Each step leaves a record that cannot be changed afterwards.',
    more: 'A line that was sent is never edited: it is replaced, cancelled or closed with a reason.',
    words: 'steps status timeline journey progress',
  },
  {
    id: 'price',
    question: 'Why this price?',
    short:
      'The price list is the framework, not the supplier’s catalogue: one pack, one supplier, one buying group, and the days between two dates.',
    more: 'Tincture looks up the award that holds for your trust on the day you order, keeps it on the line, and shows the next best beside it. Packs of different sizes are compared by the unit, never by the pack.',
    points: [
      { label: 'Rank', value: 'Where an award names several suppliers, use rank 1 first.' },
      {
        label: 'Direct or by wholesaler',
        value:
          'The award says who may deliver: its holder, or the wholesalers on its route. From anybody else the same pack is off contract.',
      },
      {
        label: 'Ex VAT',
        value: 'Contract prices leave out VAT. Limits of approval count it. Hospital stock carries 20%.',
      },
      {
        label: 'Not shown',
        value:
          'Prices of patient access schemes are confidential by agreement with the maker: some roles do not see them, nor what they could be worked out from.',
      },
    ],
    words: 'cost award framework rank wholesaler vat pas patient access scheme confidential next best typed on file',
  },
  {
    id: 'medicine-lists',
    question: 'What does dm+d not say?',
    short:
      'Whether a medicine is kept in the fridge, hazardous, biosimilar, outside the tariff, needs a Blueteq form, or its AWaRe class.',
    more: 'Dated lists say it, each with its source and version: the region’s for all its trusts, and your trust’s own. Lists only add to what is known of a pack. An order keeps what they said when it was raised. An administrator or pharmacist loads a list under Settings, Load files; a later version takes the place of the one before, and a row whose last day is over ends it.',
    points: [
      { label: 'Tariff-excluded, Blueteq', value: 'Counts as high cost: the scheme may ask somebody more to agree.' },
      { label: 'AWaRe', value: 'Access, Watch or Reserve. Where lists differ, the one to be kept back most is shown.' },
    ],
    words:
      'fridge cold chain hazardous cytotoxic biosimilar high cost tariff excluded blueteq aware antibiotic list source',
  },
  {
    id: 'buying-group',
    question: 'What is a buying group?',
    short: 'Trusts that buy together: a contract price holds for the trusts of its group and for nobody else.',
    more: 'Your organisation page says which groups your trust is in. Without one, only national contracts have a price here.',
    points: [
      {
        label: 'Generics',
        value: 'Awarded in six groups of England, of about the same spend. London lies in two of them, DLN and DLS.',
      },
      { label: 'Branded medicines', value: 'Awarded in four regions: London, Midlands and East, North, South.' },
      { label: 'National', value: 'Some lines are the same for everybody.' },
    ],
    words: 'group region division dln dls generics branded national purchasing',
  },
  {
    id: 'off-contract',
    question: 'What counts as off contract?',
    short: 'There is a contract for this medicine in your group today, and you buy beside it. Say why.',
    more: 'Some reasons let the trust claim the difference back from the supplier that could not deliver: its answer on the order is the evidence.',
    points: [
      {
        label: 'On contract',
        value: 'The awarded pack, from its holder or a wholesaler on its route, at the contract price or less.',
      },
      {
        label: 'Over contract price',
        value: 'The right pack from the right supplier, but dearer than the award: query the price.',
      },
      { label: 'Off contract', value: 'Another pack, or another supplier, although an award holds.' },
      {
        label: 'No contract',
        value:
          'Nobody holds an award for this medicine in your group today. It is left out of the measure of compliance.',
      },
    ],
    words: 'compliance reason code claim beside contract no contract price high',
  },
  {
    id: 'approve',
    question: 'Why must this be approved?',
    short:
      'Your trust’s scheme of delegation says who must agree: by the total with VAT, and by what is on the order. Each reason is named.',
    more: 'Orders to one supplier on one day, or within the days your trust sets, count together, so that splitting changes nothing. Nobody approves what they raised or changed, and nobody books in what they raised. Contract lines within the buyer’s limit pass by themselves and are marked so. An order keeps the version of the scheme it was submitted under.',
    points: [
      { label: 'Money', value: 'A total over a limit needs whoever may agree to that much.' },
      { label: 'Contract', value: 'Off contract, or dearer than the contract beyond the tolerance.' },
      { label: 'New', value: 'A pack never bought before, or a supplier new to the trust.' },
      { label: 'Clinical', value: 'Controlled drugs of Schedules 1 to 3 and unlicensed medicines need a pharmacist.' },
      {
        label: 'Emergency',
        value:
          'The order goes at once and is decided on afterwards, within the hours your trust sets (24 unless changed). Until then who raised it cannot send another.',
      },
    ],
    words: 'approval limit scheme delegation agree sfi lead chief director deputy emergency split own order',
  },
  {
    id: 'send',
    question: 'Why was this not sent?',
    short:
      'It is held by something, could not be sent, or nobody knows whether it arrived. The sending page says which.',
    points: [
      {
        label: 'Held',
        value:
          'A controlled drug waits for its signed requisition, an unlicensed medicine for its approval number, or the supplier has no address to send to.',
      },
      {
        label: 'Could not be sent',
        value: 'The mail server refused it several times. Mend the address or the server, then send it again.',
      },
      {
        label: 'Needs checking',
        value:
          'The line broke after the order was handed over: nobody knows whether it arrived. Ask the supplier, then say what they told you. It is never sent again by itself.',
      },
    ],
    words: 'held mail server failed needs checking outgoing resend phone portal',
  },
  {
    id: 'controlled-drugs',
    question: 'Why does this order stand apart?',
    short:
      'Controlled drugs of Schedules 1 to 3 need a requisition signed by a pharmacist; unlicensed medicines need an approval number. Each goes on an order of its own.',
    more: 'The requisition holds six particulars: name, address and profession of who asks, what it is for, the total quantity, and the signature. Nothing leaves until it is complete, emergency or not.',
    words: 'cd requisition schedule unlicensed special morphine six particulars signature hold',
  },
  {
    id: 'answers',
    question: 'What do suppliers answer?',
    short: 'Record every answer: it is the evidence for a claim. What changes the order is put to you.',
    points: [
      { label: 'To follow', value: 'It will come later.' },
      { label: 'Not available', value: 'It will not come.' },
      { label: 'On allocation', value: 'They give each customer a share.' },
      { label: 'Another pack offered', value: 'Take it, or leave it: it acknowledges nothing of what you ordered.' },
    ],
    words: 'acknowledge acknowledgement back order to follow allocation substitute shortage discontinued',
  },
  {
    id: 'receive',
    question: 'How do I book a delivery in?',
    short: 'Scan the square code on the pack: it holds the product, the batch and the expiry. Fridge lines first.',
    more: 'What comes beyond the order waits until somebody decides. A receipt is never changed; a wrong one is reversed and booked in again. Nobody books in what they raised.',
    words: 'goods in scan barcode batch expiry fridge temperature quarantine over-delivery reverse grn',
  },
  {
    id: 'audit',
    question: 'What does the record prove?',
    short:
      'Every act is kept with who, when and what was known. Each entry carries a code over the one before it, made with a key that is not in the database.',
    more: 'Once a day all of it is sealed. A change, a gap or a cut end is found by npm run audit:verify; what was written since the last seal is proved only once it is sealed too.',
    words: 'audit seal chain code evidence verify export sample segregation exceptions tamper',
  },
  {
    id: 'second-person',
    question: 'Why must a second person agree?',
    short: 'So that one stolen or misused account cannot make somebody who approves, or get past those who do.',
    more: 'It waits for a week on the Today page of whoever can agree. Their word counts once they are in office for a week, and never about themselves. Where nobody else can agree, it is done by one, and the auditor finds it among the exceptions.',
    points: [
      {
        label: 'Another administrator or the chief pharmacist',
        value:
          'A role that approves; taking away the role of an administrator, of a chief pharmacist or of the only one who approves by it; another e-mail address; weaker rules of signing in; the directory.',
      },
      { label: 'Another administrator', value: 'Somebody becomes administrator; a one-time password.' },
      {
        label: 'Nobody',
        value:
          'Somebody who approves has left: it may not wait, and the other administrators and approvers are told by e-mail. For a week after it nobody does alone what that person could have agreed to.',
      },
    ],
    words: 'consent agree administrator role roles leaver password administrators second',
  },
  {
    id: 'who-is-who',
    question: 'Who is who?',
    short: 'The bodies a trust buyer meets, in one line each.',
    points: [
      {
        label: 'MPSC',
        value:
          'Medicines Procurement and Supply Chain of NHS England, formerly CMU: tenders and awards the national frameworks.',
      },
      {
        label: 'Regional hub',
        value: 'Does a thing once for all its trusts: loads frameworks, leads tenders around the medicines.',
      },
      {
        label: 'RPPS',
        value: 'Regional pharmacy procurement specialist: the first to ask about contracts, shortages and claims.',
      },
      { label: 'SPS', value: 'Specialist Pharmacy Service: guidance on buying, shortages and claims.' },
      {
        label: 'DHSC',
        value: 'Department of Health and Social Care: medicine supply notifications and national shortages.',
      },
      { label: 'MHRA', value: 'Licenses medicines and issues recalls.' },
      { label: 'ABPI, BGMA, HDA', value: 'Associations of branded makers, makers of generics, and wholesalers.' },
      { label: 'NCHA, NHMC', value: 'Homecare providers, and the committee that sets homecare’s rules.' },
      {
        label: 'dm+d',
        value: 'The NHS dictionary of medicines and devices: every product and pack has its number there.',
      },
    ],
    words: 'mpsc cmu sps rpps hub lpp dhsc mhra abpi bgma medicines uk hda ncha dm+d',
  },
] as const satisfies readonly HelpTopic[]

/** The id of a topic. */
export type HelpId = (typeof HELP_TOPICS)[number]['id']

/** A topic by its id. */
export function helpTopic(id: HelpId): HelpTopic {
  const found = HELP_TOPICS.find((topic) => topic.id === id)
  if (!found) throw new RangeError(`There is no help on ${id}`)
  return found
}

/** The topics that hold every word typed, in their question first; all of them where nothing is typed. */
export function topicsFor(text: string): HelpTopic[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const holds = (topic: HelpTopic) => words.every((word) => textOf(topic).includes(word))
  const asks = (topic: HelpTopic) => Number(words.every((word) => topic.question.toLowerCase().includes(word)))
  const all: readonly HelpTopic[] = HELP_TOPICS
  return all.filter(holds).toSorted((a, b) => asks(b) - asks(a))
}

function textOf({ question, short, more = '', points = [], words }: HelpTopic): string {
  return [question, short, more, words, ...points.flatMap(({ label, value }) => [label, value])].join(' ').toLowerCase()
}
