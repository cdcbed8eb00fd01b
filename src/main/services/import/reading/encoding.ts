import { StringDecoder } from 'node:string_decoder'
import type { Encoding } from './table.ts'

/** Windows-1252 where it differs from Latin 1: 0x80 to 0x9f. Five places are empty and stay as they are. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/** How many bytes of byte order mark a file begins with, and what they say. */
export function byteOrderMark(head: Uint8Array): { encoding: Encoding; bytes: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bytes: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bytes: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bytes: 2 }
  return null
}

/** UTF-16 without a mark: in text of mostly Latin letters every other byte is zero. */
export function looksLikeUtf16(head: Uint8Array): Encoding | null {
  const length = head.length - (head.length % 2)
  if (length < 4) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even += 1
    if (head[i + 1] === 0) odd += 1
  }
  const pairs = length / 2
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le'
  return even > pairs * 0.4 && odd < pairs * 0.1 ? 'utf-16be' : null
}

/** Tells over a whole file, block by block, whether its bytes are UTF-8. */
export function utf8Checker(): { add(block: Uint8Array): void; finish(): boolean } {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let valid = true
  function attempt(decode: () => void): void {
    if (!valid) return
    try {
      decode()
    } catch {
      valid = false
    }
  }
  return {
    add: (block) => attempt(() => decoder.decode(block, { stream: true })),
    finish: () => {
      attempt(() => decoder.decode())
      return valid
    },
  }
}

/** Turns blocks of bytes into text; characters that straddle two blocks come out whole. */
export interface BlockDecoder {
  decode(block: Buffer): string
  end(): string
}

/** A decoder for one reading of a file. */
export function blockDecoder(encoding: Encoding): BlockDecoder {
  switch (encoding) {
    case 'utf-8':
      return fromStringDecoder(new StringDecoder('utf8'))
    case 'utf-16le':
      return fromStringDecoder(new StringDecoder('utf16le'))
    case 'utf-16be':
      return swapped()
    case 'windows-1252':
      return {
        decode: (block) =>
          block.toString('latin1').replace(/[\u0080-\u009f]/g, (c) => windows1252[c.charCodeAt(0) - 0x80]!),
        end: () => '',
      }
  }
}

function fromStringDecoder(decoder: StringDecoder): BlockDecoder {
  return { decode: (block) => decoder.write(block), end: () => decoder.end() }
}

function swapped(): BlockDecoder {
  const decoder = new StringDecoder('utf16le')
  let left = Buffer.alloc(0)
  return {
    decode(block) {
      const all = Buffer.concat([left, block])
      const even = all.length - (all.length % 2)
      left = Buffer.from(all.subarray(even))
      return decoder.write(Buffer.from(all.subarray(0, even)).swap16())
    },
    end: () => decoder.end(),
  }
}
