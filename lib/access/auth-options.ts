import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { env } from '#lib/env.ts'
import { shownText } from '#lib/typed.ts'
import { systemClock } from '#lib/values/clock.ts'
import { endSession } from './session.store.ts'
import { addressOfRequest, sessionIdOfRequest } from './session.ts'
import { authSecret, mayCarrySession, openSid, sessionCookie, tokenHash } from './session-token.ts'
import { signIn } from './sign-in.command.ts'

/** What was typed, as the sign-in page takes it. */
function withoutHidden({ email, password }: { email: string; password: string }): { email: string; password: string } {
  return { email: shownText(email), password: shownText(password) }
}

/** Longest a cookie lives: the session's row ends it much earlier (settings of the trust). */
const COOKIE_SECONDS = 24 * 3600

/**
 * How next-auth signs in here: by e-mail and password through the same command as the sign-in page. Its token holds
 * the session's random id and nothing else; who that is, and what they may, is asked of the database at each request.
 */
export function authOptions(): NextAuthOptions {
  process.env.NEXTAUTH_URL ??= env().PUBLIC_URL
  return {
    secret: authSecret(),
    session: { strategy: 'jwt', maxAge: COOKIE_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/' },
    cookies: { sessionToken: sessionCookie() },
    providers: [
      Credentials({
        name: 'E-mail and password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (given, { headers }) => {
          if (!given || !mayCarrySession(headers?.host ?? null)) return null
          const opened = await signIn(withoutHidden(given), systemClock(), {
            before: await sessionIdOfRequest(),
            address: await addressOfRequest(),
          })
          return opened.ok ? { id: opened.value.sessionId } : null
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: user ? user.id : openSid(token) }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const sid = openSid(token)
        if (sid) await endSession(tokenHash(sid), systemClock())
      },
    },
  }
}
