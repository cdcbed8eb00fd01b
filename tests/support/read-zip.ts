import { crc32, inflateRawSync } from 'node:zlib'
import { findDirectory, readDirectory } from '../../src/main/services/import/reading/zip-directory.ts'

/** The files of an archive by name, unpacked, each checked against its checksum. */
export function readZip(archive: Buffer): Map<string, string> {
  const directory = findDirectory(archive)
  if (directory === null) throw new Error('No directory: not an archive')
  const listed = archive.subarray(directory.offset, directory.offset + directory.bytes)
  const entries = readDirectory(listed, directory.entries)
  if (entries === null) throw new Error('A damaged directory')
  return new Map(
    entries.map((entry) => {
      const header = archive.subarray(entry.headerOffset)
      if (header.readUInt32LE(0) !== 0x04034b50) throw new Error(`No entry where ${entry.name} should be`)
      const from = 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
      const unpacked = inflateRawSync(header.subarray(from, from + entry.compressedBytes))
      if (unpacked.length !== entry.uncompressedBytes) throw new Error(`Wrong size: ${entry.name}`)
      if (crc32(unpacked) !== header.readUInt32LE(14)) throw new Error(`Wrong checksum: ${entry.name}`)
      return [entry.name, unpacked.toString('utf8')]
    }),
  )
}
