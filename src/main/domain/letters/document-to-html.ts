import type { LetterBlock, LetterDocument, LetterRun } from '../../../shared/letters/document.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'

/** Words with everything that means something to a page made harmless. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** What a printed page may do: show its own words in its own style. No script, no picture, no request. */
export const printedPagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * Where things stand on A4, in millimetres. The address fits the window of a DL envelope (35 × 90 mm, 20 mm from the
 * left, 18 mm from the bottom) however the folded sheet lies in it, and nothing else is in that window.
 */
export const addressWindow = { left: 22, top: 52, width: 76, height: 29 } as const

/** Margins of every sheet, so that each letter of a batch begins alike, in millimetres. */
const sheetMargin = { top: 14, side: 22 } as const

/** Where the words begin: under the first fold, in millimetres from the top of the sheet. */
const bodyTop = 104

const style = `
@page { size: A4; margin: ${sheetMargin.top}mm ${sheetMargin.side}mm 20mm; }
* { box-sizing: border-box; }
html, body { margin: 0; padding: 0; background: #fff; color: #000; }
body { font-family: "Atkinson Hyperlegible", Arial, "Liberation Sans", Helvetica, sans-serif; font-size: 12pt; line-height: 1.45; }
article { position: relative; break-after: page; }
article:last-child { break-after: auto; }
.head { position: relative; min-height: ${bodyTop - sheetMargin.top}mm; }
.right { position: absolute; right: 0; top: 0; width: 78mm; }
.sender { min-height: ${addressWindow.top - sheetMargin.top - 2}mm; margin-bottom: 2mm; font-size: 10.5pt; line-height: 1.35; }
.sender b { font-size: 12pt; }
.address { position: absolute; left: 0; top: ${addressWindow.top - sheetMargin.top}mm; width: ${addressWindow.width}mm; height: ${addressWindow.height}mm; overflow: hidden; font-size: 11pt; line-height: 1.25; }
.reference { font-size: 10.5pt; line-height: 1.4; }
p, ul, h2 { margin: 0 0 3.6mm; orphans: 3; widows: 3; overflow-wrap: anywhere; }
p { white-space: pre-line; }
h2 { font-size: 1.1em; break-after: avoid; }
ul { padding-left: 6mm; }
li { margin-bottom: 1mm; }
.signed { break-inside: avoid; margin-top: 6mm; white-space: pre-line; }
.large { font-size: 18pt; line-height: 1.5; }
.large .body p, .large .body ul { margin-bottom: 5mm; }
.easy { font-size: 16pt; line-height: 1.6; }
.easy .body p, .easy .body ul { margin-bottom: 6mm; }
`

/** Letters as one self-contained page for the printer, each beginning on a new sheet, in the order given. */
export function documentsToHtml(documents: readonly LetterDocument[]): string {
  return [
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${printedPagePolicy}">`,
    `<title>Letters</title><style>${style}</style></head><body>`,
    ...documents.map(articleOf),
    '</body></html>',
  ].join('')
}

const sizeClass: Record<LetterDocument['format'], string> = {
  standard: '',
  large_print: 'large',
  easy_read: 'easy',
}

function articleOf(letter: LetterDocument): string {
  const [team, ...sender] = letter.senderLines
  return [
    `<article lang="${escapeHtml(letter.language)}" class="${sizeClass[letter.format]}">`,
    '<div class="head"><div class="right"><div class="sender">',
    team === undefined ? '' : `<b>${escapeHtml(team)}</b><br>`,
    sender.map(escapeHtml).join('<br>'),
    '</div>',
    `<div class="reference">${[formatLongDate(letter.datedOn), ...letter.referenceLines].map(escapeHtml).join('<br>')}</div></div>`,
    `<div class="address">${letter.addressLines.map(escapeHtml).join('<br>')}</div>`,
    '</div>',
    `<div class="body">${letter.blocks.map(blockOf).join('')}</div>`,
    `<div class="signed">${letter.signedBy.map(escapeHtml).join('<br>')}</div>`,
    '</article>',
  ].join('')
}

function blockOf(block: LetterBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${runsOf(block.runs)}</h2>`
    case 'paragraph':
      return `<p>${runsOf(block.runs)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${runsOf(item)}</li>`).join('')}</ul>`
  }
}

function runsOf(runs: readonly LetterRun[]): string {
  return runs.map(({ text, bold }) => (bold ? `<b>${escapeHtml(text)}</b>` : escapeHtml(text))).join('')
}
