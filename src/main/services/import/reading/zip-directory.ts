/** What a ZIP archive says of one of its entries. Sizes are as declared, which need not be true. */
export interface ZipEntry {
  name: string
  /** 0 stored, 8 deflated. */
  method: number
  compressedBytes: number
  uncompressedBytes: number
  encrypted: boolean
  headerOffset: number
}

/** Longest end record: 22 bytes and a comment of at most 65,535. */
export const endRecordReach = 65_557

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const mostEntries = 10_000

/** Where the list of entries lies, from the last bytes of an archive; null where there is no such record. */
export function findDirectory(tail: Buffer): { offset: number; bytes: number; entries: number } | null {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue
    return {
      entries: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    }
  }
  return null
}

/** The entries of a directory; null where it is damaged, has too many of them, or uses 64-bit sizes. */
export function readDirectory(directory: Buffer, expected: number): ZipEntry[] | null {
  if (expected > mostEntries) return null
  const entries: ZipEntry[] = []
  let at = 0
  for (let i = 0; i < expected; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) return null
    const nameBytes = directory.readUInt16LE(at + 28)
    const rest = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    const entry: ZipEntry = {
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 10),
      compressedBytes: directory.readUInt32LE(at + 20),
      uncompressedBytes: directory.readUInt32LE(at + 24),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      headerOffset: directory.readUInt32LE(at + 42),
    }
    if (entry.compressedBytes === 0xffffffff || entry.uncompressedBytes === 0xffffffff) return null
    entries.push(entry)
    at += 46 + nameBytes + rest
  }
  return entries
}
