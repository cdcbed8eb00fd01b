import type { ByteSource } from './byte-source.ts'
import { endRecordReach, findDirectory, readDirectory, type ZipEntry } from './zip-directory.ts'

/** What a file is by its content; its name is not trusted. */
export type FileKind =
  | { kind: 'text' }
  | { kind: 'workbook' }
  | {
      kind: 'unreadable'
      reason:
        | 'empty'
        | 'password'
        | 'old_workbook'
        | 'other_ole'
        | 'zip_without_workbook'
        | 'binary_workbook'
        | 'open_document'
        | 'damaged_zip'
        | 'zip_bomb'
        | 'workbook_too_large'
        | 'web_page'
        | 'pdf'
        | 'rich_text'
    }

/** Largest workbook file. A list of 1,000,000 rows belongs in CSV. */
export const largestWorkbookBytes = 100 * 1024 ** 2
/** Largest size of a workbook once unpacked, and of any one part that has to be held in memory at once. */
export const largestUnpackedBytes = 1024 ** 3
export const largestHeldPartBytes = 128 * 1024 ** 2
/** Parts of real workbooks shrink to a tenth, seldom to a hundredth; packed bombs to a thousandth. */
export const suspiciousRatio = 250
export const suspiciousBytes = 16 * 1024 ** 2

const oleSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex')

function unreadable(reason: Extract<FileKind, { kind: 'unreadable' }>['reason']): FileKind {
  return { kind: 'unreadable', reason }
}

async function readAt(source: ByteSource, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, Math.min(bytes, source.sizeBytes - position)))
  let filled = 0
  while (filled < buffer.length) {
    const count = await source.read(buffer.subarray(filled), position + filled)
    if (count === 0) break
    filled += count
  }
  return buffer.subarray(0, filled)
}

/** Looks at the beginning and, for archives, at the list of what is inside. */
export async function fileKind(source: ByteSource): Promise<FileKind> {
  if (source.sizeBytes === 0) return unreadable('empty')
  const head = await readAt(source, 0, 4096)
  if (head.subarray(0, 8).equals(oleSignature)) return oleKind(source)
  if (startsWith(head, 'PK\u0003\u0004') || startsWith(head, 'PK\u0005\u0006')) return zipKind(source)
  if (startsWith(head, '%PDF')) return unreadable('pdf')
  if (startsWith(head, '{\\rtf')) return unreadable('rich_text')
  const beginning = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase()
  if (/^<(?:!doctype html|html|head|table|meta|\?xml[^>]*>\s*<(?:html|workbook))/.test(beginning)) {
    return unreadable('web_page')
  }
  return { kind: 'text' }
}

function startsWith(head: Buffer, text: string): boolean {
  return head.subarray(0, text.length).toString('latin1') === text
}

/** Both old workbooks and encrypted new ones are OLE containers; the names of their streams tell them apart. */
async function oleKind(source: ByteSource): Promise<FileKind> {
  const bytes = await readAt(source, 0, 32 * 1024 ** 2)
  const has = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage') || has('EncryptionInfo')) return unreadable('password')
  return unreadable(has('Workbook') || has('Book') ? 'old_workbook' : 'other_ole')
}

async function zipKind(source: ByteSource): Promise<FileKind> {
  if (source.sizeBytes > largestWorkbookBytes) return unreadable('workbook_too_large')
  const entries = await zipEntries(source)
  if (!entries) return unreadable('damaged_zip')
  const names = new Set(entries.map(({ name }) => name.toLowerCase()))
  if (entries.some(({ encrypted }) => encrypted)) return unreadable('password')
  if (names.has('xl/workbook.bin')) return unreadable('binary_workbook')
  if (names.has('mimetype') && names.has('content.xml')) return unreadable('open_document')
  const looksLikeBomb = entries.some(
    (entry) =>
      entry.uncompressedBytes > suspiciousBytes &&
      entry.uncompressedBytes > entry.compressedBytes * suspiciousRatio,
  )
  if (looksLikeBomb) return unreadable('zip_bomb')
  const workbook = [...names].some((name) => /^xl\/.*workbook.*\.xml$/.test(name))
  if (!names.has('[content_types].xml') || !workbook) return unreadable('zip_without_workbook')
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedBytes, 0)
  return unpacked > largestUnpackedBytes ? unreadable('workbook_too_large') : { kind: 'workbook' }
}

/** The entries of the archive; null where its directory cannot be read. */
export async function zipEntries(source: ByteSource): Promise<ZipEntry[] | null> {
  const tailStart = Math.max(0, source.sizeBytes - endRecordReach)
  const directory = findDirectory(await readAt(source, tailStart, endRecordReach))
  if (!directory || directory.offset + directory.bytes > source.sizeBytes) return null
  return readDirectory(await readAt(source, directory.offset, directory.bytes), directory.entries)
}
