/** An element to be written: with text, or with elements in it. */
export type XmlElement = {
  name: string
  attributes: Record<string, string>
  text: string
  children: readonly XmlElement[]
}

/** Something that may be left out: null and elements without content are not written at all. */
export type XmlPart = XmlElement | null

const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** Text as XML 1.0 may carry it: without forbidden characters, line ends as \n, no blanks at its ends. */
function xmlText(text: string): string {
  return text.replace(NOT_XML, '').replace(/\r\n?/g, '\n').trim()
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replaceAll('\t', '&#9;')
}

/** An element with text; null when there is no text to write. */
export function leaf(name: string, text: string | null | undefined, attributes: Record<string, string> = {}): XmlPart {
  const clean = xmlText(text ?? '')
  return clean === '' ? null : { name, attributes, text: clean, children: [] }
}

/** An element with elements in it; null when none of them is there. */
export function group(name: string, ...parts: readonly XmlPart[]): XmlPart {
  const children = parts.filter((part) => part !== null)
  return children.length === 0 ? null : { name, attributes: {}, text: '', children }
}

function lines(element: XmlElement, indent: string): string[] {
  const attributes = Object.entries(element.attributes).map(
    ([name, value]) => ` ${name}="${escaped(xmlText(value)).replaceAll('\n', '&#10;')}"`,
  )
  const open = `${indent}<${element.name}${attributes.join('')}>`
  if (element.children.length === 0) return [`${open}${escaped(element.text)}</${element.name}>`]
  return [open, ...element.children.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${element.name}>`]
}

/** The whole document in UTF-8 text, the same for the same elements. */
export function writeXml(root: XmlElement): string {
  return `${['<?xml version="1.0" encoding="UTF-8"?>', ...lines(root, '')].join('\n')}\n`
}
