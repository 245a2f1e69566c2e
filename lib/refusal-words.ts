import { isOrderStatus, STATUS_NAMES } from '#lib/orders/order/order.status.ts'
import { APPROVER_NAMES } from '#lib/orders/order/reason.rules.ts'
import { whoWords } from '#lib/orders/order/who-words.rules.ts'
import {
  formatCounted,
  formatDateTime,
  formatDayTime,
  formatList,
  formatPence,
  formatPrice,
  formatTime,
} from '#lib/values/format.ts'
import type { Price } from '#lib/values/money.ts'
import type { ApproverRole } from './orders/order/scheme.schema.ts'
import { TRANSMISSION_NAMES } from './orders/order/transmission.status.ts'
import type { Refusal } from './refusal.ts'

/** What a refusal says on screen: a short title, and what to do now. */
export type RefusalWords = { title: string; message: string }

/** The words of every refusal, written once. The switch is exhaustive: a new code does not compile without its words. */
export function wordsFor(refusal: Refusal): RefusalWords {
  switch (refusal.code) {
    case 'SIGNED_OUT':
      return {
        title: 'You are signed out',
        message: 'Sign in again in another tab, then send this again. What you typed is still here.',
      }
    case 'SIGN_IN_FAILED':
      return {
        title: 'That did not sign you in',
        message:
          'Check your e-mail address and password. After five wrong tries in a row you have to wait, 1 minute at first and 15 at most.',
      }
    case 'ONE_TIME_OVER':
      return {
        title: 'This one-time password has ended',
        message: `It worked for ${formatCounted(refusal.hours, 'hour')}. Ask an administrator of your trust for another: two of them give it together. Where there are not two, whoever runs the machine of Tincture can: npm run admin:reset.`,
      }
    case 'TOO_MANY_FAILED':
      return {
        title: 'Too many sign-ins from your network have failed',
        message: `Nobody else can sign in from there until ${formatTime(new Date(refusal.until))}. Whoever is signed in stays so, and your password is not locked. Ask your administrator if you cannot wait.`,
      }
    case 'INSECURE_ADDRESS':
      return {
        title: 'This address is not safe to sign in at',
        message: 'Open Tincture by https, or on the machine it runs on by http://localhost.',
      }
    case 'HALF_OVER':
      return {
        title: 'This sign-in took too long',
        message: 'Sign in again from the beginning. Nothing was done.',
      }
    case 'DIRECTORY_ONLY':
      return {
        title: 'Your trust signs in by its own directory',
        message: 'Passwords of Tincture open nothing there. Sign in with your trust’s sign-in instead.',
      }
    case 'DIRECTORY_SESSION':
      return {
        title: 'You signed in by your trust’s directory',
        message:
          'It asks for a second factor itself. To set one up for your Tincture password, sign in with that first.',
      }
    case 'DIRECTORY_FAILED':
      return {
        title: 'Your trust’s directory did not sign you in',
        message: 'Try again from the beginning. If it goes on, ask your administrator: the log says why.',
      }
    case 'DIRECTORY_FULL':
      return {
        title: 'You are not let in yet, and on no list',
        message:
          'Too many people wait to be let in already. Ask your administrator to decide about them under Settings, Directory, then sign in again.',
      }
    case 'NO_DIRECTORY':
      return {
        title: 'No directory is set up for this address',
        message: 'Sign in with your e-mail address and password, or ask your administrator for your trust’s own link.',
      }
    case 'OTHER_TRUST':
      return {
        title: 'This person works for another trust too',
        message:
          'Nobody here can give them a password: it would open their account there. They can change it themselves under Settings.',
      }
    case 'OWN_ACCOUNT':
      return { title: 'This is your own account', message: 'Somebody else has to decide about it.' }
    case 'OWN_REQUEST':
      return { title: 'You asked for this yourself', message: 'Somebody else has to agree. You can take it back.' }
    case 'ONE_ADMINISTRATOR':
      return {
        title: 'Nobody here could agree to it',
        message:
          'It takes two administrators, neither of them the person, and both for a week at least. Whoever runs the machine of Tincture can do it there: npm run admin:reset.',
      }
    case 'TWO_ADMINISTRATORS':
      return {
        title: 'Two administrators can do this together',
        message: `${formatList(refusal.names)} can: one asks on the person’s page, another agrees. This way is only for where they cannot.`,
      }
    case 'NEW_ADMINISTRATOR':
      return {
        title: 'You are administrator for less than a week',
        message: `From ${formatDateTime(new Date(refusal.from))} on your word counts here. Until then another administrator has to do it.`,
      }
    case 'REQUEST_WAITS':
      return { title: 'This was asked for already', message: 'It waits for another administrator.' }
    case 'REVIEW_RUNS':
      return { title: 'An access review is under way', message: 'Finish that one first.' }
    case 'REVIEW_OVER':
      return { title: 'This access review is finished', message: 'What was decided stands. Start another one.' }
    case 'REVIEW_UNFINISHED':
      return {
        title: `${formatCounted(refusal.rows, 'row')} ${refusal.rows === 1 ? 'is' : 'are'} not decided yet`,
        message: 'Decide each one first. What is your own, somebody else decides.',
      }
    case 'ROW_DECIDED':
      return {
        title: 'Somebody decided one of these rows meanwhile',
        message: 'Open the page again to see what is left.',
      }
    case 'ROLES_CLASH':
      return {
        title: 'These roles do not go together',
        message: `${refusal.pairs.join('. ')}. Choose one of them; or, on the person’s page, say why both and until when: another administrator or the chief pharmacist must agree.`,
      }
    case 'SECOND_NEEDED':
      return {
        title: 'A second person must agree to this',
        message:
          'This role is not taken away by one administrator’s word. On their page, say that they have left or change their roles: a second person is asked.',
      }
    case 'STILL_AT_WORK':
      return {
        title: 'They still work here',
        message: 'They raise orders themselves. Set a day on which they leave, or say that they have left.',
      }
    case 'WORD_LOST':
      return {
        title: 'Who could have agreed has just left',
        message: `It takes a second person, and the last one lost that role or left less than a week ago. Until ${formatDateTime(new Date(refusal.until))} nobody does this alone: ask another administrator, or wait until then.`,
      }
    case 'NOBODY_TO_CONSENT':
      return {
        title: 'Nobody here could agree to it',
        message:
          'It takes another administrator or a chief pharmacist, neither of them the person, and in office for a week at least.',
      }
    case 'NOT_AT_SITE':
      return {
        title: `Your role does not count at ${refusal.site}`,
        message:
          'It is limited to other sites. Somebody of that site has to do it, or an administrator changes where your role counts.',
      }
    case 'OWN_ADDRESS':
      return {
        title: 'You asked for this address yourself',
        message: 'Somebody else checks where orders go: a procurement lead, the chief pharmacist or an administrator.',
      }
    case 'REQUEST_OVER':
      return {
        title: 'This can no longer be agreed to',
        message: 'It was decided or taken back, or its time is over. It can be asked for again.',
      }
    case 'NOT_ALLOWED':
      return {
        title: 'Your role may not do this',
        message: 'Ask your administrator who may, or have your roles changed.',
      }
    case 'NOT_FOUND':
      return {
        title: `There is no such ${refusal.what}`,
        message: 'It may belong to another trust, or the address may be mistyped.',
      }
    case 'WRONG_TRUST':
      return {
        title: 'This page was opened for another trust',
        message: 'You have changed trust since. Open the page again; nothing was done.',
      }
    case 'KEY_REUSED':
      return { title: 'This was already sent with other content', message: 'Open the page again to see what happened.' }
    case 'CHANGED_MEANWHILE':
      return {
        title: `The ${refusal.what} changed while you were looking at it`,
        message: `${refusal.by ? `${refusal.by} ${refusal.did ?? 'changed'} it${refusal.at ? ` at ${refusal.at}` : ''}. ` : ''}Open it again to see how it stands. What you typed is kept here.`,
      }
    case 'INVALID':
      return { title: 'There is a problem', message: refusal.errors.map((error) => error.message).join(' ') }
    case 'GOODS_CAME':
      return { title: 'Goods of this order have come', message: 'Close what is still to come, line by line, instead.' }
    case 'STILL_OUTSTANDING':
      return {
        title: `${refusal.packs} packs are still to come`,
        message: 'Wait for them, or close the remainder of their lines first.',
      }
    case 'ASKED_ALREADY':
      return {
        title: 'The supplier was asked to cancel this already',
        message: 'Record their answer on the order when it comes.',
      }
    case 'FILE_OVER':
      return {
        title: 'The file is not here any more',
        message: 'Files are kept for 7 days. Take the list again from its page.',
      }
    case 'EXPORT_TOO_LONG':
      return {
        title: `That is more than ${formatCounted(refusal.most, 'entry', 'entries')}`,
        message: 'Narrow the time and export one part after the other, or take the list: it has the codes, too.',
      }
    case 'FILES_UNDER_WAY':
      return {
        title: `${refusal.most} files of yours are being made already`,
        message: 'Wait until one of them is ready, or cancel one.',
      }
    case 'ANSWER_RECORDED':
      return {
        title: 'This message was recorded already',
        message: 'Nothing was changed. If they answered again, use the newer message.',
      }
    case 'SUBSTITUTE_UNKNOWN':
      return {
        title: 'We do not know the pack they offer',
        message: 'Record the answer again by hand and choose the pack, or order elsewhere.',
      }
    case 'OTHER_KIND':
      return {
        title: `${refusal.product} cannot stand on this order`,
        message: 'Controlled drugs and unlicensed medicines have orders of their own. Order it elsewhere instead.',
      }
    case 'RECEIVER_RAISED':
      return {
        title: `You raised or changed ${refusal.number}`,
        message: 'Somebody else must book it in. What you scanned is kept here.',
      }
    case 'NOT_RECEIVABLE':
      return {
        title: `${refusal.number} cannot be booked in`,
        message: `It is ${isOrderStatus(refusal.status) ? STATUS_NAMES[refusal.status].toLowerCase() : refusal.status}. Ask the person who raised it.`,
      }
    case 'ALREADY_REVERSED':
      return { title: 'This receipt was reversed already', message: 'Open it again to see the reversal.' }
    case 'STOCK_MOVED_ON':
      return {
        title: 'This receipt can no longer be reversed',
        message: 'Packs beyond the order or in quarantine have been decided on. Count the stock instead.',
      }
    case 'NOT_IN_QUARANTINE':
      return {
        title:
          refusal.left === 0 ? 'Nothing of this is in quarantine any more' : 'So many are not in quarantine any more',
        message:
          refusal.left === 0
            ? 'Open the note again to see what was decided.'
            : `Decide on ${formatCounted(refusal.left, 'pack')} at most.`,
      }
    case 'NOT_AGREED_TO':
      return {
        title: 'Nobody agreed to this pack',
        message: `It is not the pack that was ordered on ${refusal.number}: it can be released once the change is approved.`,
      }
    case 'OVER_DECIDED':
      return {
        title: 'Somebody decided on these packs already',
        message: 'Open the delivery again to see what was decided.',
      }
    case 'EXCESS_GOES_BACK':
      return refusal.why === 'controlled'
        ? {
            title: 'Controlled drugs beyond the order go back',
            message:
              'The requisition was signed for what was ordered, and nothing can be signed afterwards for what came besides. Return them, and order what you need with a requisition of its own.',
          }
        : {
            title: 'More than one person would have to agree to these packs',
            message: 'Nobody keeps them alone. Return them, and order what you need: the order then asks everybody.',
          }
    case 'NOT_YOURS_TO_KEEP':
      return {
        title: 'Keeping these packs is not yours to decide',
        message: `With what was ordered it needs ${whoCan(refusal)}. You can return them.`,
      }
    case 'OWN_COUNT':
      return {
        title: 'You booked these packs in',
        message: 'Somebody else decides on them.',
      }
    case 'OTHER_PERSON':
      return {
        title: 'Somebody else is signed in now',
        message: 'Whoever counted this delivery books it in. Sign in as them; what was counted is kept on this device.',
      }
    case 'REVERSAL':
      return { title: 'This note is itself a reversal', message: 'Book the delivery in again instead.' }
    case 'NOTHING_OUTSTANDING':
      return { title: 'Nothing of this line is still to come', message: 'There is no remainder to close.' }
    case 'WRONG_STATUS':
      return {
        title: 'That is not possible now',
        message: `The order is ${isOrderStatus(refusal.status) ? STATUS_NAMES[refusal.status].toLowerCase() : refusal.status}. Open it again to see what can be done.`,
      }
    case 'PAD_CLOSED':
      return {
        title: 'This order pad is closed',
        message: 'It was submitted or thrown away since you opened it. Its orders stand in the list of orders.',
      }
    case 'SENT_BEFORE':
      return {
        title: 'The supplier has an earlier version of this order',
        message: 'Its lines are not written again. Deal with the supplier’s answer, or cancel what is still to come.',
      }
    case 'ROWS_LEFT':
      return {
        title: `${formatCounted(refusal.rows, 'row')} of your list ${refusal.rows === 1 ? 'is no line' : 'are no lines'} yet`,
        message: 'Go back to the order pad and mend or leave out each one.',
      }
    case 'STANDING_ORDERS':
      return {
        title: `${formatCounted(refusal.count, 'standing order is', 'standing orders are')} made from this template`,
        message: 'End them first, then remove it.',
      }
    case 'STANDING_ENDED':
      return { title: 'This standing order is ended', message: 'Start another one from its template.' }
    case 'STANDING_TWICE':
      return {
        title: 'There is a standing order of this template on the same dates',
        message: `${refusal.rhythm}. Another one would draft everything twice: change that one, or order more packs in the template.`,
      }
    case 'NOT_A_BUYER':
      return { title: 'This person may not raise orders', message: 'Choose somebody who raises orders here.' }
    case 'EMPTY_PAD':
      return { title: 'There is nothing to submit', message: 'Add a line first.' }
    case 'CHOOSE_SUPPLIER':
      return {
        title: `No supplier has a price on file for ${refusal.product}`,
        message: 'Choose whom you buy it from; you type the price, and where it comes from.',
      }
    case 'NO_ACCOUNT':
      return {
        title: 'There is no account with this supplier',
        message: 'Choose another supplier, or ask the procurement lead to set up the account.',
      }
    case 'PRICE_ON_FILE':
      return {
        title: 'A price is on file',
        message: `The price of ${refusal.product} is known and cannot be typed. To use another, the contract or the price on file has to change.`,
      }
    case 'LINES_INCOMPLETE':
      return {
        title: 'There is a problem',
        message: refusal.lines.map((line) => `${MISSING_WORDS[line.missing]} ${line.product}.`).join(' '),
      }
    case 'NOT_PERMITTED':
      return {
        title: 'The formulary does not permit it',
        message: `${formatList(refusal.products)} cannot be ordered.${refusal.why === '' ? '' : ` The formulary says: ${refusal.why}.`} Order another product, or ask the chief pharmacist.`,
      }
    case 'EMERGENCY_UNEXPLAINED':
      return { title: 'There is a problem', message: 'Say why this is an emergency.' }
    case 'UNUSUAL_QUANTITY':
      return {
        title: 'A quantity is far above the usual one',
        message: refusal.lines
          .map(
            (line) =>
              `${line.product}: ${formatCounted(line.packs, 'pack')}, usually ${formatCounted(line.usual, 'pack')}.`,
          )
          .join(' '),
      }
    case 'HANDLED_OTHERWISE':
      return {
        title: 'Your trust treats a product otherwise by now',
        message: `Nothing was submitted. ${refusal.lines.map(({ product, kind }) => `${product} ${KIND_MOVES[kind]}.`).join(' ')}`,
      }
    case 'NOT_STRICTER':
      return {
        title: 'It would be no stricter',
        message: 'dm+d says all of this already, or more. Choose something that goes beyond it.',
      }
    case 'PRICE_CHANGED':
      return {
        title: 'A price has changed since you saw it',
        message: `Nothing was submitted. ${refusal.lines.map(priceChangeWords).join(' ')}`,
      }
    case 'OWN_ORDER':
      return {
        title: `You ${refusal.how} this order`,
        message: 'Nobody approves their own order. Somebody else has to decide it.',
      }
    case 'NOT_YOURS_TO_DECIDE':
      return {
        title: 'This is not yours to decide',
        message: `It needs the ${APPROVER_NAMES[refusal.needs].toLowerCase()}.`,
      }
    case 'OVER_LIMIT':
      return {
        title: 'This is over your limit',
        message: `Your limit is ${formatPence(refusal.limit)}; with the supplier’s other orders of that day it comes to ${formatPence(refusal.total)} with VAT.`,
      }
    case 'TWO_APPROVALS':
      return {
        title: 'You have given another approval of this order',
        message: 'It needs two people: somebody else has to give this one.',
      }
    case 'OWN_CATALOGUE':
      return {
        title: 'You loaded these prices yourself',
        message:
          'A second person must agree: somebody else who may approve contract prices, like the chief pharmacist.',
      }
    case 'SECOND_PERSON':
      return {
        title: 'A second person must agree',
        message: 'Contract prices are loaded once somebody else has agreed to what they change. Propose them first.',
      }
    case 'OWN_PROPOSAL':
      return {
        title: 'You proposed this change yourself',
        message: 'A change of the scheme needs a second person: another chief pharmacist or the director of finance.',
      }
    case 'PROPOSAL_OPEN':
      return {
        title: 'Another change is proposed already',
        message: 'One change is decided at a time. Decide that one, or have it taken back, then propose yours.',
      }
    case 'NOT_YOUR_PROPOSAL':
      return {
        title: 'Only who proposed it takes it back',
        message: 'A second person adopts or refuses it instead.',
      }
    case 'SAME_SCHEME':
      return { title: 'Nothing is changed', message: 'The scheme you propose is the one in force.' }
    case 'NOT_YET':
      return {
        title: 'Somebody else decides before you',
        message: `It comes to you once ${formatList(refusal.before.map((role) => whoWords({ role, names: [], signatures: 1 }).inSentence))} has agreed.`,
      }
    case 'NOT_YOUR_ORDER':
      return {
        title: 'Somebody else raised this order',
        message: 'Only whoever raised or submitted it can take it back. An approver can return it.',
      }
    case 'APPROVAL_OVER':
      return {
        title: 'The time for this approval is over',
        message: 'Return the order, so that it is submitted again at today’s prices.',
      }
    case 'DEPUTY_OF_OWNER':
      return {
        title: `Whoever you stand in for ${refusal.how} this order`,
        message:
          'Nobody approves their own order, and nobody approves it in their place. Somebody else has to decide it.',
      }
    case 'NOT_HANDED_OVER':
      return {
        title: 'This was not handed over to you',
        message:
          'As a deputy you decide only the kinds of order that were handed over. Somebody else has to decide it.',
      }
    case 'DEPUTY_THERE':
      return {
        title: 'They are named as deputy for a part of this time already',
        message: 'End that first, or choose other days. Nothing was changed.',
      }
    case 'CANNOT_DEPUTISE':
      return {
        title: 'This person cannot stand in here',
        message: 'A deputy has to hold a role that decides such orders already. Choose somebody else.',
      }
    case 'NOT_YOURS_TO_AGREE':
      return {
        title: 'This is not yours to agree to',
        message:
          'The person whose power it is agrees, or the chief pharmacist or director for them; never who proposed it, and never the deputy.',
      }
    case 'EMERGENCY_UNDECIDED':
      return {
        title: `Your last emergency, ${refusal.number}, is not decided yet`,
        message: `It waits for ${whoCan(refusal)}, by ${formatDayTime(new Date(refusal.due))}. Have it decided first, or submit this as an ordinary order: it then waits for its approval. What you entered is kept.`,
      }
    case 'BEING_SENT':
      return {
        title: 'The order is on its way to the supplier',
        message: 'Wait until it is known whether it arrived, then do this again. Nothing was changed.',
      }
    case 'SENDING_MOVED_ON':
      return {
        title: 'This message has moved on',
        message: `It now stands at “${TRANSMISSION_NAMES[refusal.status].toLowerCase()}”. Open the page again to see what can be done.`,
      }
    case 'STILL_HELD':
      return {
        title: 'Something still holds this order',
        message: 'The page says what is missing. Complete it and the order leaves by itself.',
      }
    case 'NOT_THE_RECIPIENT':
      return {
        title: `The requisition is made out to ${refusal.recipient}`,
        message: `Only ${refusal.recipient} can sign it. To sign it yourself, write it again in your own name first.`,
      }
    case 'REQUISITION_NOT_WRITTEN':
      return {
        title: 'There is no requisition for this version of the order',
        message: 'Write it first, print it and sign it by hand.',
      }
    case 'REQUISITION_SIGNED':
      return {
        title: 'The signed requisition was already confirmed',
        message: 'It cannot be written again for this version of the order.',
      }
    case 'CD_QUANTITY':
      return {
        title: 'This is more than three months’ usage',
        message: `Say why so much of ${formatList(refusal.medicines)} is needed, then confirm it again.`,
      }
    case 'FILE_GONE':
      return {
        title: 'The file is not here any more',
        message: 'It was loaded or thrown away meanwhile. Look at the list of files, or choose it again.',
      }
    case 'DICTIONARY_AT_WORK':
      return {
        title: 'Another release is being worked on',
        message: `${refusal.name} is not through yet. Wait until it is, or throw it away.`,
      }
    case 'LOAD_USED':
      return { title: 'This file cannot be taken back any more', message: usedWords(refusal.by, refusal.names) }
    case 'SUPPLIER_THERE':
      return refusal.same
        ? {
            title: `${formatList(refusal.names)} is there already`,
            message: 'Choose it in the list of suppliers, and set up the account with it.',
          }
        : {
            title: `It looks like ${formatList(refusal.names)}`,
            message: 'Go back to the name to have it offered, and say there if yours is another supplier.',
          }
    case 'NO_PRICE':
      return {
        title: 'No price is on file',
        message: `Enter the price of ${refusal.product}, and say where it comes from.`,
      }
  }
}

const KIND_MOVES = {
  cd: 'goes on an order of controlled drugs',
  unlicensed: 'goes on an order of unlicensed medicines',
  standard: 'goes on a standard order',
} as const satisfies Record<'standard' | 'cd' | 'unlicensed', string>

const MISSING_WORDS = {
  price: 'Enter the price of',
  source: 'Say where this price comes from:',
  reason: 'Choose why you buy off contract:',
  formulary: 'Say why you order what is not on the formulary:',
} as const satisfies Record<string, string>

/** Who can, by name where anybody can at all: "Ann Okafor or Tom Reed (procurement lead)". */
export function whoCan({ needs, can }: { needs: ApproverRole; can: readonly string[] }): string {
  const role = APPROVER_NAMES[needs].toLowerCase()
  return can.length > 0 ? `${formatList(can, 'or')} (${role})` : `the ${role}, and nobody there can decide it now`
}

function priceChangeWords(line: { product: string; was: Price | null; now: Price | null; shown: boolean }): string {
  if (!line.shown) return `${line.product}: the price changed; it is not shown to your role.`
  const words = (amount: Price | null) => (amount === null ? 'none' : formatPrice(amount))
  return line.was === line.now
    ? `${line.product}: still ${words(line.now)}, on other terms.`
    : `${line.product}: it was ${words(line.was)} and is ${words(line.now)} now.`
}

/** What has used what a file loaded, and what to do instead. */
function usedWords(by: string, names: readonly string[]): string {
  const named = names.length > 0 ? `: ${formatList([...new Set(names)])}` : ''
  switch (by) {
    case 'order':
      return `It is used in orders${named || ' of your trusts'}. Load a corrected file instead: what it says replaces this from today.`
    case 'contract':
      return 'A contract names packs of it. Take the contract file back first, or load a corrected file.'
    case 'stock':
      return 'There is stock of its packs. Load a corrected file instead.'
    case 'price':
      return 'There are prices on file for its packs. Load a corrected file instead.'
    case 'change':
      return 'Somebody changed what it loaded since, or another file did. Take that back first, or load a corrected file.'
    default:
      return `Stock of its packs moved since${named && `, in ${formatList([...new Set(names)])}`}. Count these packs again instead.`
  }
}
