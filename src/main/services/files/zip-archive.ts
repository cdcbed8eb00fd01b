import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { crc32, createDeflateRaw } from 'node:zlib'

const localSignature = 0x04034b50
const entrySignature = 0x02014b50
const endSignature = 0x06054b50
/** Version 2.0 of the format: deflate. */
const version = 20
const deflated = 8
/** Names are UTF-8. */
const utf8Names = 0x0800
/** Sizes and offsets from here on need the 64-bit form of the format, which is not written. */
const tooLarge = 0xffffffff

/** One file of an archive, packed while it is being written so that only its packed form stays in memory. */
export interface ZipPart {
  name: string
  write(text: string): Promise<void>
}

/** An archive whose files are written side by side and put together at the end. */
export interface ZipArchive {
  add(name: string): ZipPart
  /** The whole archive. Nothing can be written afterwards. */
  finish(): Promise<Buffer>
}

/**
 * A ZIP archive of text files. Compression runs outside the thread that calls. `at` is the time its files carry
 * (UTC text). Throws for an archive of 4 GB or more. Source: PKWARE APPNOTE 6.3.
 */
export function createZipArchive(at: string): ZipArchive {
  const parts: Part[] = []
  return {
    add(name) {
      const part = new Part(name)
      parts.push(part)
      return part
    },
    async finish() {
      await Promise.all(parts.map((part) => part.end()))
      return assemble(parts, dosTime(at))
    },
  }
}

class Part implements ZipPart {
  readonly name: string
  readonly packed: Buffer[] = []
  crc = 0
  size = 0
  readonly #deflate = createDeflateRaw()
  readonly #ended: Promise<unknown>

  constructor(name: string) {
    this.name = name
    this.#deflate.on('data', (chunk: Buffer) => this.packed.push(chunk))
    this.#ended = once(this.#deflate, 'end')
  }

  async write(text: string): Promise<void> {
    if (text === '') return
    const bytes = Buffer.from(text, 'utf8')
    this.crc = crc32(bytes, this.crc)
    this.size += bytes.length
    if (!this.#deflate.write(bytes)) await once(this.#deflate, 'drain')
  }

  async end(): Promise<void> {
    this.#deflate.end()
    await this.#ended
  }

  get packedSize(): number {
    return this.packed.reduce((all, chunk) => all + chunk.length, 0)
  }
}

function assemble(parts: readonly Part[], [time, date]: readonly [number, number]): Buffer {
  const chunks: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8')
    const packedSize = part.packedSize
    if (part.size >= tooLarge || offset + packedSize >= tooLarge) throw new RangeError('Archive too large')
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(version, 0)
    shared.writeUInt16LE(utf8Names, 2)
    shared.writeUInt16LE(deflated, 4)
    shared.writeUInt16LE(time, 6)
    shared.writeUInt16LE(date, 8)
    shared.writeUInt32LE(part.crc, 10)
    shared.writeUInt32LE(packedSize, 14)
    shared.writeUInt32LE(part.size, 18)
    shared.writeUInt16LE(name.length, 22)
    const signature = Buffer.alloc(4)
    signature.writeUInt32LE(localSignature)
    chunks.push(signature, shared, name, ...part.packed)
    directory.push(entryOf(shared, name, offset))
    offset += 30 + name.length + packedSize
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(endSignature, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...chunks, entries, end])
}

function entryOf(shared: Buffer, name: Buffer, offset: number): Buffer {
  const head = Buffer.alloc(46)
  head.writeUInt32LE(entrySignature, 0)
  head.writeUInt16LE(version, 4)
  shared.copy(head, 6)
  head.writeUInt32LE(offset, 42)
  return Buffer.concat([head, name])
}

/** A time as the format keeps it, in UTC: two seconds at a time, years from 1980. */
function dosTime(at: string): readonly [time: number, date: number] {
  const when = new Date(at)
  return [
    (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1),
    ((when.getUTCFullYear() - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate(),
  ]
}
