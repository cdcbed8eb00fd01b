import { inflateSync } from 'node:zlib'

/** What a test needs to know of a PDF that Chromium made. */
export interface PdfFacts {
  isPdf: boolean
  pages: number
  /** Width and height in points of each page's sheet. */
  sheets: [number, number][]
  /** The words in the order they are drawn, without spaces: a PDF places each run of glyphs by itself. */
  words: string
}

/** Reads page count, sheets and words of a PDF with embedded fonts. */
export function readPdf(file: Buffer): PdfFacts {
  const raw = file.toString('latin1')
  const streams = [...raw.matchAll(/stream\r?\n/g)].flatMap((found) => {
    const start = found.index + found[0].length
    const end = raw.indexOf('endstream', start)
    return inflated(file.subarray(start, end))
  })
  const letters = new Map<string, string>()
  for (const stream of streams)
    if (stream.includes('beginbfchar') || stream.includes('beginbfrange')) readMap(stream, letters)
  const words = streams
    .filter((stream) => /T[jJ]/.test(stream) && stream.includes('BT'))
    .map((stream) => drawn(stream, letters))
    .join('')
  return {
    isPdf: raw.startsWith('%PDF-'),
    pages: raw.match(/\/Type\s*\/Page[^s]/g)?.length ?? 0,
    sheets: [...raw.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map((box) => [
      Number(box[1]),
      Number(box[2]),
    ]),
    words: words.replaceAll(/\s/g, ''),
  }
}

function inflated(bytes: Buffer): string[] {
  try {
    return [inflateSync(bytes).toString('latin1')]
  } catch {
    return []
  }
}

function readMap(stream: string, letters: Map<string, string>): void {
  const text = (hex: string) =>
    String.fromCodePoint(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)))
  for (const [, block = ''] of stream.matchAll(/beginbfchar(.*?)endbfchar/gs))
    for (const [, glyph = '', to = ''] of block.matchAll(/<(\w{4})>\s*<(\w+)>/g))
      letters.set(glyph.toUpperCase(), text(to))
  for (const [, block = ''] of stream.matchAll(/beginbfrange(.*?)endbfrange/gs))
    for (const [, from = '', to = '', first = ''] of block.matchAll(/<(\w{4})>\s*<(\w{4})>\s*<(\w{4})>/g)) {
      const start = Number.parseInt(from, 16)
      for (let glyph = start; glyph <= Number.parseInt(to, 16); glyph += 1)
        letters.set(
          glyph.toString(16).padStart(4, '0').toUpperCase(),
          String.fromCodePoint(Number.parseInt(first, 16) + glyph - start),
        )
    }
}

function drawn(stream: string, letters: ReadonlyMap<string, string>): string {
  return [...stream.matchAll(/<([0-9A-Fa-f]+)>/g)]
    .flatMap(([, hex = '']) => hex.toUpperCase().match(/.{4}/g) ?? [])
    .map((glyph) => letters.get(glyph) ?? '')
    .join('')
}
