import { code128Bars } from './code128.ts'
import type { Block, Column, DocumentPage, Fact, Row, TextLine } from './document-page.ts'

/** Text for HTML: nothing in it can become markup. */
function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function spoken(text: string): string {
  return html(text).split(/\r?\n/).join('<br>')
}

function lines(all: readonly TextLine[]): string {
  return all.map(({ text, strong }) => (strong ? `<strong>${spoken(text)}</strong>` : spoken(text))).join('<br>')
}

function facts(all: readonly Fact[], columns: number): string {
  const items = all.map(({ term, lines: told }) => `<div><dt>${html(term)}</dt><dd>${lines(told)}</dd></div>`)
  return `<dl class="doc-facts doc-facts--${columns}">${items.join('')}</dl>`
}

function row(columns: readonly Column[], { cells }: Row): string {
  const drawn = cells.map((cell, i) => {
    const side = columns[i]?.align === 'right' ? ' class="doc-right"' : ''
    const label = ` data-label="${html(columns[i]?.head ?? '')}"`
    return i === 0
      ? `<th scope="row" role="rowheader"${side}${label}>${lines(cell)}</th>`
      : `<td role="cell"${side}${label}>${lines(cell)}</td>`
  })
  return `<tr role="row">${drawn.join('')}</tr>`
}

function table(label: string, columns: readonly Column[], rows: readonly Row[]): string {
  const heads = columns.map(({ head, align }) => {
    const side = align === 'right' ? ' class="doc-right"' : ''
    return `<th scope="col" role="columnheader"${side}>${html(head)}</th>`
  })
  const body = rows.map((one) => row(columns, one)).join('\n')
  return [
    `<table class="doc-table" role="table" aria-label="${html(label)}">`,
    `<thead role="rowgroup"><tr role="row">${heads.join('')}</tr></thead>`,
    `<tbody role="rowgroup">\n${body}\n</tbody></table>`,
  ].join('\n')
}

function amounts(label: string, rows: Extract<Block, { kind: 'amounts' }>['rows']): string {
  const drawn = rows.map(({ term, amount, strong }) => {
    const weight = strong ? ' class="doc-total"' : ''
    return `<tr${weight}><th scope="row">${html(term)}</th><td>${html(amount)}</td></tr>`
  })
  return `<table class="doc-amounts" aria-label="${html(label)}"><tbody>${drawn.join('')}</tbody></table>`
}

function barcode(text: string, alt: string): string {
  const { width, bars } = code128Bars(text)
  const path = bars.map(([from, wide]) => `M${from} 0h${wide}v40h-${wide}z`).join('')
  return `<svg class="doc-barcode" role="img" aria-label="${html(alt)}" viewBox="0 0 ${width} 40" width="${width}" height="40"><path d="${path}"/></svg>`
}

function drawn(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${html(block.text)}</h2>`
    case 'paragraph':
      return block.strong ? `<p><strong>${spoken(block.text)}</strong></p>` : `<p>${spoken(block.text)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${spoken(item)}</li>`).join('')}</ul>`
    case 'notice':
      return `<p class="doc-notice"><strong>${spoken(block.text)}</strong></p>`
    case 'facts':
      return facts(block.facts, block.columns)
    case 'table':
      return table(block.label, block.columns, block.rows)
    case 'amounts':
      return amounts(block.label, block.rows)
    case 'barcode':
      return barcode(block.text, block.alt)
    case 'blanks':
      return block.terms.map((term) => `<p class="doc-blank"><strong>${html(term)}</strong></p>`).join('\n')
  }
}

/**
 * Draws a document as a whole HTML page in the words of its PDF, for screens, screen readers and printing: semantic
 * elements, classes of /documents.css, no script and no style of its own.
 */
export function writeHtml(page: DocumentPage): string {
  return [
    '<!DOCTYPE html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${html(page.title)}</title>`,
    '<link rel="stylesheet" href="/documents.css">',
    '</head>',
    '<body class="doc">',
    '<main>',
    `<p class="doc-issuer">${html(page.issuer)}</p>`,
    `<h1>${html(page.heading)}</h1>`,
    ...page.blocks.map(drawn),
    '</main>',
    `<footer><p>${html(page.foot)}</p></footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
