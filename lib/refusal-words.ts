import { isOrderStatus, STATUS_NAMES } from '#lib/orders/order/order.status.ts'
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
    case 'INSECURE_ADDRESS':
      return {
        title: 'This address is not safe to sign in at',
        message: 'Open Tincture by https, or on the machine it runs on by http://localhost.',
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
        message: `${refusal.by ? `${refusal.by} changed it${refusal.at ? ` at ${refusal.at}` : ''}. ` : ''}Open it again to see how it stands. What you typed is kept here.`,
      }
    case 'INVALID':
      return { title: 'There is a problem', message: refusal.errors.map((error) => error.message).join(' ') }
    case 'WRONG_STATUS':
      return {
        title: 'That is not possible now',
        message: `The order is ${isOrderStatus(refusal.status) ? STATUS_NAMES[refusal.status].toLowerCase() : refusal.status}. Open it again to see what can be done.`,
      }
  }
}
