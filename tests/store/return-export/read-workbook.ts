import { inflateRawSync } from 'node:zlib'

export type ReadValue = string | number | boolean | null
export interface ReadSheet {
  name: string
  /** Values by row and column from 0; null where a cell is empty or absent. */
  rows: ReadValue[][]
  /** Number formats in the same places; '' is the general one. */
  formats: string[][]
  xml: string
}

/**
 * A small reader of XLSX files of our own, apart from the library that writes them: the ZIP directory, the shared
 * strings, the number formats and the cells, straight from the XML.
 */
export function readWorkbook(file: Uint8Array): ReadSheet[] {
  const parts = unzip(Buffer.from(file))
  const part = (name: string) => parts.get(name) ?? ''
  const strings = [...part('xl/sharedStrings.xml').matchAll(/<si\b[^>]*>(.*?)<\/si>|<si\/>/gs)].map((item) =>
    [...(item[1] ?? '').matchAll(/<t\b[^>]*>(.*?)<\/t>/gs)]
      .map((text) => unescapeXml(text[1] ?? ''))
      .join(''),
  )
  const formats = styleFormats(part('xl/styles.xml'))
  const targets = new Map(
    tags(part('xl/_rels/workbook.xml.rels'), 'Relationship').map((each) => [each['Id'], each['Target']]),
  )
  return tags(part('xl/workbook.xml'), 'sheet').map((sheet) => {
    const xml = part(`xl/${targets.get(sheet['r:id'])}`)
    return { name: unescapeXml(sheet['name'] ?? ''), xml, ...readCells(xml, strings, formats) }
  })
}

/** Every part of the file as text, by its name. */
export function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const parts = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)]
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset))
    const local = file.readUInt32LE(at + 42)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const data = file.subarray(start, start + size)
    const name = file.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    parts.set(name, (method === 0 ? data : inflateRawSync(data)).toString('utf8'))
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return parts
}

function readCells(xml: string, strings: string[], styleFormat: string[]) {
  const rows: ReadValue[][] = []
  const formats: string[][] = []
  for (const [, attributes, body] of xml.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const cell = attributesOf(attributes ?? '')
    const [, letters, number] = /^([A-Z]+)(\d+)$/.exec(cell['r'] ?? '') ?? []
    const row = Number(number) - 1
    const column = [...(letters ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
    const raw = /<v>(.*?)<\/v>/s.exec(body ?? '')?.[1]
    rows[row] ??= []
    formats[row] ??= []
    rows[row][column] = valueOf(cell['t'], raw, strings)
    formats[row][column] = styleFormat[Number(cell['s'] ?? 0)] ?? ''
  }
  return {
    rows: Array.from(rows, (row) => Array.from(row ?? [], (value) => value ?? null)),
    formats: Array.from(formats, (row) => Array.from(row ?? [], (value) => value ?? '')),
  }
}

function valueOf(type: string | undefined, raw: string | undefined, strings: string[]): ReadValue {
  if (raw === undefined) return null
  if (type === undefined || type === 'n') return Number(raw)
  if (type === 's') return strings[Number(raw)] ?? null
  if (type === 'b') return raw === '1'
  throw new Error(`A cell of type ${type} was not expected`)
}

function styleFormats(xml: string): string[] {
  const named = new Map(
    tags(xml, 'numFmt').map((each) => [each['numFmtId'], unescapeXml(each['formatCode'] ?? '')]),
  )
  const builtIn: Record<string, string> = { '0': '', '3': '#,##0', '49': '@' }
  const cellFormats = /<cellXfs\b.*?<\/cellXfs>/s.exec(xml)?.[0] ?? ''
  return tags(cellFormats, 'xf').map((each) => {
    const id = each['numFmtId'] ?? '0'
    return named.get(id) ?? builtIn[id] ?? `built-in ${id}`
  })
}

function tags(xml: string, name: string): Record<string, string>[] {
  return [...xml.matchAll(new RegExp(`<${name}\\s([^>]*?)/?>`, 'gs'))].map((tag) =>
    attributesOf(tag[1] ?? ''),
  )
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([\w:]+)="([^"]*)"/g)].map((each) => [each[1], each[2] ?? '']))
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}
